package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Which libtorch is loaded, with jars that look like those for CUDA. */
class NativeLibrariesTest {

  private static final String INSIDE = "org/bytedeco/pytorch/linux-x86_64-gpu/";

  private static final String BLAS = "org/bytedeco/openblas/linux-x86_64/";

  @TempDir Path folder;

  private URLClassLoader cudaJars() throws IOException {
    return new URLClassLoader(
        new URL[] {
          jar(
              "pytorch-gpu.jar",
              INSIDE + "libtorch_cuda.so",
              INSIDE + "libc10.so",
              INSIDE + "libgomp.so.1",
              INSIDE + "libjnitorch.so",
              INSIDE + "notes.txt",
              "org/bytedeco/pytorch/linux-x86_64/libtorch.so"),
          jar(
              "openblas.jar",
              BLAS + "libopenblas.so.0",
              BLAS + "libgfortran.so.5",
              BLAS + "libquadmath.so.0",
              BLAS + "libgcc_s.so.1",
              BLAS + "libjniopenblas.so")
        },
        null);
  }

  private URL jar(String file, String... names) throws IOException {
    Path jar = folder.resolve(file);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar.toUri().toURL();
  }

  @Test
  void keepsDjlsOwnWithoutCudaOnTheClassPath() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(NativeLibraries.choose(Map.of(), empty, folder)).isEmpty();
    }
  }

  @Test
  void unpacksTheCudaLibrariesOfTheClassPathOnce() throws IOException {
    try (URLClassLoader loader = cudaJars()) {
      Map<String, String> chosen = NativeLibraries.choose(Map.of(), loader, folder);
      Path unpacked = folder.resolve("2.7.1-cu128-bytedeco");
      assertThat(chosen)
          .containsOnly(
              Map.entry("PYTORCH_LIBRARY_PATH", unpacked.toString()),
              Map.entry("PYTORCH_FLAVOR", "cu128"),
              Map.entry("PYTORCH_VERSION", "2.7.1"));
      try (Stream<Path> files = Files.list(unpacked)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(
                "libtorch_cuda.so",
                "libc10.so",
                "libgomp.so.1",
                "libopenblas.so.0",
                "libgfortran.so.5",
                "libquadmath.so.0");
      }
      Files.delete(unpacked.resolve("libc10.so"));
      assertThat(NativeLibraries.choose(Map.of(), loader, folder)).isEqualTo(chosen);
      assertThat(unpacked.resolve("libc10.so")).doesNotExist();
    }
  }

  @Test
  void leavesNothingBehindWhereTheyCannotBeUnpacked() throws IOException {
    Path classes = folder.resolve("classes");
    Path library = classes.resolve(INSIDE + "libtorch_cuda.so");
    Files.createDirectories(library.getParent());
    Files.writeString(library, "in no jar");
    Path cache = Files.createDirectory(folder.resolve("cache"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      assertThatThrownBy(() -> NativeLibraries.choose(Map.of(), loader, cache))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in no jar");
    }
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void completesTheFolderThatTheUserNames() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    try (URLClassLoader loader = cudaJars()) {
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
    try (URLClassLoader loader = cudaJars()) {
      Map<String, String> given =
          Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch", "PYTORCH_FLAVOR", "cu126");
      assertThat(NativeLibraries.choose(given, loader, folder))
          .containsOnly(Map.entry("PYTORCH_VERSION", "2.7.1"));
    }
  }
}
