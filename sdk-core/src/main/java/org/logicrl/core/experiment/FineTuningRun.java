package org.logicrl.core.experiment;

import com.google.inject.Injector;
import com.google.inject.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.PluginContext;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.FineTuning;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.rollout.TaskCorpus;
import org.logicrl.core.run.AtomicFiles;
import org.logicrl.core.run.Checkpoints;
import org.logicrl.core.run.Checkpoints.Checkpoint;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.RolloutSettings;
import org.logicrl.core.settings.TrainingSettings;
import org.logicrl.core.train.DivergedException;
import org.logicrl.core.train.DueEvaluations;
import org.logicrl.core.train.FineTuner;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.SampledSolutions;
import org.logicrl.core.train.SolutionSource;
import org.logicrl.core.train.StopSignal;
import org.logicrl.core.train.WeightHandOver;
import org.logicrl.core.train.WorkedSolutions;

/** A run of supervised fine-tuning, from its configuration to a model folder. */
public final class FineTuningRun {

  private static final int KEPT_CHECKPOINTS = 2;

  private final FineTuning sections;
  private final PluginCatalog catalog;

  /**
   * A run of a bound configuration.
   *
   * @throws org.logicrl.core.config.ConfigException when the generator takes no weights, or a batch
   *     is to be divided or learned twice
   */
  public FineTuningRun(FineTuning sections, PluginCatalog catalog) {
    sections.common().requireTakesWeights();
    sections.requireOneUpdate();
    this.sections = sections;
    this.catalog = catalog;
  }

  /**
   * What a run came to.
   *
   * @param steps steps done
   * @param model the model folder that was written
   * @param before the evaluation of the model that it began with; null when that was a new one, or
   *     the run was stopped before its end, evaluates nothing, or was resumed to measure otherwise
   * @param after the evaluation at the end; null when the run was stopped before or in it, or
   *     evaluates nothing
   * @param stopped whether it was asked to stop before its last evaluation was done
   */
  public record Result(
      long steps,
      Path model,
      @Nullable Evaluation before,
      @Nullable Evaluation after,
      boolean stopped) {}

  /**
   * Trains from the beginning and writes the model folder. A run that is stopped early leaves that
   * folder as it was; its model so far is the run's checkpoint. One that fails before it came to
   * anything leaves no run folder.
   */
  public Result start(RunFolder folder, Progress progress, StopSignal stop) throws IOException {
    PluginContext context = sections.common().context();
    sections.requireOutput();
    try (Resources resources = new Resources()) {
      resources.add(folder.lock());
      return folder.startWith(
          () -> {
            Task task = sections.common().task().create(context);
            Backend backend = backend(resources, sections.sft().shape() != null);
            Path initial = initial(folder, task, backend, context);
            Opened opened = openInitial(folder, backend, initial, resources);
            folder.begin(
                sections.common().effective().toYaml(),
                RunDescription.of("sft", sections.common(), initial, opened.circumstances()));
            return run(opened, 0, progress, stop);
          });
    }
  }

  /**
   * Goes on from the newest complete checkpoint. The folder then says what it went on with.
   *
   * @param changes the keys of the configuration that have changed since, with their values
   * @throws org.logicrl.core.run.RunException when there is no checkpoint, or the run is going on
   *     elsewhere
   */
  public Result resume(
      RunFolder folder, Map<String, String> changes, Progress progress, StopSignal stop)
      throws IOException {
    sections.requireOutput();
    try (Resources resources = new Resources()) {
      resources.add(folder.lock());
      Checkpoint from = folder.checkpoints().require(sections.sft().steps());
      Opened opened = open(folder, backend(resources, false), from.path(), resources);
      opened.learner().restoreState(from.path());
      new Resumption(from.step(), changes, opened.circumstances()).write(folder, sections.common());
      folder.goBackTo(from);
      return run(opened, from.step(), progress, stop);
    }
  }

  private record Opened(
      RunFolder folder, Learner learner, Injector injector, Circumstances circumstances) {}

  private Opened openInitial(RunFolder folder, Backend backend, Path model, Resources resources)
      throws IOException {
    try {
      return open(folder, backend, model, resources);
    } catch (ModelException e) {
      if (sections.sft().from() == null) {
        throw e;
      }
      throw sections.common().effective().refusal("sft.from", e);
    }
  }

  private Opened open(RunFolder folder, Backend backend, Path model, Resources resources)
      throws IOException {
    Learner learner = resources.add(backend.learner(model, sections.learner().optimizer()));
    Injector injector =
        Wiring.injector(List.of(new MeasuringModule(sections.common(), model, resources)));
    Map<String, Backend> engines = new LinkedHashMap<>();
    engines.put("rollout", injector.getInstance(Key.get(Backend.class, Generating.class)));
    engines.put("learner", backend);
    return new Opened(folder, learner, injector, Circumstances.of(catalog, engines));
  }

