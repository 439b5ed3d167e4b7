package org.logicrl.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Task;
import org.logicrl.core.rollout.ProblemOrder;

/** A task's own solutions, one of each problem, each with the stop token at its end. */
public final class WorkedSolutions implements SolutionSource {

  private final Task task;
  private final ProblemOrder problems;
  private final Tokenizer tokenizer;
  private final int batch;

  /**
   * Solutions of problems in the order of training.
   *
   * @param batch problems of a step
   * @throws UnusableSettingsException when the task has no solution of the first one
   */
  public WorkedSolutions(Task task, ProblemOrder problems, Tokenizer tokenizer, int batch) {
    this.task = task;
    this.problems = problems;
    this.tokenizer = tokenizer;
    this.batch = batch;
    solution(problems.take(0, 1).get(0));
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnusableSettingsException when the task has no solution of a problem
   */
  @Override
  public Batch take(long step) {
    List<int[]> all = new ArrayList<>(batch);
    int[] promptLengths = new int[batch];
    int stop = tokenizer.stopTokens().get(0);
    for (Problem problem : problems.take(step, batch)) {
      // Prompt and response are encoded apart, because that is where generation will begin.
      int[] prompt = tokenizer.encode(tokenizer.render(task.prompt(problem)));
      int[] response = tokenizer.encode(solution(problem));
      int[] sequence = Arrays.copyOf(prompt, prompt.length + response.length + 1);
      System.arraycopy(response, 0, sequence, prompt.length, response.length);
      sequence[sequence.length - 1] = stop;
      promptLengths[all.size()] = prompt.length;
      all.add(sequence);
    }
    Sequences sequences = new Sequences(Tokens.of(all), promptLengths);
    double mean = (double) sequences.responses().total() / batch;
    return new Batch(
        sequences, sequences.tokens().spans().total(), Map.of("response_length/mean", mean));
  }

  private String solution(Problem problem) {
    return task.workedSolution(problem)
        .orElseThrow(
            () ->
                new UnusableSettingsException(
                    "the task has no worked solution of %s to learn from: choose other"
                            .formatted(problem.id())
                        + " settings of the task, or a smaller one, or learn from what the model"
                        + " itself gets right (sft.solutions: sampled)"));
  }
}
