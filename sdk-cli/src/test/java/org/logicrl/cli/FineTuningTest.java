package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.cli.SmallExperiment.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.experiment.FineTuningRun;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.train.StopSignal;

/** Supervised fine-tuning of a model with random weights, stopped and resumed. */
final class FineTuningTest {

  private static final String CONFIG =
      """
      task: {name: knights-and-knaves, people: 2, prompt: bare}
      reward: {name: logic-rl}
      sft: {from: model, steps: 5, batch: 4, saveEvery: 2, output: tuned}
      learner: {backend: pytorch, threads: 1, learningRate: 1e-2, schedule: linear}
      rollout: {backend: pytorch, threads: 1, maxTokens: 12}
      evaluation: {problems: 4, outOfDistribution: 2, samples: 2, every: 2}
      """;

  private static final Path NANO =
      Path.of("..", "examples", "kk-nano", "model").toAbsolutePath().normalize();

  /** The model of an example that solves about half of its puzzles. */
  private static final String[] SAMPLED = {
    "sft.solutions=sampled",
    "sft.from=" + NANO,
    "sft.keep=2",
    "rollout.completions=4",
    "rollout.maxTokens=240",
    "task.sayings=plain",
    "learner.learningRate=1e-4"
  };

  @TempDir private Path folder = Path.of("");
  private Path config = Path.of("");

  @BeforeEach
  void makesAModel() throws IOException {
    assertThat(new SmallExperiment(folder).folder().resolve("model")).isDirectory();
    config = Files.writeString(folder.resolve("sft.yaml"), CONFIG);
  }

  @Test
  void stoppingAndResumingChangesNothing() throws IOException {
    train("straight", 0, "sft.output=one");
    FineTuningRun.Result stopped = train("broken", 3, "sft.output=two");
    assertThat(stopped.after()).isNull();
    assertThat(stopped.model()).isEqualTo(folder.resolve("broken/checkpoints/step-000003"));
    assertThat(folder.resolve("two")).doesNotExist();
    assertResumes("broken");

    assertSameRuns("straight", "broken");
    SameFiles.assertSame(folder.resolve("one"), folder.resolve("two"));
  }

  @Test
  void aRunThatWasKilledGoesOnFromItsLastCheckpoint() throws IOException {
    train("straight", 0);
    train("killed", 3);
    // As if the process had been killed in step 4, after its checkpoint of step 2.
    Files.delete(folder.resolve("killed/checkpoints/step-000003/model.safetensors"));
    assertResumes("killed");

    assertSameRuns("straight", "killed");
  }

  @Test
  void aFinishedRunWritesItsModelAgain() throws IOException {
    train("run", 0);
    byte[] weights = Files.readAllBytes(folder.resolve("tuned/model.safetensors"));
    Files.delete(folder.resolve("tuned/model.safetensors"));
    String evaluations = Files.readString(folder.resolve("run/evaluations.jsonl"));
    assertResumes("run");

    assertThat(folder.resolve("tuned/model.safetensors")).hasBinaryContent(weights);
    assertThat(folder.resolve("run/evaluations.jsonl")).hasContent(evaluations);
  }

  @Test
  void learnsFromWhatTheModelItselfGetsRight() throws IOException {
    train("straight", 0, with(SAMPLED, "sft.output=one"));
    train("broken", 3, with(SAMPLED, "sft.output=two"));
    assertResumes("broken");

    assertSameRuns("straight", "broken");
    SameFiles.assertSame(folder.resolve("one"), folder.resolve("two"));
    assertThat(Files.mismatch(weights(folder.resolve("one")), weights(NANO))).isNotEqualTo(-1);
    List<Map<String, Object>> steps = SmallExperiment.metrics(folder.resolve("straight"));
    assertThat(steps)
        .allSatisfy(
            step ->
                assertThat(number(step, "sft/kept"))
                    .isBetween(number(step, "sft/solved") * 4, number(step, "sft/solved") * 8))
        .anySatisfy(step -> assertThat(number(step, "sft/loss")).isBetween(0.001, 1.0));
  }

  @Test
  void writesWhichCompletionsWereLearned() throws IOException {
    train("run", 0, with(SAMPLED, "sft.rolloutsEvery=3"));

    Path rollouts = folder.resolve("run/rollouts");
    assertThat(rollouts).isDirectoryContaining(file -> file.endsWith("step-000003.jsonl"));
    List<JsonNode> rows = rows(rollouts.resolve("step-000003.jsonl"));
    assertThat(rows).hasSize(16);
    List<JsonNode> learned = rows.stream().filter(row -> row.path("learned").asBoolean()).toList();
    assertThat(learned)
        .hasSize((int) number(SmallExperiment.metrics(folder.resolve("run")).get(2), "sft/kept"))
        .allSatisfy(
            row -> {
              assertThat(row.at("/reward/verdict").asText()).isEqualTo("correct");
              assertThat(row.path("finish").asText()).isEqualTo("stop");
            });
  }

