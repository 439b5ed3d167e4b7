package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
  void refusesMoreDistinctPuzzlesThanThereAre() {
    Cli.Result result =
        Cli.run(
            "data",
            "knights-and-knaves",
            "--set=task={people: 2, distinct: true, trainProblems: 500}",
            "--split=train",
            "--count=500",
            "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "500 distinct puzzles for 2 people", "only 321 of the 399", "lower trainProblems");
  }

  @Test
  void refusesPuzzlesForOnePerson() {
    Cli.Result result =
        Cli.run(
            "data",
            "knights-and-knaves",
            "--set=task.people=1",
            "--split=train",
            "--count=1",
            "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("task.people = 1", "2 to 20");
  }

  @Test
  void refusesToWriteOverAFolder() {
    Cli.Result result =
        Cli.run("data", "knights-and-knaves", "--split=test", "--count=1", "--out", folder);
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .isEqualTo("%s is a folder: name a file in it to write%n".formatted(folder));
  }

  @Test
  void refusesToWriteBelowAFile() throws Exception {
    Path below = Files.writeString(folder.resolve("rows"), "").resolve("test.jsonl");
    Cli.Result result =
        Cli.run("data", "knights-and-knaves", "--split=test", "--count=1", "--out", below);
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).startsWith(below + " cannot be written");
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
