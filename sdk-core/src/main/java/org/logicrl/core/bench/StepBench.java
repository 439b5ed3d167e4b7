package org.logicrl.core.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.logicrl.api.PluginContext;
import org.logicrl.api.Setting;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.experiment.TrainingRun;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.TaskCorpus;
import org.logicrl.core.run.AtomicFiles;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.StopSignal;

/**
 * Where the time of a training step goes: a real run of a few steps, on a model with random weights
 * in a temporary folder. Such a model writes at random, until it draws a stop token or, where
 * completions shall have their full length, does not heed it; their mean length is among the
 * figures.
 */
public final class StepBench {

  /** Problems whose words the model knows. */
  private static final int CORPUS = 1000;

  private StepBench() {}

  /**
   * The keys of the section {@code bench} for steps.
   *
   * @param shape of the model
   * @param fullLength whether no token ends a completion, so that every step has the same work
   */
  public record StepBenchSettings(
      @Setting(help = "Shape of the model.") ModelShape shape,
      @Setting(
              help = "Whether every completion has rollout.maxTokens tokens.",
              defaultValue = "false")
          boolean fullLength) {}

  /**
   * Runs the steps.
   *
   * @param load gives the configuration of a training run, with a section {@code bench}, over some
   *     assignments
   */
  public static List<Figure> run(
      Function<List<String>, LoadedConfig> load, PluginCatalog catalog, StopSignal stop)
      throws IOException {
    Path folder = Files.createTempDirectory("logicrl-bench");
    try {
      return run(load, catalog, stop, folder);
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static List<Figure> run(
      Function<List<String>, LoadedConfig> load,
      PluginCatalog catalog,
      StopSignal stop,
      Path folder)
      throws IOException {
    SettingsBinder binder =
        load.apply(List.of()).binder().ignore("name", "seed", "runs", "directory").ignoreSections();
    Bound<BenchSettings> bench = binder.section("bench", BenchSettings.class);
    Bound<StepBenchSettings> settings = binder.section("bench", StepBenchSettings.class);
    binder.finish();
    int warmups = bench.value().warmups();
    Path model = folder.resolve("model");
    List<String> assignments =
        List.of(
            "model.path='%s'".formatted(model.toString().replace("'", "''")),
            "training.steps=" + (warmups + bench.value().repetitions()),
            "training.saveEvery=0",
            "training.rolloutsEvery=0",
            "evaluation.problems=0");
    Training sections = Sections.training(load.apply(assignments).without("bench"), catalog);
    if (settings.value().fullLength()) {
      sections = sections.withCommon(UnstoppedBackend.in(sections.common()));
    }
    PluginContext context = sections.common().context();
    int vocabulary;
    try (Backend backend = sections.learning().create(context)) {
      backend.initialize(
          model,
          settings.value().shape(),
          TaskCorpus.of(sections.common().task().create(context), context.seed(), CORPUS),
          context.seed());
      vocabulary = backend.tokenizer(model).size();
    }
    Map<String, List<Double>> metrics = new LinkedHashMap<>();
    new TrainingRun(sections, catalog)
        .start(RunFolder.createAt(folder.resolve("run")), collector(warmups, metrics), stop);
    List<Figure> figures = figures(metrics);
    figures.add(new Figure("vocabulary", vocabulary, "tokens"));
    return figures;
  }

  private static Progress collector(int warmups, Map<String, List<Double>> metrics) {
    return new Progress() {
      @Override
      public void step(long stepsDone, Map<String, Double> ofStep) {
        if (stepsDone > warmups) {
          ofStep.forEach(
              (name, value) -> metrics.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        }
      }
    };
  }

  private static List<Figure> figures(Map<String, List<Double>> metrics) {
    List<Figure> figures = new ArrayList<>();
    metrics.forEach(
        (name, values) -> {
          if (name.startsWith("timing_s/")) {
            String phase = name.substring("timing_s/".length());
            figures.add(new Figure(phase, Stopwatch.median(values), "s"));
          }
        });
    add(figures, metrics, "perf/throughput", "tokens/s");
    add(figures, metrics, "prompt_length/mean", "tokens");
    add(figures, metrics, "response_length/mean", "tokens");
    return figures;
  }

  private static void add(
      List<Figure> figures, Map<String, List<Double>> metrics, String name, String unit) {
    List<Double> values = metrics.get(name);
    if (values != null) {
      figures.add(new Figure(name, Stopwatch.median(values), unit));
    }
  }
}
