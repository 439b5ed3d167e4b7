package org.logicrl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.PluginContext;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.ResumedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.experiment.TrainingRun;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.StopSignal;
import org.logicrl.core.train.Trainer;

/**
 * A complete experiment that takes seconds: the shipped plugins, the real engine, and a model of
 * some thousand random weights.
 */
final class SmallExperiment {

  private static final String CONFIG =
      """
      name: small
      seed: 7
      model: {path: model}
      task: {name: knights-and-knaves, people: [2, 3], prompt: bare}
      reward: {name: logic-rl}
      algorithm: {name: reinforce++}
      rollout: {backend: pytorch, threads: 1, prompts: 3, completions: 4, maxTokens: 12}
      learner: {backend: pytorch, threads: 1, learningRate: 1e-2, criticLearningRate: 1e-2, schedule: linear, miniBatches: 2}
      training: {steps: 4, saveEvery: 2, rolloutsEvery: 1}
      evaluation: {problems: 4, outOfDistribution: 2, samples: 2}
      """;

  private final Path folder;

  /** Writes configuration and model into an empty folder. */
  SmallExperiment(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(config(), CONFIG);
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      Training sections = Sections.training(load(), catalog);
      PluginContext context = sections.common().context();
      Task task = sections.common().task().create(context);
      try (Backend backend = sections.learning().create(context)) {
        backend.initialize(
            folder.resolve("model"),
            new ModelShape(16, 2, 2, 1, 32, 256, 10_000, 0.2),
            corpus(task),
            1);
      }
    }
  }

  Path config() {
    return folder.resolve("experiment.yaml");
  }

  Path folder() {
    return folder;
  }

  /** The tokenizer of its model. */
  Tokenizer tokenizer() throws IOException {
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      Training sections = Sections.training(load(), catalog);
      try (Backend backend = sections.learning().create(sections.common().context())) {
        return backend.tokenizer(folder.resolve("model"));
      }
    }
  }

  /** Trains in a run folder, and stops after some steps; 0 means not to stop. */
  Trainer.Result train(String run, int stopAfter, String... assignments) throws IOException {
    StopSignal stop = new StopSignal();
    return train(run, stopping(stop, stopAfter), stop, assignments);
  }

  /** Trains in a run folder. */
  Trainer.Result train(String run, Progress progress, StopSignal stop, String... assignments)
      throws IOException {
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      Training sections = Sections.training(load(assignments), catalog);
      return new TrainingRun(sections, catalog)
          .start(RunFolder.createAt(folder.resolve(run)), progress, stop);
    }
  }

  /** Goes on with a run, from the configuration in its folder, to its end. */
  Trainer.Result resume(String run, String... assignments) throws IOException {
    return resume(run, 0, assignments);
  }

  /** Goes on with a run, and stops after some steps; 0 means not to stop. */
  Trainer.Result resume(String run, int stopAfter, String... assignments) throws IOException {
    RunFolder there = RunFolder.open(folder.resolve(run));
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      ResumedConfig config =
          ResumedConfig.of(there, new ConfigLoader(Map.of()), List.of(assignments), catalog);
      StopSignal stop = new StopSignal();
      return new TrainingRun(Sections.training(config.loaded(), catalog), catalog)
          .resume(there, config.changes(), stopping(stop, stopAfter), stop);
    }
  }

  /** The metrics of a run, step by step, without those that measure time. */
  List<Map<String, Object>> metrics(String run) throws IOException {
    return metrics(folder.resolve(run));
  }

  static List<Map<String, Object>> metrics(Path run) throws IOException {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      Map<String, Object> step = new LinkedHashMap<>();
      Json.parse(line)
          .properties()
          .forEach(
              entry -> {
                String name = entry.getKey();
                if (!name.startsWith("timing_s/") && !name.startsWith("perf/")) {
                  step.put(name, entry.getValue());
                }
              });
      steps.add(step);
    }
    return steps;
  }

  /** A metric of a step; NaN where it is missing, or null in the file. */
  static double number(Map<String, Object> step, String metric) {
    return step.get(metric) instanceof JsonNode node && node.isNumber()
        ? node.doubleValue()
        : Double.NaN;
  }

  private LoadedConfig load(String... assignments) {
    return new ConfigLoader(Map.of()).load(config(), List.of(assignments));
  }

  /** Asks a run to stop after some steps; 0 means never. */
  static Progress stopping(StopSignal stop, int after) {
    return new Progress() {
      @Override
      public void step(long stepsDone, Map<String, Double> metrics) {
        if (stepsDone == after) {
          stop.request();
        }
      }
    };
  }

  private static List<String> corpus(Task task) {
    List<String> texts = new ArrayList<>();
    for (long index = 0; index < 300; index++) {
      Problem problem = task.problems(Split.TRAIN).get(index);
      if (task.prompt(problem) instanceof Prompt.Text prompt) {
        texts.add(prompt.text() + prompt.responsePrefix());
      }
      task.workedSolution(problem).ifPresent(texts::add);
    }
    return texts;
  }
}