  private Result run(Opened opened, long before, Progress progress, StopSignal stop)
      throws IOException {
    RunFolder folder = opened.folder();
    int steps = sections.sft().steps();
    progress.engines(opened.circumstances().engines());
    try (JsonLines metrics = JsonLines.append(folder.metrics());
        DueEvaluations evaluations =
            new DueEvaluations(
                evaluator(opened, progress, stop),
                sections.common().evaluation(),
                folder,
                progress,
                steps,
                before)) {
      // What is wrong with the problems shall be said before anything is measured.
      FineTuner tuner = tuner(opened);
      // A new model's first evaluation would only tell that it is random.
      if (before > 0 || sections.sft().from() != null) {
        evaluations.after(before);
      }
      long done;
      try {
        done = tuner.run(before, metrics, progress, stop, afterStep(opened, metrics, evaluations));
      } catch (DivergedException e) {
        if (e.ofSkippedSteps()) {
          save(opened, metrics, e.step(), tuner.leftOut());
        }
        throw e;
      }
      Optional<Checkpoint> last = folder.checkpoints().newest();
      Path checkpoint =
          last.isPresent() && last.get().step() == done
              ? last.get().path()
              : save(opened, metrics, done, tuner.leftOut());
      if (done < steps) {
        return new Result(done, checkpoint, null, null, true);
      }
      // First, so that whatever is wrong with the evaluation does not cost the model.
      sections.output().write(opened.learner()::saveModel);
      Evaluation after = evaluations.after(done);
      return new Result(
          done, sections.output().folder(), evaluations.before(), after, evaluations.missing(done));
    }
  }

  private FineTuner.AfterStep afterStep(
      Opened opened, JsonLines metrics, DueEvaluations evaluations) {
    return (step, sound) -> {
      // Weights of which every step fails must not drive the checkpoints of sound ones out.
      if (sound && TrainingSettings.due(step, sections.sft().saveEvery())) {
        save(opened, metrics, step, 0);
      }
      evaluations.after(step);
    };
  }

  private static LongFunction<Optional<Evaluation>> evaluator(
      Opened opened, Progress progress, StopSignal stop) {
    Evaluator evaluator = opened.injector().getInstance(Evaluator.class);
    Generator generator = opened.injector().getInstance(Generator.class);
    return step -> {
      WeightHandOver.run(opened.learner(), generator);
      return evaluator.evaluate(
          step, stop::requested, (problems, all) -> progress.evaluating(step, problems, all));
    };
  }

  private FineTuner tuner(Opened opened) {
    return new FineTuner(
        solutions(opened), opened.learner(), sections.learner(), sections.sft().steps());
  }

  private SolutionSource solutions(Opened opened) {
    Injector injector = opened.injector();
    Task task = injector.getInstance(Task.class);
    Tokenizer tokenizer = injector.getInstance(Tokenizer.class);
    ProblemOrder problems =
        new ProblemOrder(task.problems(Split.TRAIN), sections.common().run().seed());
    RolloutSettings rollout = sections.common().rollout();
    return switch (sections.sft().solutions()) {
      case WORKED -> new WorkedSolutions(task, problems, tokenizer, sections.sft().batch());
      case SAMPLED ->
          new SampledSolutions(
              problems,
              injector.getInstance(RolloutWorker.class),
              injector.getInstance(Grader.class),
              opened.learner(),
              injector.getInstance(Generator.class),
              rollout.sampling(tokenizer.stopTokens()),
              rollout.completions(),
              sections.sft(),
              opened.folder());
    };
  }

  /** Writes a checkpoint, before which so many steps were left out. */
  private static Path save(Opened opened, JsonLines metrics, long step, int leftOut)
      throws IOException {
    // What a checkpoint goes on from is on disk before it.
    metrics.sync();
    Checkpoints checkpoints = opened.folder().checkpoints();
    AtomicFiles.Content content =
        target -> {
          opened.learner().saveModel(target);
          opened.learner().saveState(target);
        };
    return leftOut > 0
        ? checkpoints.writeBeside(step, leftOut, content)
        : checkpoints.write(step, KEPT_CHECKPOINTS, content);
  }

  private Backend backend(Resources resources, boolean makesModel) {
    PluginContext context = sections.common().context();
    return makesModel
        ? Backends.create(
            sections.learning(),
            "learner",
            resources,
            context,
            Capability.LEARN,
            Capability.INITIALIZE)
        : Backends.create(sections.learning(), "learner", resources, context, Capability.LEARN);
  }

  /** The model folder to start from, made first when it is to be a new one. */
  private Path initial(RunFolder folder, Task task, Backend backend, PluginContext context)
      throws IOException {
    String from = sections.sft().from();
    ModelShape shape = sections.sft().shape();
    if (from != null) {
      return context.resolve(from);
    }
    if (shape == null) {
      throw new IllegalStateException("neither sft.from nor sft.shape, which the settings refuse");
    }
    Path initial = folder.path().resolve("initial");
    backend.initialize(
        initial,
        shape,
        TaskCorpus.of(task, context.seed(), sections.sft().corpus()),
        context.seed());
    return initial;
  }
}
