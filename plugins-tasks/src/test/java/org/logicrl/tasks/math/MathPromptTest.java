package org.logicrl.tasks.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.task.Prompt;

final class MathPromptTest {

  private static final String SYSTEM =
      "You are a helpful assistant. The assistant first thinks about the reasoning process in the"
          + " mind and then provides the user with the answer. The reasoning process and answer are"
          + " enclosed within <think> </think> and<answer> </answer> tags, respectively, i.e.,"
          + " <think> reasoning process here </think><answer> answer here </answer>.  Now the user"
          + " asks you to solve a math problem. After thinking, when you finally reach a"
          + " conclusion, clearly state the answer within <answer> </answer> tags. i.e., <answer>"
          + " (\\boxed{}\\) </answer>.";

  @Test
  void thePublishedPromptIsASystemMessageAndTheQuestion() {
    assertThat(MathPrompt.PUBLISHED.prompt("1 + 1?"))
        .isEqualTo(
            new Prompt.Chat(
                List.of(new Prompt.Message("system", SYSTEM), new Prompt.Message("user", "1 + 1?")),
                ""));
  }

  @Test
  void promptsToTrainWithOpenTheThought() {
    assertThat(MathPrompt.CHAT.prompt("1 + 1?").responsePrefix()).isEqualTo("<think>");
    assertThat(MathPrompt.BARE.prompt("1 + 1?")).isEqualTo(new Prompt.Text("1 + 1?\n", "<think>"));
    assertThat(MathPrompt.QWEN_INSTRUCT.prompt("1 + 1?"))
        .isEqualTo(
            new Prompt.Text(
                "<|im_start|>system\n"
                    + SYSTEM
                    + "\n<|im_end|>\n<|im_start|>user\n1 + 1?\n<|im_end|>\n<|im_start|>assistant\n",
                "<think>"));
  }
}
