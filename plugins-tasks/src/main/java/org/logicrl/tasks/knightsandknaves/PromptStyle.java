package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.api.task.Prompt;

/**
 * What stands around a puzzle when a model is asked. Every style opens the response with {@code
 * <think>}.
 *
 * <p>The texts of the first three are Logic-RL's, letter by letter, with their missing and doubled
 * blanks: trained models depend on them.
 */
public enum PromptStyle {
  /** For models that were not tuned for chat. */
  BASE {
    @Override
    Prompt prompt(String quiz) {
      return new Prompt.Text(
          "The user asks a question, and the Assistant solves it.The assistant first thinks about"
              + " the reasoning process in the mind and then provides the user with the final"
              + " answer. The reasoning process and answer are enclosed within <think> </think> and"
              + " <answer> </answer> tags, respectively, i.e., <think> reasoning process here"
              + " </think><answer> answer here </answer>. Now the user asks you to solve a logical"
              + " reasoning problem. After thinking, when you finally reach a conclusion, clearly"
              + " state the identity of each character within <answer> </answer> tags. List the"
              + " identity of each person one by one, for example, <answer> (1) Zoey is a knight\n"
              + "(2) Oliver is a knight\n"
              + "(3)... </answer>.\n"
              + "\n"
              + "User:"
              + quiz
              + "\nAssistant: ",
          THINK);
    }
  },
  /** Qwen's chat format, as Logic-RL trains with. */
  QWEN_INSTRUCT {
    @Override
    Prompt prompt(String quiz) {
      return qwen(TRAINING_EXAMPLE, quiz);
    }
  },
  /** Qwen's chat format, as Logic-RL evaluates with. */
  EVALUATION {
    @Override
    Prompt prompt(String quiz) {
      return qwen(EVALUATION_EXAMPLE, quiz);
    }
  },
  /** The same words as {@link #QWEN_INSTRUCT}, through the model's own chat template. */
  CHAT {
    @Override
    Prompt prompt(String quiz) {
      return new Prompt.Chat(
          List.of(
              new Prompt.Message("system", system(TRAINING_EXAMPLE)),
              new Prompt.Message("user", quiz)),
          THINK);
    }
  },
  /** The names and the sayings only, for small models that know nothing else. */
  BARE {
    @Override
    Prompt prompt(String quiz) {
      return new Prompt.Text(Wording.withoutFrame(quiz) + "\n", THINK);
    }
  };

  private static final String THINK = "<think>";
  private static final String TRAINING_EXAMPLE = "(1) Zoey is a knight\n(2) ...";
  private static final String EVALUATION_EXAMPLE = "(1) ...\n(2) ...";

  /** What a model is shown for a puzzle. */
  abstract Prompt prompt(String quiz);

  private static Prompt qwen(String example, String quiz) {
    return new Prompt.Text(
        "<|im_start|>system\n"
            + system(example)
            + "\n<|im_end|>\n<|im_start|>user\n"
            + quiz
            + "\n<|im_end|>\n<|im_start|>assistant\n",
        THINK);
  }

  private static String system(String example) {
    return "You are a helpful assistant. The assistant first thinks about the reasoning process in"
        + " the mind and then provides the user with the answer. The reasoning process and answer"
        + " are enclosed within <think> </think> and<answer> </answer> tags, respectively, i.e.,"
        + " <think> reasoning process here </think><answer> answer here </answer>.  Now the user"
        + " asks you to solve a logical reasoning problem. After thinking, when you finally reach a"
        + " conclusion, clearly state the identity of each character within <answer> </answer>"
        + " tags. i.e., <answer> "
        + example
        + " </answer>.";
  }
}
