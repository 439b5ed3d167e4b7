package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.logicrl.cli.SmallExperiment.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Memorisation;
import org.logicrl.core.run.Json;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.StopSignal;
import org.logicrl.core.train.Trainer;

final class TrainingTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void theSameSeedGivesTheSameNumbersTwice() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("first", 0);
    experiment.train("second", 0);

    assertThat(experiment.metrics("second")).isEqualTo(experiment.metrics("first")).hasSize(4);
  }

  /** As the examples run: the engines share their work out among threads. */
  @Test
  void theSameSeedGivesTheSameNumbersTwiceWithTwoThreadsAndTwoEngines() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    String[] shared = {"rollout.backend=onnxruntime", "rollout.threads=2", "learner.threads=2"};
    experiment.train("first", 0, shared);
    experiment.train("second", 0, shared);

    assertThat(experiment.metrics("second")).isEqualTo(experiment.metrics("first")).hasSize(4);
    SameFiles.assertSame(folder.resolve("first/rollouts"), folder.resolve("second/rollouts"));
    SameFiles.assertSame(
        folder.resolve("first/checkpoints/step-000004"),
        folder.resolve("second/checkpoints/step-000004"));
  }

  @Test
  void anotherSeedGivesOtherNumbers() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("first", 0);
    experiment.train("second", 0, "seed=8");

    assertThat(experiment.metrics("second")).isNotEqualTo(experiment.metrics("first"));
  }

  @Test
  void aRunEvaluatesBeforeAndAfterWithinAndOutOfDistribution() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Trainer.Result result = experiment.train("run", 0);

    assertThat(result.before()).isNotNull();
    assertThat(result.after()).isNotNull();
    List<String> lines = Files.readAllLines(folder.resolve("run/evaluations.jsonl"));
    assertThat(lines).hasSize(2);
    JsonNode splits = Json.parse(lines.get(1)).path("splits");
    assertThat(splits).hasSize(2);
    assertThat(splits.get(0).path("byDifficulty")).hasSize(2);
    assertThat(splits.get(0).path("all").path("problems").asInt()).isEqualTo(4);
    assertThat(splits.get(1).path("byDifficulty").get(0).path("difficulty").asText())
        .isEqualTo("4 people");
  }

  @Test
  void evaluatesHowMuchIsMemorisedForEachDifficulty() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Trainer.Result result =
        experiment.train(
            "run",
            0,
            "evaluation.perturbations=[perturbed_statement, reorder-statement]",
            "evaluation.split=train");

    Evaluation after = Objects.requireNonNull(result.after());
    assertThat(after.splits().get(0).memorisation())
        .extracting(Memorisation::perturbation, Memorisation::difficulty)
        .containsExactly(
            tuple("perturbed-statement", "2 people"),
            tuple("perturbed-statement", "3 people"),
            tuple("perturbed-statement", "all"),
            tuple("reorder-statement", "2 people"),
            tuple("reorder-statement", "3 people"),
            tuple("reorder-statement", "all"));
    assertThat(after.splits().get(0).memorisation().get(5).problems()).isEqualTo(4);
    assertThat(after.splits().get(1).memorisation()).isEmpty();
  }

  @Test
  void refusesAPerturbationThatTheTaskDoesNotMake() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);

    assertThatThrownBy(() -> experiment.train("run", 0, "evaluation.perturbations=[shuffle]"))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("evaluation.perturbations names shuffle")
        .hasMessageContaining("reorder-statement");
  }

  /** The learner is PyTorch in both cases, in the same process. */
  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "onnxruntime"})
  void theGeneratorsLogProbabilitiesAreTheLearners(String backend) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0, "learner.miniBatches=1", "rollout.backend=" + backend);

    assertThat(experiment.metrics("run"))
        .allSatisfy(
            step -> {
              assertThat(number(step, "training/rollout_probs_diff_max")).isLessThan(1e-4);
              assertThat(number(step, "rollout_corr/log_prob_diff_max")).isLessThan(1e-4);
            });
  }

  /** A model with random weights writes tokens that its tokenizer would join to others. */
  @Test
  void trainsOnTheTokensThatWereSampledAndNotOnThoseOfTheirText() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0, "learner.miniBatches=1");

    Tokenizer tokenizer = experiment.tokenizer();
    int others = 0;
    for (String line : Files.readAllLines(folder.resolve("run/rollouts/step-000001.jsonl"))) {
      JsonNode row = Json.parse(line);
      int encoded = tokenizer.encode(row.path("response").asText()).length;
      int sampled = row.path("tokens").asInt();
      // The stop token is no part of the text.
      others += encoded == sampled || encoded == sampled - 1 ? 0 : 1;
    }
    assertThat(others).as("responses whose text has another number of tokens").isPositive();
    assertThat(experiment.metrics("run"))
        .allSatisfy(
            step -> assertThat(number(step, "training/rollout_probs_diff_max")).isLessThan(1e-4));
  }

  @Test
  void bothEnginesRollOutAlike() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("pytorch", 0, "rollout.backend=pytorch");
    experiment.train("onnxruntime", 0, "rollout.backend=onnxruntime");

    String first = "rollouts/step-000001.jsonl";
    assertThat(Files.readString(folder.resolve("onnxruntime").resolve(first)))
        .isEqualTo(Files.readString(folder.resolve("pytorch").resolve(first)));
  }

  @Test
  void importanceWeightsOfTheSameProbabilitiesAreOne() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0, "learner.importanceCap=2", "rollout.backend=onnxruntime");

    assertThat(experiment.metrics("run"))
        .allSatisfy(
            step -> {
              assertThat(number(step, "rollout_corr/rollout_is_mean")).isCloseTo(1, within(1e-4));
              assertThat(number(step, "rollout_corr/alarm")).isZero();
            });
  }

  @Test
  void lowerPrecisionIsMeasuredWeighedAndWarnedOf() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Cli.Result result =
        train(
            experiment,
            "--set=rollout.backend=onnxruntime",
            "--set=rollout.precision=int4",
            "--set=learner.importanceCap=2",
            "--set=learner.mismatchAlarm=1.0001",
            "--set=training.steps=1",
            "--set=evaluation.problems=0");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("step 1: the generator's probabilities are off the learner's")
        .contains("more than learner.mismatchAlarm");
    Map<String, Object> step = experiment.metrics("run").get(0);
    assertThat(number(step, "rollout_corr/log_prob_diff_mean")).isGreaterThan(1e-3);
    assertThat(number(step, "rollout_corr/rollout_is_min")).isLessThan(0.999);
    assertThat(number(step, "rollout_corr/rollout_is_max")).isGreaterThan(1.001);
    assertThat(number(step, "rollout_corr/alarm")).isEqualTo(1);
  }

  /** With one optimiser step nothing else asks for the learner's probabilities. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void enginesAreComparedWhileOnlyTheCriticLearns(int miniBatches) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train(
        "run",
        0,
        "algorithm.name=ppo",
        "learner.criticWarmupSteps=2",
        "learner.miniBatches=" + miniBatches,
        "training.steps=3",
        "evaluation.problems=0");

    assertThat(experiment.metrics("run"))
        .allSatisfy(
            step ->
                assertThat(number(step, "rollout_corr/log_prob_diff_max"))
                    .isGreaterThanOrEqualTo(0)
                    .isLessThan(1e-4))
        .extracting(step -> step.containsKey("actor/lr"))
        .containsExactly(false, false, true);
  }

  @Test
  void withOneOptimiserStepNothingIsClipped() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0, "learner.miniBatches=1");

    assertThat(experiment.metrics("run"))
        .allSatisfy(
            step -> {
              assertThat(number(step, "actor/pg_clipfrac")).isZero();
              assertThat(number(step, "actor/ppo_kl")).isZero();
            });
  }

  @Test
  void rolloutsAreWrittenWithTheirRewards() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0);

    List<String> rows = Files.readAllLines(folder.resolve("run/rollouts/step-000001.jsonl"));
    assertThat(rows).hasSize(12);
    JsonNode row = Json.parse(rows.get(0));
    assertThat(row.path("prompt").asText()).startsWith("You meet").endsWith("<think>");
    assertThat(row.path("reward").path("verdict").asText()).isNotEmpty();
    assertThat(row.path("reward").path("components").has("format")).isTrue();
  }

  @Test
  void aRunCanDoWithoutEvaluations() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Trainer.Result result = experiment.train("run", 0, "evaluation.problems=0");

    assertThat(result.stopped()).isFalse();
    assertThat(result.after()).isNull();
    assertThat(folder.resolve("run/evaluations.jsonl")).isEmptyFile();
    assertThat(experiment.metrics("run")).hasSize(4);
  }

  @Test
  void aRunThatFailsEndsItsProgress() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    AtomicBoolean ended = new AtomicBoolean();
    Progress progress =
        new Progress() {
          @Override
          public void step(long stepsDone, Map<String, Double> metrics) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void end() {
            ended.set(true);
          }
        };
    assertThatThrownBy(() -> experiment.train("run", progress, new StopSignal()))
        .hasMessage("broken");
    assertThat(ended).isTrue();
  }

  @Test
  void aRunThatIsStoppedInItsLastEvaluationHasItsLastCheckpoint() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    StopSignal stop = new StopSignal();
    Progress progress =
        new Progress() {
          @Override
          public void evaluating(long step, int done, int problems) {
            if (step == 4) {
              stop.request();
            }
          }
        };
    Trainer.Result result = experiment.train("run", progress, stop);

    assertThat(result.stopped()).isTrue();
    assertThat(result.after()).isNull();
    assertThat(folder.resolve("run/checkpoints/step-000004")).exists();
    assertThat(experiment.resume("run").after()).isNotNull();
  }

  @Test
  void aRunSaysWhatMadeIt() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 1);

    JsonNode description = Json.read(folder.resolve("run/run.json"));
    assertThat(description.path("versions").path("logicrl").asText()).matches("\\d+\\.\\d+\\..+");
    for (String part : List.of("rollout", "learner")) {
      JsonNode engine = description.path("engines").path(part);
      assertThat(engine.path("threads").asText()).isEqualTo("1");
      assertThat(engine.path("PyTorch").asText()).matches("\\d+\\.\\d+\\..+");
      assertThat(engine.path("DJL").asText()).matches("\\d+\\.\\d+\\..+");
      assertThat(engine.path("device").asText()).isEqualTo("cpu");
    }
  }

  /** In the first step it is the policy itself, on another engine; then the policy leaves it. */
  @Test
  void theReferenceModelMayHaveAnEngineOfItsOwn() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    String oneUpdate = "learner.miniBatches=1";
    experiment.train("of-learner", 0, oneUpdate);
    experiment.train("own", 0, oneUpdate, "reference={backend: onnxruntime, threads: 2}");

    List<Map<String, Object>> own = experiment.metrics("own");
    assertThat(number(own.get(0), "actor/kl_loss")).isCloseTo(0, within(1e-9));
    assertThat(number(own.get(3), "actor/kl_loss")).isBetween(1e-3, 0.1);
    JsonNode engines = Json.read(folder.resolve("own/run.json")).path("engines");
    assertThat(engines.path("reference").path("ONNX Runtime").asText()).matches("\\d+\\..+");
    assertThat(engines.path("reference").path("threads").asText()).isEqualTo("2");
    assertThat(Json.read(folder.resolve("of-learner/run.json")).path("engines").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("rollout", "learner");
  }

  /** Of an engine that nothing needs nothing is made. */
  @Test
  void withoutAPenaltyTheReferenceModelHasNoEngine() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0, "algorithm.klCoefficient=0", "reference.backend=onnxruntime");

    assertThat(Json.read(folder.resolve("run/run.json")).path("engines").has("reference"))
        .isFalse();
    assertThat(experiment.metrics("run"))
        .allSatisfy(step -> assertThat(step).doesNotContainKey("timing_s/ref"));
  }

  @Test
  void aSoundCriticLeavesOutNoStep() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 0, "algorithm.name=ppo");

    assertThat(experiment.metrics("run"))
        .allSatisfy(step -> assertThat(number(step, "critic/skipped_updates")).isZero());
  }

  @Test
  void aLearningRateFarTooHighEndsAsDiverged() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Cli.Result result = train(experiment, "--set=learner.learningRate=1e39");

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DIVERGED);
    assertThat(result.err()).contains("lower learner.learningRate").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  /** Trains as a user does, into the folder of {@code run}. */
  private Cli.Result train(SmallExperiment experiment, String... options) {
    List<Object> arguments = new ArrayList<>();
    Collections.addAll(arguments, "train", experiment.config(), "--run", folder.resolve("run"));
    Collections.addAll(arguments, (Object[]) options);
    return Cli.run(arguments.toArray());
  }
}
