package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;
import org.logicrl.api.algorithm.ValueBatch;
import org.logicrl.api.algorithm.ValueLoss;

/**
 * The smallest problem that an algorithm can learn: two prompts, two one-token answers, one of them
 * right, and a policy of one logit per prompt, trained by plain gradient descent with the exact
 * derivative of the logit. The second prompt's rewards are lower throughout.
 */
class BanditTest {

  private static final int PROMPTS = 2;
  private static final int COMPLETIONS = 8;
  private static final int STEPS = 60;
  private static final int UPDATES = 2;
  private static final double LEARNING_RATE = 1;

  /** log odds of answer 1 over answer 0, for each prompt. */
  private final double[] logits = new double[PROMPTS];

  private final double[] critic = new double[PROMPTS];

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({
    "reinforce++, 1",
    "reinforce++, 2",
    "reinforce++, 3",
    "reinforce++ without a baseline, 1",
    "reinforce++ without a baseline, 2",
    "grpo, 1",
    "grpo, 2",
    "grpo, 3",
    "dr. grpo, 1",
    "dr. grpo, 2",
    "ppo, 1",
    "ppo, 2",
    "ppo, 3"
  })
  void learnsTheRightAnswerOfEachPrompt(String name, long seed) {
    Algorithm algorithm = algorithm(name);
    for (int step = 0; step < STEPS; step++) {
      train(algorithm, new RandomStream(RandomStream.key(seed, "bandit", step)));
    }

    // Answer 1 is right for the first prompt, answer 0 for the second.
    assertThat(probability(0, 1)).isGreaterThan(0.9);
    assertThat(probability(1, 0)).isGreaterThan(0.9);
  }

  private static Algorithm algorithm(String name) {
    return switch (name) {
      case "reinforce++" -> new ReinforcePlusPlus(SettingsOf.reinforcePlusPlus());
      case "reinforce++ without a baseline" ->
          new ReinforcePlusPlus(SettingsOf.reinforcePlusPlus("baseline", "none"));
      case "grpo" -> new Grpo(SettingsOf.grpo());
      case "dr. grpo" -> new Grpo(SettingsOf.grpo("normalizeByStd", false));
      case "ppo" -> new Ppo(SettingsOf.ppo());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private void train(Algorithm algorithm, RandomStream random) {
    int count = PROMPTS * COMPLETIONS;
    int[] prompts = new int[count];
    int[] answers = new int[count];
    float[] rewards = new float[count];
    for (int i = 0; i < count; i++) {
      prompts[i] = i / COMPLETIONS;
      answers[i] = random.nextDouble() < probability(prompts[i], 1) ? 1 : 0;
      rewards[i] = (answers[i] == (prompts[i] == 0 ? 1 : 0) ? 1 : -1) - prompts[i];
    }
    int[] lengths = new int[count];
    Arrays.fill(lengths, 1);
    Spans spans = Spans.ofLengths(lengths);
    float[] old = logProbs(prompts, answers);
    float[] reference = new float[count];
    Arrays.fill(reference, (float) Math.log(0.5));
    float @Nullable [] values = algorithm.needs().values() ? values(prompts) : null;

    Advantages advantages =
        algorithm.advantages(new Experience(spans, rewards, prompts, old, reference, values));
    BatchTotals totals = new BatchTotals(count, count);
    for (int update = 0; update < UPDATES; update++) {
      PolicyLoss loss =
          algorithm.policyLoss(
              new PolicyBatch(
                  spans,
                  logProbs(prompts, answers),
                  new float[count],
                  old,
                  reference,
                  advantages.advantages(),
                  totals));
      if (values != null && advantages.returns() != null) {
        ValueLoss valueLoss =
            algorithm.valueLoss(
                new ValueBatch(spans, values(prompts), values, advantages.returns(), totals));
        for (int i = 0; i < count; i++) {
          critic[prompts[i]] -= LEARNING_RATE * valueLoss.valueGradients()[i];
        }
      }
      double[] gradient = new double[PROMPTS];
      for (int i = 0; i < count; i++) {
        // d log p(answer) / d logit = [answer is 1] - p(1)
        gradient[prompts[i]] +=
            loss.logProbGradients()[i] * (answers[i] - probability(prompts[i], 1));
      }
      for (int prompt = 0; prompt < PROMPTS; prompt++) {
        logits[prompt] -= LEARNING_RATE * gradient[prompt];
      }
    }
  }

  private double probability(int prompt, int answer) {
    double one = 1 / (1 + StrictMath.exp(-logits[prompt]));
    return answer == 1 ? one : 1 - one;
  }

  private float[] logProbs(int[] prompts, int[] answers) {
    float[] logProbs = new float[prompts.length];
    for (int i = 0; i < prompts.length; i++) {
      logProbs[i] = (float) StrictMath.log(probability(prompts[i], answers[i]));
    }
    return logProbs;
  }

  private float[] values(int[] prompts) {
    float[] values = new float[prompts.length];
    for (int i = 0; i < prompts.length; i++) {
      values[i] = (float) critic[prompts[i]];
    }
    return values;
  }
}
