package org.logicrl.tasks.math;

import java.util.List;
import org.logicrl.api.task.Prompt;

/**
 * What stands around a question when a model is asked.
 *
 * <p>The system message is that of Logic-RL's evaluation on AIME and AMC, letter by letter, with
 * its missing and doubled blanks and the stray backslash.
 */
public enum MathPrompt {
  /** The published messages, through the model's own chat template; the response begins empty. */
  PUBLISHED {
    @Override
    Prompt prompt(String question) {
      return chat(question, "");
    }
  },
  /** The same messages; the response begins with {@code <think>}, as Logic-RL trains. */
  CHAT {
    @Override
    Prompt prompt(String question) {
      return chat(question, THINK);
    }
  },
  /** The same words in Qwen's chat format, special tokens written out; opens {@code <think>}. */
  QWEN_INSTRUCT {
    @Override
    Prompt prompt(String question) {
      return new Prompt.Text(
          "<|im_start|>system\n"
              + SYSTEM
              + "\n<|im_end|>\n<|im_start|>user\n"
              + question
              + "\n<|im_end|>\n<|im_start|>assistant\n",
          THINK);
    }
  },
  /** The question only, for small models that know nothing else; opens {@code <think>}. */
  BARE {
    @Override
    Prompt prompt(String question) {
      return new Prompt.Text(question + "\n", THINK);
    }
  };

  private static final String THINK = "<think>";
  private static final String SYSTEM =
      "You are a helpful assistant. The assistant first thinks about the reasoning process in the"
          + " mind and then provides the user with the answer. The reasoning process and answer are"
          + " enclosed within <think> </think> and<answer> </answer> tags, respectively, i.e.,"
          + " <think> reasoning process here </think><answer> answer here </answer>.  Now the user"
          + " asks you to solve a math problem. After thinking, when you finally reach a"
          + " conclusion, clearly state the answer within <answer> </answer> tags. i.e., <answer>"
          + " (\\boxed{}\\) </answer>.";

  /** What a model is shown for a question. */
  abstract Prompt prompt(String question);

  private static Prompt chat(String question, String responsePrefix) {
    return new Prompt.Chat(
        List.of(new Prompt.Message("system", SYSTEM), new Prompt.Message("user", question)),
        responsePrefix);
  }
}