  @Test
  void aModelThatGetsNothingRightStaysAsItIs() throws IOException {
    Cli.Result result = sft("--set=sft.solutions=sampled", "--set=sft.steps=11");

    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.err())
        .contains("learner: ", "rollout: ")
        .containsOnlyOnce("no completion of the last 10 steps was right")
        .doesNotContain("NaN");
    assertThat(Files.mismatch(weights(folder.resolve("tuned")), weights(folder.resolve("model"))))
        .isEqualTo(-1);
    assertThat(SmallExperiment.metrics(folder.resolve("run")))
        .hasSize(11)
        .allSatisfy(
            step -> {
              assertThat(number(step, "sft/kept")).isZero();
              assertThat(number(step, "sft/loss")).isNaN();
              assertThat(number(step, "sft/skipped_updates")).isZero();
            });
  }

  @Test
  void aNewModelHasNothingRightToLearnFrom() {
    Cli.Result result =
        sft("--set=sft.from=null", "--set=sft.shape.layers=2", "--set=sft.solutions=sampled");

    assertRefused(result, "a new model gets nothing right", "give sft.from");
  }

  @Test
  void aModelThatIsThereIsEvaluatedBeforeTheFirstStep() throws IOException {
    FineTuningRun.Result result = train("run", 0);

    assertThat(result.before()).isNotNull().extracting(Evaluation::step).isEqualTo(0L);
    assertThat(result.after()).isNotNull().extracting(Evaluation::step).isEqualTo(5L);
    assertThat(evaluatedSteps("run")).containsExactly(0L, 2L, 4L, 5L);
  }

  @Test
  void aNewModelIsNotEvaluatedBeforeTheFirstStep() throws IOException {
    FineTuningRun.Result result =
        train(
            "run",
            0,
            "sft.from=null",
            "sft.shape.hiddenSize=16",
            "sft.shape.layers=1",
            "sft.shape.heads=2",
            "sft.shape.keyValueHeads=1",
            "sft.shape.intermediateSize=32",
            "sft.corpus=50");

    assertThat(result.before()).isNull();
    assertThat(evaluatedSteps("run")).containsExactly(2L, 4L, 5L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sft.solutions=sampled", "sft.keep=3", "rollout.completions=3"})
  void whatIsLearnedStaysTheSameWhenARunGoesOn(String change) throws IOException {
    train("run", 2);
    Cli.Result result = Cli.run("resume", folder.resolve("run"), "--set=" + change);

    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains(change.substring(0, change.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"learner.epochs", "learner.miniBatches"})
  void whatOnlyReinforcementLearningHeedsIsRefused(String key) {
    Cli.Result result = sft("--set=" + key + "=2");

    assertRefused(result, key, "one optimiser step of each batch");
  }

  @Test
  void aTaskWithoutSolutionsIsRefusedBeforeAnythingIsMeasured() throws IOException {
    Path train = problem("train.jsonl", "1 + 1?");
    Path test = problem("test.jsonl", "2 + 0?");
    Cli.Result result =
        sft(
            "--set=task=null",
            "--set=task.name=math",
            "--set=task.train=" + train,
            "--set=task.test=" + test);

    assertRefused(result, "no worked solution");
  }

  @Test
  void anOutputThatTheRunStartsFromIsRefusedBeforeTheRunBegins() {
    assertRefused(sft("--set=sft.output=./model"), "sft.output", "that the run starts from");
  }

  @Test
  void anOutputThatHoldsSomethingElseIsRefusedBeforeTheRunBegins() {
    Cli.Result result = sft("--set=sft.output=.");

    assertRefused(result, "sft.output", "it holds experiment.yaml, model, sft.yaml");
    assertThat(config).exists();
  }

  private FineTuningRun.Result train(String run, int stopAfter, String... assignments)
      throws IOException {
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      StopSignal stop = new StopSignal();
      return new FineTuningRun(
              Sections.fineTuning(
                  new ConfigLoader(Map.of()).load(config, List.of(assignments)), catalog),
              catalog)
          .start(
              RunFolder.createAt(folder.resolve(run)),
              SmallExperiment.stopping(stop, stopAfter),
              stop);
    }
  }

  /** Runs the command as a user does, into the folder of {@code run}. */
  private Cli.Result sft(String... options) {
    List<Object> arguments = new ArrayList<>();
    Collections.addAll(arguments, "sft", config, "--run", folder.resolve("run"));
    Collections.addAll(arguments, (Object[]) options);
    return Cli.run(arguments.toArray());
  }

  private void assertRefused(Cli.Result result, String... reasons) {
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains(reasons).doesNotContain("evaluating");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(Json.parse(line));
    }
    return rows;
  }

  private static String[] with(String[] assignments, String more) {
    return Stream.concat(Stream.of(assignments), Stream.of(more)).toArray(String[]::new);
  }

  private static Path weights(Path model) {
    return model.resolve("model.safetensors");
  }

  private Path problem(String file, String question) throws IOException {
    return Files.writeString(
        folder.resolve(file), "{\"problem\": \"%s\", \"answer\": \"2\"}\n".formatted(question));
  }

  private List<Long> evaluatedSteps(String run) throws IOException {
    return rows(folder.resolve(run).resolve("evaluations.jsonl")).stream()
        .map(row -> row.path("step").asLong())
        .toList();
  }

  private void assertResumes(String run) {
    Cli.Result result = Cli.run("resume", folder.resolve(run));
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
  }

  private void assertSameRuns(String left, String right) throws IOException {
    assertThat(SmallExperiment.metrics(folder.resolve(right)))
        .isEqualTo(SmallExperiment.metrics(folder.resolve(left)))
        .hasSize(5);
    for (String file : List.of("evaluations.jsonl", "checkpoints/step-000005")) {
      SameFiles.assertSame(folder.resolve(left).resolve(file), folder.resolve(right).resolve(file));
    }
  }
}
