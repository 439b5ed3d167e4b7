package org.logicrl.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
