package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.experiment.ResumedConfig;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunException;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.run.RunLock;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.StopSignal;
import org.logicrl.core.train.Trainer;

final class ResumeTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"reinforce++", "grpo", "ppo"})
  void stoppingAndResumingChangesNothing(String algorithm) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    String choice = "algorithm.name=" + algorithm;
    experiment.train("straight", 0, choice);
    assertThat(experiment.train("broken", 3, choice).stopped()).isTrue();
    experiment.resume("broken");

    assertThat(experiment.metrics("broken")).isEqualTo(experiment.metrics("straight")).hasSize(4);
    for (String file : List.of("evaluations.jsonl", "rollouts", "checkpoints/step-000004")) {
      SameFiles.assertSame(
          folder.resolve("straight").resolve(file), folder.resolve("broken").resolve(file));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learner.lora={rank: 2, alpha: 4, targets: [q_proj, down_proj]}",
        "learner.precision=bf16",
        "learner.recompute=true",
        "learner.sharedPrompts=true",
        "rollout.backend=onnxruntime",
        "reference={backend: onnxruntime, threads: 2}"
      })
  void resumingIsExactWithEveryEngineAndWayOfLearning(String setting) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0, "algorithm.name=grpo", setting);
    experiment.train("broken", 2, "algorithm.name=grpo", setting);
    experiment.resume("broken");

    assertThat(experiment.metrics("broken")).isEqualTo(experiment.metrics("straight")).hasSize(4);
    SameFiles.assertSame(
        folder.resolve("straight/checkpoints/step-000004"),
        folder.resolve("broken/checkpoints/step-000004"));
  }

  @Test
  void whatWasWrittenAfterTheCheckpointIsWrittenAgain() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0);
    experiment.train("killed", 3);
    // As if the process had been killed in step 4, after its checkpoint of step 2.
    Path checkpoints = folder.resolve("killed/checkpoints");
    Files.delete(checkpoints.resolve("step-000003/model.safetensors"));
    Files.writeString(
        folder.resolve("killed/metrics.jsonl"),
        Files.readString(folder.resolve("killed/metrics.jsonl")) + "{\"step\": 4, \"trunc");
    experiment.resume("killed");

    assertThat(experiment.metrics("killed")).isEqualTo(experiment.metrics("straight"));
  }

  @Test
  void aFinishedRunCanBeMadeLonger() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("longer", 0, "learner.schedule=constant");
    experiment.resume("longer", "training.steps=6");
    experiment.train("long", 0, "learner.schedule=constant", "training.steps=6");

    assertThat(experiment.metrics("longer")).isEqualTo(experiment.metrics("long")).hasSize(6);
    SameFiles.assertSame(
        folder.resolve("long/evaluations.jsonl"), folder.resolve("longer/evaluations.jsonl"));
  }

  @Test
  void aRunThatIsStoppedBeforeItsFirstStepGoesOn() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    StopSignal stop = new StopSignal();
    stop.request();
    Trainer.Result stopped = experiment.train("broken", new Progress() {}, stop);
    assertThat(stopped.stopped()).isTrue();
    assertThat(stopped.steps()).isZero();

    experiment.resume("broken");
    experiment.train("straight", 0);
    assertThat(experiment.metrics("broken")).isEqualTo(experiment.metrics("straight"));
    SameFiles.assertSame(
        folder.resolve("straight/evaluations.jsonl"), folder.resolve("broken/evaluations.jsonl"));
  }

  /** A table of a model before and after must not compare two ways to measure. */
  @Test
  void evaluationsThatWereMadeInAnotherWayAreNotUsed() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Trainer.Result finished = experiment.train("run", 0);
    Trainer.Result resumed = experiment.resume("run", "evaluation.problems=3");

    assertThat(resumed.before()).isNull();
    assertThat(resumed.after()).isNotNull().isNotEqualTo(finished.after());
    List<String> lines = Files.readAllLines(folder.resolve("run/evaluations.jsonl"));
    assertThat(lines).hasSize(2);
    // The same again is nothing new.
    assertThat(experiment.resume("run").after()).isEqualTo(resumed.after());
    assertThat(folder.resolve("run/evaluations.jsonl")).hasContent(String.join("\n", lines) + "\n");
    assertThat(Json.parse(lines.get(0)).path("settings").path("problems").asInt()).isEqualTo(4);
    assertThat(Json.parse(lines.get(1)).path("settings").path("problems").asInt()).isEqualTo(3);
    assertThat(Json.parse(lines.get(1)).path("step").asInt()).isEqualTo(4);
  }

  /** When the run started, its own assignments came before them. */
  @Test
  void environmentVariablesDoNotChangeARun() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    RunFolder run = RunFolder.open(folder.resolve("run"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      ConfigLoader loader =
          new ConfigLoader(Map.of("LOGICRL__training__steps", "9", "LOGICRL__seed", "8"));
      assertThat(ResumedConfig.of(run, loader, List.of(), catalog).changes()).isEmpty();
    }
  }

  @Test
  void resumingAFinishedRunChangesNothing() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    Trainer.Result finished = experiment.train("run", 0);
    String evaluations = Files.readString(folder.resolve("run/evaluations.jsonl"));
    Trainer.Result resumed = experiment.resume("run");

    assertThat(folder.resolve("run/evaluations.jsonl")).hasContent(evaluations);
    assertThat(resumed.after()).isEqualTo(finished.after()).isNotNull();
  }

  @Test
  void anEvaluationThatWasCutOffIsMadeByTheResumedRun() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0, "evaluation.every=2");
    experiment.train("killed", 2, "evaluation.every=2");
    // As if the process had been killed in the evaluation after its checkpoint of step 2.
    Path evaluations = folder.resolve("killed/evaluations.jsonl");
    Files.writeString(evaluations, Files.readAllLines(evaluations).get(0) + "\n{\"step\":2,\"sp");
    experiment.resume("killed");

    SameFiles.assertSame(folder.resolve("straight/evaluations.jsonl"), evaluations);
    assertThat(Files.readAllLines(evaluations)).hasSize(3);
  }

  @Test
  void aChangedReferenceModelIsRefused() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    Path weights = folder.resolve("model/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    assertThatThrownBy(() -> experiment.resume("run"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is not the one that the run started from");
  }

  @Test
  void aModelThatNothingReadsAnyMoreMayGo() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2, "algorithm.klCoefficient=0");
    Files.delete(folder.resolve("model/model.safetensors"));

    assertThat(experiment.resume("run").steps()).isEqualTo(4);
  }

  @Test
  void whatARunGoesOnWithStaysWithIt() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    experiment.resume("run", 3, "training.steps=6");
    assertThat(experiment.resume("run").steps()).isEqualTo(6);

    JsonNode resumed = Json.read(folder.resolve("run/run.json")).path("resumed");
    assertThat(resumed.findValuesAsText("step")).containsExactly("2", "3");
    assertThat(resumed.get(0).path("set").path("training.steps").asText()).isEqualTo("6");
    assertThat(resumed.get(1).path("set")).isEmpty();
  }

  /** So that a run can go on which had too little of it. */
  @Test
  void memoryAndLanesOfAnEngineMayChange() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    String engine = "reference={backend: onnxruntime, threads: 2}";
    experiment.train("straight", 0, engine);
    experiment.train("run", 2, engine);
    experiment.resume("run", "reference.cacheMiB=64", "reference.lanes=1");

    assertThat(experiment.metrics("run")).isEqualTo(experiment.metrics("straight"));
  }

  @Test
  void theCommandGoesOnAndSaysSo() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0);
    experiment.train("run", 2);
    Cli.Result result = Cli.run("resume", folder.resolve("run"), "--set=name=other");

    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains("sampled before", "run: " + folder.resolve("run"));
    assertThat(experiment.metrics("run")).isEqualTo(experiment.metrics("straight"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=8",
        "rollout.prompts=2",
        "task.people=2",
        "algorithm.klCoefficient=0.5",
        "learner.learningRate=1e-3",
        "reference.backend=onnxruntime"
      })
  void whatWouldMakeItAnotherExperimentIsRefused(String assignment) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    String config = Files.readString(folder.resolve("run/config.yaml"));
    Cli.Result result = Cli.run("resume", folder.resolve("run"), "--set", assignment);

    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .contains(
            "(--set " + assignment.substring(0, assignment.indexOf('=')) + ")",
            "cannot change when a run goes on");
    assertThat(folder.resolve("run/config.yaml")).hasContent(config);
  }

  @Test
  void fewerStepsThanHaveBeenDoneAreRefused() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 3);
    Cli.Result result = Cli.run("resume", folder.resolve("run"), "--set=training.steps=2");

    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("has done 3 steps already, more than the 2");
  }

  @Test
  void aStoredConfigurationTrainsAnotherRunFromWhereverItLies() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("first", 0);
    Cli.Result result =
        Cli.run("train", folder.resolve("first/config.yaml"), "--run", folder.resolve("second"));

    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(experiment.metrics("second")).isEqualTo(experiment.metrics("first"));
    SameFiles.assertSame(folder.resolve("first/config.yaml"), folder.resolve("second/config.yaml"));
  }

  @Test
  void aModelThatHasMovedIsNamedWithTheWayOut() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0);
    experiment.train("run", 2);
    Files.move(folder.resolve("model"), folder.resolve("moved"));
    Cli.Result lost = Cli.run("resume", folder.resolve("run"));
    assertThat(lost.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(lost.err()).contains("model.path = model", "is no folder", "--set model.path=");

    experiment.resume("run", "model.path=moved");
    assertThat(experiment.metrics("run")).isEqualTo(experiment.metrics("straight"));
  }

  @Test
  void whatHasChangedAroundARunIsRecordedWhenItGoesOn() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    Path description = folder.resolve("run/run.json");
    ObjectNode then = (ObjectNode) Json.read(description);
    ((ObjectNode) then.path("versions")).put("java", "HotSpot 16");
    ((ObjectNode) then.path("engines").path("learner")).put("threads", "7");
    Files.writeString(description, Json.pretty(then));
    experiment.resume("run");

    JsonNode differences = Json.read(description).path("resumed").get(0).path("differences");
    assertThat(differences).hasSize(2);
    assertThat(differences.get(0).asText()).isEqualTo("engines.learner.threads was 7 and is 1");
    assertThat(differences.get(1).asText()).startsWith("versions.java was HotSpot 16 and is ");
  }

  @Test
  void aRunThatGoesOnElsewhereIsRefused() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    try (RunLock elsewhere = RunFolder.open(folder.resolve("run")).lock()) {
      assertThat(elsewhere).isNotNull();
      Cli.Result result = Cli.run("resume", folder.resolve("run"));

      assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err()).contains(folder.resolve("run") + " is in use");
    }
  }
}
