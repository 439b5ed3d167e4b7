package org.logicrl.backends.pytorch;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Chooses which libtorch the engine loads: the one for the CPU that DJL brings, or one for CUDA.
 *
 * <p>DJL has no CUDA libtorch on Maven Central, but its JNI runs on the one of {@code
 * org.bytedeco:pytorch} when that is unpacked and named by the properties below. The versions must
 * be the same to the last digit: another libtorch below this JNI corrupts tensors.
 */
final class NativeLibraries {

  static final String PATH = "PYTORCH_LIBRARY_PATH";
  static final String FLAVOR = "PYTORCH_FLAVOR";
  static final String VERSION = "PYTORCH_VERSION";

  private static final String TORCH = "2.7.1";
  private static final String CUDA_FLAVOR = "cu128";
  private static final String CUDA_LIBRARY = "libtorch_cuda.so";
  private static final String FOLDER_IN_JAR = "org/bytedeco/pytorch/linux-x86_64-gpu/";

  /** That libtorch is linked with OpenBLAS, which comes in a jar of its own. */
  private static final String BLAS_FOLDER_IN_JAR = "org/bytedeco/openblas/linux-x86_64/";

  /** OpenBLAS, behind the libraries that it needs. */
  private static final List<String> BLAS =
      List.of("libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");

  private NativeLibraries() {}

  /**
   * Sets the properties that DJL reads, for a device that may be a GPU. Does nothing twice.
   *
   * @throws UnsatisfiedLinkError where the libraries lack one that they need
   */
  static void prefer(ClassLoader loader) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : new String[] {PATH, FLAVOR, VERSION}) {
      String value = Utils.getEnvOrSystemProperty(name);
      if (value != null) {
        given.put(name, value);
      }
    }
    try {
      Map<String, String> chosen = choose(given, loader, Utils.getEngineCacheDir("pytorch"));
      chosen.forEach(System::setProperty);
      String unpacked = chosen.get(PATH);
      if (unpacked != null) {
        loadBlas(Path.of(unpacked));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the CUDA libraries of the class path cannot be unpacked", e);
    }
  }

  /**
   * The properties to set.
   *
   * @param given those that the user has set, which stay as they are
   * @param loader whose class path may hold the CUDA libraries
   * @param cache where they are unpacked
   * @return nothing where DJL's own libraries are right
   */
  static Map<String, String> choose(Map<String, String> given, ClassLoader loader, Path cache)
      throws IOException {
    Map<String, String> chosen = new LinkedHashMap<>();
    String path = given.get(PATH);
    if (path == null) {
      URL library = loader.getResource(FOLDER_IN_JAR + CUDA_LIBRARY);
      if (library == null) {
        return chosen;
      }
      path = unpack(library, loader, cache.resolve("%s-%s-bytedeco".formatted(TORCH, CUDA_FLAVOR)));
      chosen.put(PATH, path);
    }
    boolean cuda = Files.exists(Path.of(path, CUDA_LIBRARY));
    chosen.put(FLAVOR, cuda ? CUDA_FLAVOR : "cpu");
    chosen.put(VERSION, TORCH);
    chosen.keySet().removeAll(given.keySet());
    return chosen;
  }

  /**
   * Loads OpenBLAS, so that libtorch finds it: DJL would load the libraries of the folder in no
   * particular order, and these do not find each other.
   */
  static void loadBlas(Path folder) {
    for (String name : BLAS) {
      Path library = folder.resolve(name).toAbsolutePath();
      if (Files.exists(library)) {
        System.load(library.toString());
      }
    }
  }

  /**
   * Unpacks the libraries beside one of them, without the bindings of their jar, and OpenBLAS,
   * once.
   */
  private static String unpack(URL library, ClassLoader loader, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      Path temporary = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "unpacking-");
      try {
        unpackTo(temporary, library, loader);
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        // Another process may have been quicker.
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      } finally {
        Utils.deleteQuietly(temporary);
      }
    }
    return folder.toString();
  }

  private static void unpackTo(Path temporary, URL library, ClassLoader loader) throws IOException {
    if (!(library.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException(library + " is in no jar");
    }
    JarFile jar = connection.getJarFile();
    for (JarEntry entry : jar.stream().toList()) {
      String name = entry.getName();
      String file = name.substring(name.lastIndexOf('/') + 1);
      if (name.equals(FOLDER_IN_JAR + file) && isLibrary(file)) {
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, temporary.resolve(file));
        }
      }
    }
    for (String name : BLAS) {
      try (InputStream in = loader.getResourceAsStream(BLAS_FOLDER_IN_JAR + name)) {
        if (in != null) {
          Files.copy(in, temporary.resolve(name));
        }
      }
    }
  }

  private static boolean isLibrary(String file) {
    return file.startsWith("lib") && file.contains(".so") && !file.startsWith("libjni");
  }
}
