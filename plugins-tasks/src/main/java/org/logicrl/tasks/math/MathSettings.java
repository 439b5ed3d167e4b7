package org.logicrl.tasks.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;
import org.logicrl.api.task.Split;

/**
 * The settings of the task {@code math}.
 *
 * @param train files of the problems to learn from, one after the other; so for the other splits
 * @param question the column of the questions; null takes the first of {@code question}, {@code
 *     problem} and {@code prompt} that a file has
 * @param answer the column of the answers; null means {@code answer}
 * @param difficulty the column that evaluations group by; null groups nothing
 */
public record MathSettings(
    @Setting(help = "JSONL or Parquet files of problems to train on", defaultValue = "[]")
        List<String> train,
    @Setting(help = "JSONL or Parquet files of problems to validate on", defaultValue = "[]")
        List<String> validation,
    @Setting(help = "JSONL or Parquet files of problems to test on", defaultValue = "[]")
        List<String> test,
    @Setting(help = "JSONL or Parquet files of harder problems to test on", defaultValue = "[]")
        List<String> outOfDistribution,
    @Setting(help = "column of the questions; otherwise question, problem or prompt")
        @Nullable String question,
    @Setting(help = "column of the answers; otherwise answer") @Nullable String answer,
    @Setting(help = "column that evaluations group by, such as year") @Nullable String difficulty,
    @Setting(help = "what stands around a question", defaultValue = "published") MathPrompt prompt,
    @Setting(help = "what counts as the same answer", defaultValue = "normalised")
        Comparison comparison) {

  /** Copies the lists. */
  public MathSettings {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    outOfDistribution = List.copyOf(outOfDistribution);
  }

  /** The files of a split. */
  List<String> files(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
      case OUT_OF_DISTRIBUTION -> outOfDistribution;
    };
  }
}
