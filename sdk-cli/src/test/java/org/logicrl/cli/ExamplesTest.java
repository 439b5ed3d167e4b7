package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that need no plugin but those that ship. */
final class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  static List<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !Files.exists(file.resolveSibling("pom.xml")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationIsValid(Path file) {
    Cli.Result result = Cli.run("config", "validate", file);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void theProblemsOfTheMathematicsExampleLoad() {
    Cli.Result result =
        Cli.run(
            "data",
            "math",
            "--set=task.train=" + EXAMPLES.resolve("math/train.jsonl"),
            "--set=task.test=" + EXAMPLES.resolve("math/test.jsonl"),
            "--set=task.difficulty=topic",
            "--split=test",
            "--count=8",
            "--out=-");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out().lines()).hasSize(8).allMatch(row -> row.contains("\"difficulty\": "));
  }

  @Test
  void aFileOfProblemsThatIsNotThereIsAnErrorOfTheConfiguration() {
    Cli.Result result =
        Cli.run(
            "data",
            "math",
            "--set=task.test=nowhere.jsonl",
            "--split=test",
            "--count=1",
            "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("nowhere.jsonl of split test is not there");
  }
}
