package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorMessagesTest {

  private static final String EXPERIMENT =
      """
      model: {path: model}
      task: {name: knights-and-knaves}
      reward: {name: logic-rl}
      algorithm: {name: grpo}
      rollout: {backend: pytorch}
      learner: {backend: pytorch}
      training:
        steps: 2
      """;

  @TempDir private Path folder;

  @Test
  void aMissingModelFolderIsNamed() throws Exception {
    Cli.Result result = train(EXPERIMENT);
    assertBadConfiguration(
        result, "model.path = model", "experiment.yaml:1", folder.resolve("model").toString());
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aMisspeltKeyIsNamedWithItsLineAndTheNearestKey() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT.replace("steps", "stepz")),
        "training.stepz = 2",
        "experiment.yaml:8",
        "is not a known key",
        "did you mean training.steps?");
  }

  @Test
  void aValueOutOfRangeIsNamedWithItsRange() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT.replace("knaves}", "knaves, people: [1]}")),
        "task.people",
        "experiment.yaml:2",
        "is out of range",
        "2 to 20");
  }

  @Test
  void anUnknownAlgorithmIsNamedWithAllThatThereAre() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT.replace("grpo", "gppo")),
        "algorithm.name = gppo",
        "experiment.yaml:4",
        "did you mean grpo or ppo?",
        "allowed: one of grpo, ppo, reinforce++");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT.replace("{name: grpo}", "{name: [grpo}")), "experiment.yaml:4");
  }

  @Test
  void aChatForAModelWithoutATemplateIsABadConfiguration() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    assertBadConfiguration(
        Cli.run("eval", experiment.config(), "--set=task.prompt=chat"),
        "has no chat template",
        folder.resolve("model").toString());
  }

  @Test
  void workedSolutionsLongerThanTheModelReadsAreABadConfiguration() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("sft.yaml"),
            """
            task: {name: knights-and-knaves, people: 2, prompt: bare}
            reward: {name: logic-rl}
            rollout: {backend: pytorch, maxTokens: 4}
            learner: {backend: pytorch}
            sft:
              shape: {hiddenSize: 8, layers: 1, heads: 1, keyValueHeads: 1, maxPositions: 16}
              output: model
              corpus: 50
            """);
    assertBadConfiguration(
        Cli.run("sft", file, "--run", folder.resolve("run")), "the model reads at most 16");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aGpuThatIsNotThereIsABadConfiguration() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    assertBadConfiguration(
        Cli.run("eval", experiment.config(), "--set=rollout.device=cuda:99"),
        "device is cuda:99, but the engine sees",
        "use cpu, or a build with the Maven profile cuda");
  }

  @Test
  void aConfigurationForTheOtherCommandIsToldAsThat() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT + "sft: {from: model, output: tuned}"),
        "1 error",
        "experiment.yaml",
        "is a configuration for 'sft', not for 'train'");
    assertBadConfiguration(
        Cli.run("sft", Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT)),
        "1 error",
        "experiment.yaml",
        "is a configuration for 'train', not for 'sft'");
  }

  @Test
  void aRunFolderBelowAFileIsABadConfiguration() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    Path file = experiment.config();
    Cli.Result given = Cli.run("train", file, "--run", file.resolve("sub/run"));
    assertBadConfiguration(given, "cannot be made for a run, as " + file + " is a file");
    Cli.Result configured = Cli.run("train", file, "--set=runs=" + file);
    assertBadConfiguration(configured, "cannot be made for a run, as " + file + " is a file");
    assertThat(given.err() + configured.err()).doesNotContain("Exception");
  }

  @Test
  void aBrokenConfigurationOfAModelIsToldWithItsPlace() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    Files.writeString(folder.resolve("model/config.json"), "{\"model_type\": ");
    Cli.Result result = Cli.run("eval", experiment.config());
    assertBadConfiguration(result, "config.json is not valid JSON", "line 1");
    assertThat(result.err()).doesNotContain("REDACTED", "Exception");
  }

  @Test
  void everyMistakeIsReportedAtOnce() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT.replace("steps", "stepz").replace("grpo", "gppo")), "2 errors");
  }

  @Test
  void aMissingConfigurationFileIsNamed() {
    Path file = folder.resolve("none.yaml");
    assertBadConfiguration(Cli.run("train", file), file.toString(), "there is no such file");
  }

  @Test
  void anAssignmentWithoutAValueIsShown() throws Exception {
    assertBadConfiguration(
        train(EXPERIMENT, "--set=training.steps"), "--set training.steps", "must be key=value");
  }

  @Test
  void aStackTraceIsPrintedOnRequest() throws Exception {
    Cli.Result result = train(EXPERIMENT.replace("steps", "stepz"), "--stacktrace");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("training.stepz", "\tat org.logicrl.");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    Cli.Result result = Cli.run("trian");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("trian", "Did you mean: ", "train");
  }

  @Test
  void anUnknownOptionIsAUsageError() throws Exception {
    Cli.Result result = train(EXPERIMENT, "--steps=3");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--steps=3");
  }

  @Test
  void noCommandAtAllIsAUsageError() {
    Cli.Result result = Cli.run();
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("a command is missing", "Usage: logicrl");
  }

  @Test
  void aMissingPluginFolderIsAPluginProblem() throws Exception {
    Path plugins = folder.resolve("nowhere");
    Cli.Result result = train(EXPERIMENT, "--plugins=" + plugins);
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.err()).contains(plugins.toString()).doesNotContain("\tat ");
  }

  @Test
  void twoPluginsWithTheSameNameAreAPluginProblem() throws Exception {
    Path plugins = folder.resolve("plugins");
    Path jar = plugins.resolve("riddles/riddles.jar");
    PluginJar.write(jar, "org.example.Riddles", riddles("knights-and-knaves", "null"));
    Cli.Result result = train(EXPERIMENT, "--plugins=" + plugins);
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.err())
        .contains("the task 'knights-and-knaves' is offered by", "riddles", "remove one of the two")
        .doesNotContain("\tat ");
  }

  @Test
  void anIllegalArgumentOutsideOfTheConfigurationIsAFault() throws Exception {
    Cli.Result result =
        dataOf("ProblemSet.of(1, i -> { throw new IllegalArgumentException(\"odd\"); })");
    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .contains("java.lang.IllegalArgumentException: odd", "--stacktrace")
        .doesNotContain("\tat ");
  }

  @Test
  void aPluginThatMissesAMethodOfTheApiIsAPluginProblem() throws Exception {
    Cli.Result result =
        dataOf("ProblemSet.of(1, i -> { throw new NoSuchMethodError(\"gone()\"); })");
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.err())
        .contains("build it against this version of sdk-api", "gone()")
        .doesNotContain("\tat ");
  }

  @Test
  void aPluginThatMissesAClassOfItsOwnIsAPluginProblem() throws Exception {
    Cli.Result result =
        dataOf("ProblemSet.of(1, i -> { throw new NoClassDefFoundError(\"org/example/Gone\"); })");
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.err()).contains("a class could not be loaded: org/example/Gone");
  }

  @Test
  void tooLittleMemoryIsSaidWithTheWayOut() throws Exception {
    Cli.Result result =
        dataOf("ProblemSet.of(1, i -> { throw new OutOfMemoryError(\"Java heap space\"); })");
    long limit = Runtime.getRuntime().maxMemory();
    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .containsPattern(
            "out of memory \\(Java heap space\\): allow Java more than the %d MiB .*=-Xmx%dg "
                .formatted(limit >> 20, (limit >> 30) * 3 / 2 + 1))
        .doesNotContain("\tat ");
  }

  @Test
  void theStackTraceOfAnErrorIsPrintedOnRequest() throws Exception {
    Cli.Result result =
        dataOf(
            "ProblemSet.of(1, i -> { throw new OutOfMemoryError(\"Java heap space\"); })",
            "--stacktrace");
    assertThat(result.err()).contains("\tat ", "org.example.Riddles");
  }

  private static void assertBadConfiguration(Cli.Result result, String... parts) {
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains(parts).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  /** Writes the problems of a task whose set of problems is an expression of Java. */
  private Cli.Result dataOf(String problems, String... options) throws Exception {
    Path plugins = folder.resolve("plugins");
    Path jar = plugins.resolve("riddles/riddles.jar");
    PluginJar.write(jar, "org.example.Riddles", riddles("riddles", problems));
    List<Object> arguments =
        new ArrayList<>(List.of("data", "riddles", "--split=train", "--count=1", "--out=-"));
    arguments.add("--plugins=" + plugins);
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray());
  }

  private Cli.Result train(String experiment, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), experiment);
    List<Object> arguments = new ArrayList<>(List.of("train", file, "--run"));
    arguments.add(folder.resolve("run"));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray());
  }

  private static String riddles(String name, String problems) {
    return """
    package org.example;
    import java.util.List;
    import org.logicrl.api.*;
    import org.logicrl.api.task.*;
    public final class Riddles implements Plugin {
      public record Settings() {}
      @Override public List<Factory<?, Task>> tasks() {
        return List.of(new Factory<>("%s", "riddles", Settings.class, (s, c) -> new Task() {
          @Override public ProblemSet problems(Split split) { return %s; }
          @Override public Prompt prompt(Problem problem) { return null; }
          @Override public Verdict verify(Problem problem, String answer) { return null; }
        }));
      }
    }
    """
        .formatted(name, problems);
  }
}
