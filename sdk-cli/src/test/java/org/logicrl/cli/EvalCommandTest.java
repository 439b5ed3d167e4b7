package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;

final class EvalCommandTest {

  private static final String MEASURING =
      """
      task: {name: knights-and-knaves, people: 2, prompt: bare}
      reward: {name: logic-rl}
      rollout: {backend: pytorch, threads: 1, maxTokens: 4}
      evaluation: {problems: 3, outOfDistribution: 0, samples: 3}
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void makeAModel() throws IOException {
    assertThat(new SmallExperiment(folder).folder()).isEqualTo(folder);
  }

  @Test
  void needsNothingOfTrainingWhereAModelIsGiven() throws IOException {
    Cli.Result result = eval(MEASURING, "--model=" + folder.resolve("model"), "--json");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(Json.parse(result.out()).path("splits").get(0).path("all").path("passAt").has("3"))
        .isTrue();
  }

  @Test
  void takesTheConfigurationOfAFineTuning() throws IOException {
    Cli.Result result =
        eval(
            MEASURING + "learner: {backend: pytorch}\nsft: {output: model, from: other}\n",
            "--model=" + folder.resolve("model"));
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains("pass@3");
  }

  @Test
  void takesTheModelOfTheConfiguration() throws IOException {
    Cli.Result result = eval(MEASURING + "model: {path: model}\n");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void asksForAModelWhereThereIsNone() throws IOException {
    Cli.Result result = eval(MEASURING);
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("model.path");
  }

  @Test
  void reportsAMisspeltKeyOfWhatItReads() throws IOException {
    Cli.Result result = eval(MEASURING, "--set=evaluation.problem=3");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("did you mean evaluation.problems?");
  }

  @Test
  void asksForProblemsWhereEvaluationsAreTurnedOff() throws IOException {
    Cli.Result result = eval(MEASURING + "model: {path: model}\n", "--set=evaluation.problems=0");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("evaluation.problems is 0");
  }

  private Cli.Result eval(String config, String... options) throws IOException {
    Object[] arguments = new Object[2 + options.length];
    arguments[0] = "eval";
    arguments[1] = Files.writeString(folder.resolve("eval.yaml"), config);
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Cli.run(arguments);
  }
}
