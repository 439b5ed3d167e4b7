package org.logicrl.core.experiment;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.PluginContext;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.FineTuning;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.rollout.TaskCorpus;
import org.logicrl.core.run.AtomicFiles;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.TrainingSettings;
import org.logicrl.core.train.DivergedException;
import org.logicrl.core.train.FineTuner;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.StopSignal;

/** A run of supervised fine-tuning, from its configuration to a model folder. */
public final class FineTuningRun {

  private final FineTuning sections;
  private final PluginCatalog catalog;

  /** A run of a bound configuration. */
  public FineTuningRun(FineTuning sections, PluginCatalog catalog) {
    this.sections = sections;
    this.catalog = catalog;
  }

  /**
   * What a run came to.
   *
   * @param steps optimiser steps done
   * @param model the model folder that was written
   * @param after the evaluation at the end; null when the run was stopped
   */
  public record Result(long steps, Path model, @Nullable Evaluation after) {}

  /**
   * Trains and writes the model folder. A run that is stopped early leaves the folder as it was;
   * its model so far is the run's checkpoint.
   */
  public Result start(RunFolder folder, Progress progress, StopSignal stop) throws IOException {
    PluginContext context = sections.common().context();
    Path output = context.resolve(sections.sft().output());
    try (Resources resources = new Resources()) {
      Task task = sections.common().task().create(context);
      Backend backend =
          Backends.create(sections.learning(), "learner", resources, context, Capability.LEARN);
      Path initial = initial(folder, task, backend, context);
      folder.begin(
          sections.common().effective().toYaml(),
          RunDescription.of("sft", sections.common(), catalog, initial));
      Learner learner = resources.add(backend.learner(initial, sections.learner().optimizer()));
      Injector injector =
          Wiring.injector(List.of(new MeasuringModule(sections.common(), initial, resources)));
      Evaluator evaluator = injector.getInstance(Evaluator.class);
      Generator generator = injector.getInstance(Generator.class);
      FineTuner tuner =
          new FineTuner(
              task,
              new ProblemOrder(task.problems(Split.TRAIN), context.seed()),
              injector.getInstance(Tokenizer.class),
              learner,
              sections.learner(),
              sections.sft().steps(),
              sections.sft().batch());
      try (JsonLines metrics = JsonLines.append(folder.metrics());
          JsonLines evaluations = JsonLines.append(folder.evaluations())) {
        List<Evaluation> last = new ArrayList<>();
        AtomicLong taken = new AtomicLong();
        long done;
        try {
          done =
              tuner.run(
                  metrics,
                  progress,
                  stop,
                  step -> {
                    taken.set(step);
                    int every = sections.common().evaluation().every();
                    boolean end = step == sections.sft().steps();
                    if (end || TrainingSettings.due(step, every)) {
                      progress.evaluating(step);
                      generator.load(learner.weights());
                      Evaluation evaluation = evaluator.evaluate(step);
                      evaluations.write(evaluation);
                      progress.evaluated(evaluation);
                      last.add(evaluation);
                    }
                  });
        } catch (DivergedException e) {
          // Steps without a finite gradient are left out, so the weights are still good.
          folder.checkpoints().write(taken.get(), 1, learner::saveModel);
          throw e;
        }
        Path checkpoint = folder.checkpoints().write(done, 1, target -> learner.saveModel(target));
        boolean ended = done == sections.sft().steps();
        if (ended) {
          AtomicFiles.replaceFolder(output, learner::saveModel);
        }
        return new Result(
            done, ended ? output : checkpoint, ended ? last.get(last.size() - 1) : null);
      }
    }
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
