package org.logicrl.core.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.Common;
import org.logicrl.core.train.Progress;

/** One evaluation of a model folder. */
public final class EvaluationRun {

  private EvaluationRun() {}

  /**
   * Evaluates a model with the task, reward rule and generator of a configuration.
   *
   * @param progress hears how far the evaluation has come
   */
  public static Evaluation evaluate(Common common, Path model, Progress progress)
      throws IOException {
    try (Resources resources = new Resources()) {
      return Wiring.injector(List.of(new MeasuringModule(common, model, resources)))
          .getInstance(Evaluator.class)
          .evaluate(0, () -> false, (done, all) -> progress.evaluating(0, done, all))
          .orElseThrow();
    }
  }
}
