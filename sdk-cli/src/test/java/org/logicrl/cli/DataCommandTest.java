package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.core.files.Hashes;

final class DataCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          test, 2, 100, 450058a43852d41f5329c4660a4a9d310c3f895997fcbc173109df9c059801df
          train, 2, 200, 8fe2d8feee18e447f2b857c44876c3e5e759830d64c5ca6d866d007bbe842c2c
          test, 3, 100, 3a319db530c6f4d20de2d985c9b729080b2fbdb70b80405ba44bfd8baeb190da
          train, 3, 1000, 78f409fd8c664ac5b9e3606017a2441fde9db770c7077691903595b4a59a977d
          test, 4, 100, 4495f24f570939383e92f7874600b18826a8c841adc8800c89b6c2d2635ee5e4
          train, 4, 1000, ffb64b00aad74201e416b03b36d0f93df8a4dd9405396ccfb864beb54254adfa
          test, 5, 100, 49a9677832ab1622ef85e290de71acaaaeb3a55c275544dc4dad3669377a7992
          train, 5, 1000, de3c833b47b6ba92f5f29c13c5631d31548d42ddc0ea2c1b15132a59a4783aaa
          test, 6, 100, 9487526cf9dfbccaa74591e807be4ee3f7870a11f9315dd50580acdb28bec01b
          train, 6, 1000, 03699741a8a8e95aa43d5920594ea75c7dd787e27bfcf458b6cc98f8acb65ab2
          test, 7, 100, 8d461ac4256c91e5cb0c5cefde32d56ee1b280d53afecf28d2871aa2542625ec
          train, 7, 1000, 18380c0847280cfba531bf3eedd36f54a10f1aa13339b2ce4db43462570304e2
          test, 8, 100, 9ca54c78f121a0d978152d4af8f467bcd5a3d0a41b88134f302a1a493567d279
          train, 8, 1000, be9da35da32e3f55d3667054276c7f2957cfeadc9625f2f4ec43170cc1cd6763
          """)
  void writesThePublishedFileToTheByte(String split, int people, int rows, String sha256)
      throws Exception {
    Path file = folder.resolve("new/people.jsonl");
    Cli.Result result =
        Cli.run(
            "data",
            "knights-and-knaves",
            "--set=task.source=published",
            "--set=task.people=" + people,
            "--split=" + split,
            "--count=" + rows,
            "--out",
            file);
    assertThat(result).isEqualTo(new Cli.Result(ExitCode.DONE, "", ""));
    assertThat(Hashes.sha256(file)).isEqualTo(sha256);
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
