package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;
import org.logicrl.core.rollout.Rollouts;

/** Three completions of each of two problems; the prompt of both is the token 9. */
final class SampledSolutionsTest {

  private static final int[] A = {1, 2};
  private static final int[] B = {1, 3, 2};
  private static final int[] C = {4};

  @Test
  void keepsWhatIsRightInOrder() {
    assertThat(kept(3, List.of(A, B, C, A, B, C), "rwrwrr")).containsExactly(0, 2, 4, 5);
  }

  @Test
  void keepsTheFirstOfEachProblem() {
    assertThat(kept(1, List.of(A, B, C, A, B, C), "wrrrrw")).containsExactly(1, 3);
  }

  @Test
  void keepsTheSameSolutionOnceForEachProblem() {
    assertThat(kept(3, List.of(A, B, A, A, A, A), "rrrrrr")).containsExactly(0, 1, 3);
  }

  @Test
  void keepsNothingThatWasCutOff() {
    assertThat(kept(3, List.of(A, B, C, A, B, C), "crcscc")).containsExactly(1, 3);
  }

  @Test
  void keepsNothingWhereNothingIsRight() {
    assertThat(kept(3, List.of(A, B, C, A, B, C), "wfwwfw")).isEmpty();
  }

  /** By letters: right, right with a stop string, right but cut off, wrong, in the wrong format. */
  private static Set<Integer> kept(int keep, List<int[]> responses, String fates) {
    List<int[]> sequences = new ArrayList<>();
    List<Finish> finishes = new ArrayList<>();
    List<Reward> rewards = new ArrayList<>();
    List<Completion> texts = new ArrayList<>();
    for (int row = 0; row < fates.length(); row++) {
      int[] response = responses.get(row);
      int[] sequence = new int[response.length + 1];
      sequence[0] = 9;
      System.arraycopy(response, 0, sequence, 1, response.length);
      sequences.add(sequence);
      finishes.add(
          switch (fates.charAt(row)) {
            case 'c' -> Finish.LENGTH;
            case 's' -> Finish.STOP_STRING;
            default -> Finish.STOP;
          });
      Verdict verdict =
          switch (fates.charAt(row)) {
            case 'w' -> Verdict.wrong("no");
            case 'f' -> Verdict.formatError("tags");
            default -> Verdict.correct();
          };
      rewards.add(new Reward(1, Map.of(), verdict));
      texts.add(new Completion("", "", ""));
    }
    Tokens tokens = Tokens.of(responses);
    Rollouts rollouts =
        new Rollouts(
            List.of(problem("one"), problem("two")),
            3,
            new Sequences(Tokens.of(sequences), new int[] {1, 1, 1, 1, 1, 1}),
            new Generation(tokens, new float[tokens.ids().length], finishes),
            texts);
    return SampledSolutions.kept(rollouts, rewards, keep);
  }

  private static Problem problem(String id) {
    return new Problem(id, "", "", "", null);
  }
}
