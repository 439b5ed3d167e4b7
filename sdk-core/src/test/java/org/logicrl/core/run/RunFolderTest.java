package org.logicrl.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {

  @TempDir private Path parent = Path.of("");

  @Test
  void twoRunsOfTheSameSecondGetFoldersOfTheirOwn() throws IOException {
    RunFolder first = RunFolder.create(parent, "kk");
    RunFolder second = RunFolder.create(parent, "kk");

    assertThat(first.path()).isNotEqualTo(second.path());
    assertThat(first.path().getFileName().toString()).matches("kk-\\d{8}-\\d{6}");
  }

  @Test
  void aFolderThatHoldsSomethingIsRefused() throws IOException {
    Files.writeString(parent.resolve("thesis.tex"), "do not overwrite");

    assertThatThrownBy(() -> RunFolder.createAt(parent))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is not empty");
  }

  @Test
  void aFolderWithoutRunIsRefused() {
    assertThatThrownBy(() -> RunFolder.open(parent))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("config.yaml");
  }

  @Test
  void aFolderIsHeldByOneLoopAtATime() throws IOException {
    RunFolder run = new RunFolder(parent);
    try (RunLock lock = run.lock()) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(run::lock)
          .isInstanceOf(RunException.class)
          .hasMessageContaining(parent + " is in use");
    }

    assertThatCode(() -> run.lock().close()).doesNotThrowAnyException();
  }

  /** The attempt to lock a file twice must not give the first lock up. */
  @Test
  void aFolderIsStillHeldWhenAnotherLoopWasRefused() throws Exception {
    RunFolder run = new RunFolder(parent);
    try (RunLock lock = run.lock()) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(run::lock).isInstanceOf(RunException.class);
      assertThat(anotherProcess()).contains("is in use");
    }
    assertThat(anotherProcess()).contains("held");
  }

  /** A process that tries to hold the folder, which it names. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (RunLock lock = new RunFolder(Path.of(arguments[0])).lock()) {
        System.out.println(lock == null ? "" : "held");
      } catch (RunException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String anotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                parent.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return out;
  }

  @Test
  void aFolderWhoseRunWasRefusedBeforeItBeganIsUsedAgain() throws IOException {
    RunFolder refused = RunFolder.createAt(parent);
    refused.lock().close();

    assertThat(RunFolder.createAt(parent)).isEqualTo(refused);
  }

  @Test
  void aRunThatFailsBeforeItCameToAnythingLeavesNoFolder() throws IOException {
    RunFolder run = RunFolder.createAt(parent.resolve("run"));
    try (RunLock lock = run.lock()) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(
              () ->
                  run.startWith(
                      () -> {
                        run.begin("seed: 1\n", Map.of());
                        Files.createFile(run.metrics());
                        throw new IOException("no model");
                      }))
          .hasMessage("no model");
    }

    assertThat(run.path()).doesNotExist();
  }

  @Test
  void aRunThatFailsAfterAStepKeepsItsFolder() throws IOException {
    RunFolder run = RunFolder.createAt(parent.resolve("run"));

    assertThatThrownBy(
            () ->
                run.startWith(
                    () -> {
                      Files.writeString(run.metrics(), "{\"step\": 1}\n");
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(run.metrics()).isNotEmptyFile();
  }

  @Test
  void rolloutsAfterAStepAreRemoved() throws IOException {
    RunFolder run = new RunFolder(parent);
    Files.createDirectories(parent.resolve("rollouts"));
    Files.writeString(run.rollouts(10), "");
    Files.writeString(run.rollouts(20), "");
    run.checkpoints().write(10, 1, Files::createDirectory);
    run.goBackTo(run.checkpoints().newest().orElseThrow());

    assertThat(run.rollouts(10)).exists();
    assertThat(run.rollouts(20)).doesNotExist();
  }
}
