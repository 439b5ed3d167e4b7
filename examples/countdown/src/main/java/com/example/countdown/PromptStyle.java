package com.example.countdown;

import java.util.List;
import org.logicrl.api.task.Prompt;

/** What stands around a game when a model is asked. Every style opens the response with a tag. */
public enum PromptStyle {
  /** Instructions as plain text, for models that were not tuned for chat. */
  TEXT {
    @Override
    Prompt prompt(String question) {
      return new Prompt.Text(
          "A conversation between User and Assistant. The user asks a question, and the Assistant"
              + " solves it.\nUser: "
              + question
              + INSTRUCTIONS
              + "\nAssistant: ",
          THINK);
    }
  },
  /** The same instructions through the model's own chat template. */
  CHAT {
    @Override
    Prompt prompt(String question) {
      return new Prompt.Chat(List.of(new Prompt.Message("user", question + INSTRUCTIONS)), THINK);
    }
  },
  /** The game only, for small models that know nothing else. */
  BARE {
    @Override
    Prompt prompt(String question) {
      return new Prompt.Text(question + "\n", THINK);
    }
  };

  private static final String THINK = "<think>";
  private static final String INSTRUCTIONS =
      " Use each number exactly once, and +, -, *, / and parentheses. Show your work in <think>"
          + " </think> tags, and return the final expression in <answer> </answer> tags, for"
          + " example <answer>(1+2)/3</answer>.";

  /** What a model is shown for a game. */
  abstract Prompt prompt(String question);
}
