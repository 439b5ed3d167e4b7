package org.logicrl.core.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.Common;

/** One evaluation of a model folder. */
public final class EvaluationRun {

  private EvaluationRun() {}

  /** Evaluates a model with the task, reward rule and generator of a configuration. */
  public static Evaluation evaluate(Common common, Path model) throws IOException {
    try (Resources resources = new Resources()) {
      return Wiring.injector(List.of(new MeasuringModule(common, model, resources)))
          .getInstance(Evaluator.class)
          .evaluate(0, () -> false)
          .orElseThrow();
    }
  }
}
