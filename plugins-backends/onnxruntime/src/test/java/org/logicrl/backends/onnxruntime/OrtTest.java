package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrtTest {

  /** The longest argument that Linux hands to a process, less the name of the option. */
  private static final int LONG = 131_000;

  /** What a process may need of the environment to start at all. */
  private static final Set<String> NEEDED = Set.of("PATH", "HOME", "LD_LIBRARY_PATH");

  @TempDir private Path folder;

  /** What a program of an embedder does: it opens the engine in its main thread. */
  static final class Opens {
    private Opens() {}

    public static void main(String[] arguments) {
      String version = Ort.call(OrtEnvironment::getVersion);
      System.out.println("opened " + version);
    }
  }

  @Test
  void aLongCommandLineDoesNotEndTheProcess() throws Exception {
    ProcessBuilder process = opening("-Dpadding=" + "x".repeat(LONG));
    assertOpens(process);
    // What the other test would find.
    assertThat(folder.resolve("cache")).isNotEmptyDirectory();
  }

  @Test
  void withTelemetryOffTheEngineLeavesNothingInTheCacheFolder() throws Exception {
    ProcessBuilder process = opening();
    process.environment().put("ORT_DISABLE_TELEMETRY", "1");
    assertOpens(process);
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  private ProcessBuilder opening(String... options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(options));
    line.addAll(
        List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("error.log")));
    line.add(Opens.class.getName());
    ProcessBuilder process = new ProcessBuilder(line);
    // The engine reports nothing, and reads no command line, where a variable such as CI tells it
    // that it runs on a continuous-integration server.
    process.environment().keySet().retainAll(NEEDED);
    // By the environment, so that the class path makes no command line longer than it is meant to
    // be.
    process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    process.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return process;
  }

  private void assertOpens(ProcessBuilder builder) throws Exception {
    Path out = folder.resolve("out.txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out)).contains("opened 1.");
  }
}
