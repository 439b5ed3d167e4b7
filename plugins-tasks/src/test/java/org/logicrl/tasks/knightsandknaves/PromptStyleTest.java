package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.task.Prompt;

final class PromptStyleTest {

  private static final String QUIZ =
      "A very special island. You meet 2 inhabitants: Zoey, and Luke. Zoey said that Luke is a"
          + " knave. So who is a knight and who is a knave?";

  @ParameterizedTest
  @EnumSource
  void opensTheThought(PromptStyle style) {
    assertThat(style.prompt(QUIZ).responsePrefix()).isEqualTo("<think>");
  }

  @Test
  void asksBaseModels() {
    assertThat(text(PromptStyle.BASE))
        .isEqualTo(
            "The user asks a question, and the Assistant solves it.The assistant first thinks about"
                + " the reasoning process in the mind and then provides the user with the final"
                + " answer. The reasoning process and answer are enclosed within <think> </think>"
                + " and <answer> </answer> tags, respectively, i.e., <think> reasoning process here"
                + " </think><answer> answer here </answer>. Now the user asks you to solve a"
                + " logical reasoning problem. After thinking, when you finally reach a conclusion,"
                + " clearly state the identity of each character within <answer> </answer> tags."
                + " List the identity of each person one by one, for example, <answer> (1) Zoey is"
                + " a knight\n(2) Oliver is a knight\n(3)... </answer>.\n\nUser:"
                + QUIZ
                + "\nAssistant: ");
  }

  @Test
  void asksQwen() {
    assertThat(text(PromptStyle.QWEN_INSTRUCT))
        .isEqualTo(
            "<|im_start|>system\nYou are a helpful assistant. The assistant first thinks about the"
                + " reasoning process in the mind and then provides the user with the answer. The"
                + " reasoning process and answer are enclosed within <think> </think> and<answer>"
                + " </answer> tags, respectively, i.e., <think> reasoning process here"
                + " </think><answer> answer here </answer>.  Now the user asks you to solve a"
                + " logical reasoning problem. After thinking, when you finally reach a conclusion,"
                + " clearly state the identity of each character within <answer> </answer> tags."
                + " i.e., <answer> (1) Zoey is a knight\n(2) ... </answer>.\n<|im_end|>\n"
                + "<|im_start|>user\n"
                + QUIZ
                + "\n<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void evaluatesWithAnExampleThatNamesNobody() {
    assertThat(text(PromptStyle.EVALUATION))
        .isEqualTo(text(PromptStyle.QWEN_INSTRUCT).replace("(1) Zoey is a knight\n", "(1) ...\n"));
  }

  @Test
  void leavesTheFrameToTheChatTemplate() {
    Prompt prompt = PromptStyle.CHAT.prompt(QUIZ);
    assertThat(prompt)
        .isInstanceOfSatisfying(
            Prompt.Chat.class,
            chat -> {
              assertThat(chat.messages())
                  .extracting(Prompt.Message::role)
                  .containsExactly("system", "user");
              assertThat(chat.messages().get(1).content()).isEqualTo(QUIZ);
              assertThat(text(PromptStyle.QWEN_INSTRUCT))
                  .contains("system\n" + chat.messages().get(0).content() + "\n<|im_end|>");
            });
  }

  @Test
  void tellsSmallModelsOnlyWhatDiffers() {
    assertThat(text(PromptStyle.BARE))
        .isEqualTo("You meet 2 inhabitants: Zoey, and Luke. Zoey said that Luke is a knave.\n");
  }

  private static String text(PromptStyle style) {
    return style.prompt(QUIZ) instanceof Prompt.Text text ? text.text() : "";
  }
}
