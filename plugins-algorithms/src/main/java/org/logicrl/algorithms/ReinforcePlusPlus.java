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
 * REINFORCE++: REINFORCE with the clipped loss of PPO and advantages normalised over the whole
 * batch. No critic.
 *
 * <p><b>Objective.</b> The expected reward of a completion, kept near a reference model by a KL
 * penalty. The policy takes steps on {@link PolicyObjective}, so several updates per rollout are
 * safe, and one update is REINFORCE (Williams, 1992) itself.
 *
 * <p><b>Estimator.</b> The advantage of a token is its return, the discounted sum of the rewards
 * from there to the end of the response,
 *
 * <pre>
 *   G_t = r_t + gamma G_(t+1)
 * </pre>
 *
 * <p>where the completion's reward stands at the last token (and a KL penalty, if it is placed in
 * the reward, at every token). With gamma 1 and the KL penalty in the loss, all tokens of a
 * response share its reward. Nothing predicts the return, so no critic has to be trained; the price
 * is variance, which the next step fights.
 *
 * <p><b>Normalisation.</b> Returns are whitened over all response tokens of the batch, all prompts
 * together:
 *
 * <pre>
 *   A_t = (G_t - mean) / sqrt(variance + 1e-8)
 * </pre>
 *
 * <p>The baseline is thus one number for the batch. Compared with GRPO, an easy prompt's
 * completions are all good and a hard one's all bad: there is signal also where a group agrees, and
 * no group can be blown up by its own tiny standard deviation; but the difficulty of prompts is
 * noise in the advantage. A mean over tokens weighs long responses more.
 *
 * <p>{@code baseline: group-mean} is the paper's second form, REINFORCE++-baseline, for several
 * completions per prompt: the mean over the prompt's group is taken off a response's return before
 * the whitening, which removes the difficulty and keeps the common scale:
 *
 * <pre>
 *   A_t = whitened(G_0 - mean of G_0 over the group)
 * </pre>
 *
 * <p><b>Differences from the paper.</b>
 *
 * <ul>
 *   <li>The paper takes the KL penalty (k1) off the reward, in its baseline form it uses k2 in the
 *       loss. The defaults here are those of Logic-RL: k3 in the loss, weight 0.001. Both places
 *       and all estimators are settings.
 *   <li>The default baseline is the group's mean, because an experiment of this kind has several
 *       completions per prompt; Logic-RL's published runs have {@code baseline: none}.
 *   <li>The variance is the unbiased one, as in verl; see {@link Whitening}.
 *   <li>{@code dualClip} is on by default, as in verl. It acts only from the second update of the
 *       same rollouts on.
 *   <li>Rewards are neither clipped nor scaled: a rule's rewards have a known range.
 *   <li>A group of one gets the advantage it has with its own reward as baseline; verl would take
 *       off nothing. The loop refuses such groups anyway.
 * </ul>
 *
 * <p>Papers: Hu et al., "REINFORCE++", arXiv 2501.03262. Williams, "Simple statistical
 * gradient-following algorithms for connectionist reinforcement learning", Machine Learning 8,
 * 1992. Xie et al., "Logic-RL", arXiv 2502.14768.
 */
final class ReinforcePlusPlus implements Algorithm {

  private final ReinforcePlusPlusSettings settings;
  private final PolicyObjective objective;

  ReinforcePlusPlus(ReinforcePlusPlusSettings settings) {
    this.settings = settings;
    this.objective = new PolicyObjective(settings);
  }

  @Override
  public Needs needs() {
    return settings.needs(false, settings.baseline() == Baseline.GROUP_MEAN ? 2 : 1);
  }

  @Override
  public Advantages advantages(Experience experience) {
    TokenRewards rewards = TokenRewards.of(experience, settings);
    double[] returns = rewards.returns(); // G_t
    double[] centred =
        switch (settings.baseline()) {
          case NONE -> returns;
          case GROUP_MEAN ->
              PerToken.broadcast(
                  experience.spans(),
                  withoutGroupMean(rewards.responseReturns(), experience.groups()));
        };
    double[] advantages = Whitening.whiten(centred);

    Map<String, Double> metrics = new LinkedHashMap<>();
    rewards.addTo(metrics);
    Moments.of(returns).addTo(metrics, "critic/returns");
    Moments.of(advantages).addTo(metrics, "critic/advantages");
    return new Advantages(PerToken.floats(advantages), null, Collections.unmodifiableMap(metrics));
  }

  @Override
  public PolicyLoss policyLoss(PolicyBatch batch) {
    return objective.evaluate(batch);
  }

  /** G_0 - mean of G_0 over the group. */
  private static double[] withoutGroupMean(double[] responseReturns, int[] groups) {
    Moments[] ofGroup = Moments.ofGroups(responseReturns, groups);
    double[] differences = new double[responseReturns.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = responseReturns[i] - ofGroup[i].mean();
    }
    return differences;
  }
}
