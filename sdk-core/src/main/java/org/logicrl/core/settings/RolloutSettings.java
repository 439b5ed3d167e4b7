package org.logicrl.core.settings;

import java.util.List;
import org.logicrl.api.Setting;
import org.logicrl.api.backend.Sampling;

/**
 * The section {@code rollout}: how completions are sampled to learn from.
 *
 * @param prompts problems of a step of reinforcement learning; fine-tuning has its own number
 * @param completions completions of each problem: the size of a group
 * @param temperature divides the logits, in sampling and, in reinforcement learning, in every
 *     log-probability of the loss
 * @param topK draw only from the k most likely tokens; 0 means all
 * @param topP draw only from the most likely tokens that together reach this probability
 * @param minP draw only from tokens at least this share as likely as the most likely one
 * @param maxTokens most tokens of a completion
 * @param stopStrings texts that end a completion, beside the model's stop tokens
 */
public record RolloutSettings(
    @Setting(help = "Problems of a step of train.", defaultValue = "8", min = 1) int prompts,
    @Setting(help = "Completions of each problem.", defaultValue = "8", min = 1) int completions,
    @Setting(
            help = "Divides the logits, in sampling and in the loss of train.",
            defaultValue = "1.0",
            min = 0.01,
            max = 100)
        double temperature,
    @Setting(
            help = "Draw only from the k most likely tokens; 0 means all.",
            defaultValue = "0",
            min = 0)
        int topK,
    @Setting(
            help = "Draw only from the most likely tokens that reach this probability.",
            defaultValue = "1.0",
            min = 0.001,
            max = 1)
        double topP,
    @Setting(
            help = "Draw only from tokens at least this share as likely as the most likely one.",
            defaultValue = "0.0",
            min = 0,
            max = 1)
        double minP,
    @Setting(help = "Most tokens of a completion.", defaultValue = "512", min = 1) int maxTokens,
    @Setting(help = "Texts that end a completion, of which they are part.", defaultValue = "[]")
        List<String> stopStrings) {

  /** How completions are sampled, given the tokens that end one. */
  public Sampling sampling(List<Integer> stopTokens) {
    return new Sampling(temperature, topK, topP, minP, maxTokens, stopTokens, stopStrings);
  }
}
