package org.logicrl.core.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Update;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Task;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.settings.LearnerSettings;

/**
 * Supervised fine-tuning: maximum likelihood of a task's worked solutions, given their prompts. The
 * loss is the mean negative log-likelihood over all response tokens of a batch, the stop token
 * included.
 */
public final class FineTuner {

  /** 1 where the optimiser step was left out, because its gradient was not finite. */
  private static final String SKIPPED = "sft/skipped_updates";

  private final Task task;
  private final ProblemOrder problems;
  private final Tokenizer tokenizer;
  private final Learner learner;
  private final LearnerSettings settings;
  private final int steps;
  private final int batch;

  /**
   * A loop.
   *
   * @param steps optimiser steps
   * @param batch worked solutions of a step
   */
  public FineTuner(
      Task task,
      ProblemOrder problems,
      Tokenizer tokenizer,
      Learner learner,
      LearnerSettings settings,
      int steps,
      int batch) {
    this.task = task;
    this.problems = problems;
    this.tokenizer = tokenizer;
    this.learner = learner;
    this.settings = settings;
    this.steps = steps;
    this.batch = batch;
  }

  /** What is to be done after each step. */
  @FunctionalInterface
  public interface AfterStep {
    /**
     * Saves and evaluates what is due.
     *
     * @param done steps done
     */
    void run(long done) throws IOException;
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
    int skipped = 0;
    try {
      progress.begin(done, steps);
      while (step < steps && !stop.requested()) {
        Map<String, Double> numbers = step(step);
        step++;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.putAll(numbers);
        metrics.write(line);
        progress.step(step, numbers);
        skipped = numbers.getOrDefault(SKIPPED, 0.0) > 0 ? skipped + 1 : 0;
        if (skipped >= settings.maxSkippedSteps()) {
          throw DivergedException.ofSkipped(skipped, step);
        }
        if (step < steps) {
          afterStep.run(step);
        }
      }
    } finally {
      progress.end();
    }
    return step;
  }

  private Map<String, Double> step(long step) {
    long start = System.nanoTime();
    Sequences sequences = sequences(problems.take(step, batch));
    int tokens = sequences.responses().total();
    double rate = settings.learningRate(step, steps);
    double[] loss = new double[1];
    Update update =
        learner.update(
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
    double seconds = (System.nanoTime() - start) * 1e-9;
    int all = sequences.tokens().spans().total();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("sft/loss", loss[0]);
    metrics.put("sft/grad_norm", update.gradNorm());
    metrics.put("sft/lr", rate);
    metrics.put(SKIPPED, update.skipped() ? 1.0 : 0.0);
    metrics.put("response_length/mean", (double) tokens / batch);
    metrics.put("timing_s/step", seconds);
    metrics.put("perf/throughput", all / seconds);
    return metrics;
  }

  private Sequences sequences(List<Problem> taken) {
    List<int[]> all = new ArrayList<>(taken.size());
    int[] promptLengths = new int[taken.size()];
    int stop = tokenizer.stopTokens().get(0);
    for (int i = 0; i < taken.size(); i++) {
      Problem problem = taken.get(i);
      String solution =
          task.workedSolution(problem)
              .orElseThrow(
                  () ->
                      new UnusableSettingsException(
                          "the task has no worked solution of %s to learn from: choose other"
                                  .formatted(problem.id())
                              + " settings of the task, or a smaller one"));
      // Prompt and response are encoded apart, because that is where generation will begin.
      int[] prompt = tokenizer.encode(tokenizer.render(task.prompt(problem)));
      int[] response = tokenizer.encode(solution);
      int[] sequence = Arrays.copyOf(prompt, prompt.length + response.length + 1);
      System.arraycopy(response, 0, sequence, prompt.length, response.length);
      sequence[sequence.length - 1] = stop;
      all.add(sequence);
      promptLengths[i] = prompt.length;
    }
    return new Sequences(Tokens.of(all), promptLengths);
  }
}
