package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.files.Hashes;

final class DataCommandTest {

  @TempDir private Path folder;

  @Test
  void writesThePublishedFileToTheByte() throws Exception {
    Path file = folder.resolve("new/people3_num100.jsonl");
    Cli.Result result =
        Cli.run(
            "data",
            "knights-and-knaves",
            "--set=task.source=published",
            "--set=task.people=3",
            "--split=test",
            "--count=100",
            "--out",
            file);
    assertThat(result).isEqualTo(new Cli.Result(ExitCode.DONE, "", ""));
    assertThat(Hashes.sha256(file))
        .isEqualTo("3a319db530c6f4d20de2d985c9b729080b2fbdb70b80405ba44bfd8baeb190da");
  }

  @Test
  void continuesWhereAnotherFileEnds() {
    String all = rows("--count=5");
    assertThat(rows("--count=2") + rows("--count=3", "--from=2")).isEqualTo(all);
  }

  @Test
  void makesOtherProblemsForAnotherSeed() {
    assertThat(rows("--count=3", "--set=seed=2")).isNotEqualTo(rows("--count=3"));
  }

  @Test
  void leavesOutIndicesThatHoldNoProblem() {
    Cli.Result result =
        Cli.run(
            "data",
            "knights-and-knaves",
            "--set=task.source=published",
            "--set=task.perturbation=perturbed-leaf",
            "--split=test",
            "--count=100",
            "--out=-");
    assertThat(result.out().lines()).hasSize(93);
    assertThat(result.err()).contains("93 rows: 7 indices hold no problem");
  }

  @Test
  void saysHowManyProblemsThereAre() {
    Path file = folder.resolve("never.jsonl");
    Cli.Result result =
        Cli.run(
            "data",
            "knights-and-knaves",
            "--set=task.source=published",
            "--split=test",
            "--from=90",
            "--count=11",
            "--out",
            file);
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .startsWith("the split test has 100 problems, but 11 were asked for from number 90 on");
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesASplitThatIsNone() {
    Cli.Result result =
        Cli.run("data", "knights-and-knaves", "--split=tset", "--count=1", "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("choose one of train, validation, test, out-of-distribution");
  }

  @Test
  void refusesNegativeNumbers() {
    Cli.Result result =
        Cli.run("data", "knights-and-knaves", "--split=test", "--count=-1", "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  private static String rows(String first, String... more) {
    Object[] arguments = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"data", "knights-and-knaves", "--split=train", "--out=-", first},
        0,
        arguments,
        0,
        5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    Cli.Result result = Cli.run(arguments);
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    return result.out();
  }
}
