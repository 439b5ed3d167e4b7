package org.logicrl.algorithms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;

/**
 * Group relative policy optimisation: a completion is as good as it is better than the other
 * completions of the same prompt. No critic.
 *
 * <p><b>Objective.</b> The clipped surrogate of PPO with a KL penalty in the loss (k3), {@link
 * PolicyObjective}: equation 3 of the paper.
 *
 * <p><b>Estimator.</b> With R_i the reward of completion i, and the mean and the standard deviation
 * over the completions of its prompt, every token of the completion has the advantage
 *
 * <pre>
 *   A_i = (R_i - mean) / (standard deviation + 1e-6)
 * </pre>
 *
 * <p>The group's mean stands in for a critic: it is a Monte Carlo estimate of the value of the
 * prompt. It is the same for all tokens, so which of them earned the reward is left to averaging
 * over many completions.
 *
 * <p><b>Normalisation.</b> Within the group. The baseline fits the prompt, so its difficulty does
 * not show in the advantage. Dividing by the group's own standard deviation gives every prompt the
 * same weight, also one where a single completion of many differs: its advantages are then large.
 * Where all completions have the same reward, all advantages are 0 and the prompt teaches nothing;
 * {@code frac_reward_zero_std} says how often.
 *
 * <p>{@code normalizeByStd: false} leaves the division out. Together with {@code lossAggregation:
 * seq-mean-token-sum-norm} this is Dr. GRPO (Liu et al.), which argues that the division favours
 * prompts that are too easy or too hard, and that dividing a response's loss by its length favours
 * long wrong answers.
 *
 * <p><b>Differences from the paper.</b>
 *
 * <ul>
 *   <li>Token losses are averaged over all tokens (token-mean), as in verl, DAPO and the code of
 *       Logic-RL; the paper's average per response is {@code seq-mean-token-mean}.
 *   <li>The standard deviation is the unbiased one and has 1e-6 added, as in verl.
 *   <li>Outcome rewards only: no process rewards within a response, and no periodic replacement of
 *       the reference model.
 *   <li>{@code dualClip} is on by default, as in verl. It acts only from the second update of the
 *       same rollouts on.
 *   <li>A KL penalty placed in the reward counts in R_i, summed over the response; with a discount,
 *       R_i is the discounted return of the first token. The paper has neither.
 *   <li>A group of one has advantage 0: nothing to compare with. verl would use the raw reward. The
 *       loop refuses such groups anyway.
 * </ul>
 *
 * <p>Papers: Shao et al., "DeepSeekMath", arXiv 2402.03300, section 4. Liu et al., "Understanding
 * R1-Zero-like training" (Dr. GRPO), arXiv 2503.20783. Yu et al., "DAPO", arXiv 2503.14476.
 */
final class Grpo implements Algorithm {

  private static final double STANDARD_DEVIATION_FLOOR = 1e-6;

  private final GrpoSettings settings;
  private final PolicyObjective objective;

  Grpo(GrpoSettings settings) {
    this.settings = settings;
    this.objective = new PolicyObjective(settings);
  }

  @Override
  public Needs needs() {
    return settings.needs(false, 2);
  }

  @Override
  public Advantages advantages(Experience experience) {
    TokenRewards rewards = TokenRewards.of(experience, settings);
    double[] scores = rewards.responseReturns(); // R_i
    Moments[] ofGroup = Moments.ofGroups(scores, experience.groups());
    double[] relative = new double[scores.length];
    int withoutSignal = 0;
    for (int i = 0; i < scores.length; i++) {
      double scale =
          settings.normalizeByStd() ? ofGroup[i].standardDeviation() + STANDARD_DEVIATION_FLOOR : 1;
      relative[i] = (scores[i] - ofGroup[i].mean()) / scale; // A_i
      withoutSignal += ofGroup[i].variance() == 0 ? 1 : 0;
    }
    double[] advantages = PerToken.broadcast(experience.spans(), relative);

    Map<String, Double> metrics = new LinkedHashMap<>();
    rewards.addTo(metrics);
    Moments.of(rewards.returns()).addTo(metrics, "critic/returns");
    Moments.of(advantages).addTo(metrics, "critic/advantages");
    metrics.put("frac_reward_zero_std", withoutSignal / (double) Math.max(1, scores.length));
    return new Advantages(PerToken.floats(advantages), null, Collections.unmodifiableMap(metrics));
  }

  @Override
  public PolicyLoss policyLoss(PolicyBatch batch) {
    return objective.evaluate(batch);
  }
}
