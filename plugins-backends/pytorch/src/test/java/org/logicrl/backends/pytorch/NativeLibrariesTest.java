package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which libtorch is loaded, with a jar that looks like the one for CUDA. */
class NativeLibrariesTest {

  private static final String INSIDE = "org/bytedeco/pytorch/linux-x86_64-gpu/";

  @TempDir Path folder;

  private URLClassLoader cudaJar() throws IOException {
    Path jar = folder.resolve("pytorch-gpu.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          new String[] {
            INSIDE + "libtorch_cuda.so",
            INSIDE + "libc10.so",
            INSIDE + "libnccl.so.2",
            INSIDE + "libjnitorch.so",
            INSIDE + "notes.txt",
            "org/bytedeco/pytorch/linux-x86_64/libtorch.so"
          }) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
  }

  @Test
  void keepsDjlsOwnWithoutCudaOnTheClassPath() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(NativeLibraries.choose(Map.of(), empty, folder)).isEmpty();
    }
  }

  @Test
  void unpacksTheCudaLibrariesOfTheClassPathOnce() throws IOException {
    try (URLClassLoader loader = cudaJar()) {
      Map<String, String> chosen = NativeLibraries.choose(Map.of(), loader, folder);
      Path unpacked = folder.resolve("2.7.1-cu128-bytedeco");
      assertThat(chosen)
          .containsOnly(
              Map.entry("PYTORCH_LIBRARY_PATH", unpacked.toString()),
              Map.entry("PYTORCH_FLAVOR", "cu128"),
              Map.entry("PYTORCH_VERSION", "2.7.1"));
      try (Stream<Path> files = Files.list(unpacked)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("libtorch_cuda.so", "libc10.so", "libnccl.so.2");
      }
      Files.delete(unpacked.resolve("libc10.so"));
      assertThat(NativeLibraries.choose(Map.of(), loader, folder)).isEqualTo(chosen);
      assertThat(unpacked.resolve("libc10.so")).doesNotExist();
    }
  }

  @Test
  void completesTheFolderThatTheUserNames() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    try (URLClassLoader loader = cudaJar()) {
      Map<String, String> given = Map.of("PYTORCH_LIBRARY_PATH", own.toString());
      assertThat(NativeLibraries.choose(given, loader, folder))
          .containsOnly(Map.entry("PYTORCH_FLAVOR", "cpu"), Map.entry("PYTORCH_VERSION", "2.7.1"));
      Files.createFile(own.resolve("libtorch_cuda.so"));
      assertThat(NativeLibraries.choose(given, loader, folder))
          .containsEntry("PYTORCH_FLAVOR", "cu128");
    }
  }

  @Test
  void changesNothingThatTheUserHasSet() throws IOException {
    try (URLClassLoader loader = cudaJar()) {
      Map<String, String> given =
          Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch", "PYTORCH_FLAVOR", "cu126");
      assertThat(NativeLibraries.choose(given, loader, folder))
          .containsOnly(Map.entry("PYTORCH_VERSION", "2.7.1"));
    }
  }
}
