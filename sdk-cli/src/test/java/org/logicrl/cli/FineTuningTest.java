package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.experiment.FineTuningRun;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.plugin.PluginCatalog;
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
  void anOutputThatHoldsSomethingElseIsRefusedBeforeTheRunBegins() {
    Cli.Result result =
        Cli.run("sft", config, "--run", folder.resolve("run"), "--set=sft.output=.");

    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("sft.output", "it holds experiment.yaml, model, sft.yaml");
    assertThat(config).exists();
    assertThat(folder.resolve("run")).doesNotExist();
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
