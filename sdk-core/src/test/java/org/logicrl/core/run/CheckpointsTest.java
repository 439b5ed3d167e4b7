package org.logicrl.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointsTest {

  @TempDir private Path run = Path.of("");

  @Test
  void theNewestCompleteCheckpointIsFound() throws IOException {
    write(10);
    write(20);

    assertThat(newestStep()).isEqualTo(20);
    assertThat(run.resolve("LATEST")).hasContent("step-000020");
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws IOException {
    write(10);
    Path newest = write(20);
    Files.writeString(newest.resolve("weights"), "weights of step 2O");

    assertThat(newestStep()).isEqualTo(10);
  }

  @Test
  void aCheckpointWithAMissingFileIsPassedOver() throws IOException {
    write(10);
    Path newest = write(20);
    Files.delete(newest.resolve("critic/weights"));

    assertThat(newestStep()).isEqualTo(10);
  }

  @Test
  void aFailureWhileWritingLeavesNoCheckpointBehind() throws IOException {
    write(10);

    assertThatThrownBy(
            () ->
                checkpoints()
                    .write(
                        20,
                        2,
                        target -> {
                          Files.createDirectory(target);
                          Files.writeString(target.resolve("weights"), "half of th");
                          throw new IOException("disk full");
                        }))
        .hasMessage("disk full");
    assertThat(run.resolve("checkpoints/step-000020")).doesNotExist();
    assertThat(newestStep()).isEqualTo(10);
    assertThat(run.resolve("LATEST")).hasContent("step-000010");
  }

  @Test
  void anInterruptedWriteIsClearedAwayByTheNextOne() throws IOException {
    Path left = run.resolve("checkpoints/.step-000010.tmp");
    Files.createDirectories(left);
    Files.writeString(left.resolve("rubbish"), "from a killed process");

    Path written = write(10);

    assertThat(written.resolve("rubbish")).doesNotExist();
    assertThat(left).doesNotExist();
  }

  @Test
  void onlyTheNewestStay() throws IOException {
    write(10);
    write(20);
    write(30);

    assertThat(run.resolve("checkpoints/step-000010")).doesNotExist();
    assertThat(run.resolve("checkpoints/step-000020")).exists();
  }

  /** Of weights that did not change since step 7, the last one is enough; 5 and 7 may be sound. */
  @Test
  void stepsThatWereLeftOutDriveNoOtherOut() throws IOException {
    for (int step : new int[] {5, 7, 8, 9}) {
      checkpoints().write(step, 9, target -> Files.createDirectory(target));
    }
    checkpoints().writeBeside(10, 3, target -> Files.createDirectory(target));
    try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("step-000005", "step-000007", "step-000010");
    }
    assertThat(newestStep()).isEqualTo(10);
  }

  @Test
  void checkpointsAreOrderedByTheirStepsNotByTheirNames() throws IOException {
    write(999_998);
    write(999_999);
    write(1_000_000);

    assertThat(newestStep()).isEqualTo(1_000_000);
    assertThat(run.resolve("checkpoints/step-999998")).doesNotExist();
    assertThat(run.resolve("checkpoints/step-999999")).exists();
  }

  @Test
  void whatWasJustWrittenStaysEvenBesideALaterOne() throws IOException {
    write(100);
    Path written = write(60, 1);

    assertThat(written).exists();
    assertThat(run.resolve("LATEST")).hasContent("step-000060");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"format\": 1, \"ste", "\u0000\u0000\u0000"})
  void aCheckpointWithABrokenManifestIsPassedOver(String manifest) throws IOException {
    write(10);
    Files.writeString(write(20).resolve("MANIFEST.json"), manifest);

    assertThat(newestStep()).isEqualTo(10);
  }

  @Test
  void damagedCheckpointsAreSetAsideBeforeARunGoesOn() throws IOException {
    write(50);
    Files.delete(write(100).resolve("weights"));
    checkpoints().goBackTo(checkpoints().newest().orElseThrow());
    assertThat(run.resolve("LATEST")).hasContent("step-000050");
    assertThat(run.resolve("checkpoints/step-000100.damaged/critic/weights")).exists();

    write(60, 1);
    assertThat(newestStep()).isEqualTo(60);
    assertThat(run.resolve("checkpoints/step-000050")).doesNotExist();
  }

  @Test
  void withoutAnyThereIsNoNewest() throws IOException {
    assertThat(checkpoints().newest()).isEmpty();
  }

  private Path write(long step) throws IOException {
    return write(step, 2);
  }

  private Path write(long step, int keep) throws IOException {
    return checkpoints()
        .write(
            step,
            keep,
            target -> {
              Files.createDirectories(target.resolve("critic"));
              Files.writeString(target.resolve("weights"), "weights of step " + step);
              Files.writeString(target.resolve("critic/weights"), "critic of step " + step);
            });
  }

  private long newestStep() throws IOException {
    return checkpoints().newest().orElseThrow().step();
  }

  private Checkpoints checkpoints() {
    return new RunFolder(run).checkpoints();
  }
}
