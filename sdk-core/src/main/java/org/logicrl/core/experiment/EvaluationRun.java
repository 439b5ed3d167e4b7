package org.logicrl.core.experiment;

import java.io.IOException;
import java.util.List;
import org.logicrl.api.backend.ModelException;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.Common;
import org.logicrl.core.experiment.Sections.Evaluating;
import org.logicrl.core.train.Progress;

/** One evaluation of a model folder. */
public final class EvaluationRun {

  private EvaluationRun() {}

  /**
   * Evaluates a model with the task, reward rule and generator of a configuration.
   *
   * @param progress hears how far the evaluation has come
   */
  public static Evaluation evaluate(Evaluating sections, Progress progress) throws IOException {
    Common common = sections.common();
    try (Resources resources = new Resources()) {
      return Wiring.injector(List.of(new MeasuringModule(common, sections.model(), resources)))
          .getInstance(Evaluator.class)
          .evaluate(0, () -> false, (done, all) -> progress.evaluating(0, done, all))
          .orElseThrow();
    } catch (ModelException e) {
      if (!sections.configured()) {
        throw e;
      }
      throw common.effective().refusal("model.path", e);
    }
  }
}
