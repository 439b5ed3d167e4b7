package org.logicrl.core.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Update;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.settings.LearnerSettings;

/**
 * Supervised fine-tuning: maximum likelihood of solutions, given their prompts. The loss is the
 * mean negative log-likelihood over all response tokens of a batch, the stop token included. A step
 * that has no solution leaves the weights as they are.
 */
public final class FineTuner {

  private final SolutionSource solutions;
  private final Learner learner;
  private final LearnerSettings settings;
  private final int steps;
  private SkippedSteps skipped = new SkippedSteps();

  /**
   * A loop.
   *
   * @param steps all steps of the run
   */
  public FineTuner(SolutionSource solutions, Learner learner, LearnerSettings settings, int steps) {
    this.solutions = solutions;
    this.learner = learner;
    this.settings = settings;
    this.steps = steps;
  }

  /** What is to be done after each step. */
  @FunctionalInterface
  public interface AfterStep {
    /**
     * Saves and evaluates what is due.
     *
     * @param done steps done
     * @param sound whether the last step that had something to learn was taken, and not left out
     *     because its gradient was not finite
     */
    void run(long done, boolean sound) throws IOException;
  }

  /**
   * Runs the steps that are left.
   *
   * @param done steps that have been done before
   * @param afterStep called after each step but the last one of all
   * @return how many steps were done before the stop was requested
   */
  public long run(
      long done, JsonLines metrics, Progress progress, StopSignal stop, AfterStep afterStep)
      throws IOException {
    long step = done;
    skipped = SkippedSteps.ofFineTuning(metrics);
    try {
      progress.begin(done, steps);
      while (step < steps && !stop.requested()) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Update update = step(step, numbers);
        step++;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.putAll(numbers);
        metrics.write(line);
        progress.step(step, numbers);
        // A step without a solution tells nothing about the weights.
        if (update != null) {
          skipped.add(update.skipped(), false);
          if (skipped.inARow() >= settings.maxSkippedSteps()) {
            throw skipped.tooMany(step);
          }
        }
        if (step < steps) {
          afterStep.run(step, skipped.inARow() == 0);
        }
      }
    } finally {
      progress.end();
    }
    return step;
  }

  /** How many steps in a row up to the last one were left out. */
  public int leftOut() {
    return skipped.inARow();
  }

  /** Takes a step, and adds its metrics; null when there was nothing to learn in it. */
  private @Nullable Update step(long step, Map<String, Double> metrics) throws IOException {
    long start = System.nanoTime();
    SolutionSource.Batch batch = solutions.take(step);
    double rate = settings.learningRate(step, steps);
    long drawn = System.nanoTime();
    double[] loss = {Double.NaN};
    Update update = batch.sequences().count() == 0 ? null : update(batch.sequences(), rate, loss);
    long end = System.nanoTime();
    // Every line has the same columns.
    metrics.put("sft/loss", loss[0]);
    metrics.put("sft/grad_norm", update == null ? Double.NaN : update.gradNorm());
    metrics.put("sft/skipped_updates", update != null && update.skipped() ? 1.0 : 0.0);
    metrics.put("sft/lr", rate);
    metrics.putAll(batch.metrics());
    metrics.put("timing_s/update_actor", (end - drawn) * 1e-9);
    metrics.put("timing_s/step", (end - start) * 1e-9);
    metrics.put("perf/total_num_tokens", (double) batch.tokens());
    metrics.put("perf/throughput", batch.tokens() / ((end - start) * 1e-9));
    return update;
  }

  /** Takes the optimiser step; the first number of the loss is the batch's. */
  private Update update(Sequences sequences, double rate, double[] loss) {
    int tokens = sequences.responses().total();
    loss[0] = 0;
    return learner.update(
        sequences,
        1.0,
        rate,
        (rows, scores) -> {
          for (float logProb : scores.logProbs()) {
            loss[0] -= logProb / tokens;
          }
          float[] derivatives = new float[scores.logProbs().length];
          Arrays.fill(derivatives, -1f / tokens);
          return new Learner.TokenGradients(derivatives, null);
        });
  }
}
