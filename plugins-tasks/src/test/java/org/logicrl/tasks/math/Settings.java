package org.logicrl.tasks.math;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings with defaults, to be changed one by one. */
record Settings(
    List<String> train,
    List<String> test,
    @Nullable String question,
    @Nullable String answer,
    @Nullable String difficulty,
    MathPrompt prompt) {

  static Settings train(String... files) {
    return new Settings(List.of(files), List.of(), null, null, null, MathPrompt.PUBLISHED);
  }

  Settings test(String file) {
    return new Settings(train, List.of(file), question, answer, difficulty, prompt);
  }

  Settings columns(@Nullable String newQuestion, @Nullable String newAnswer) {
    return new Settings(train, test, newQuestion, newAnswer, difficulty, prompt);
  }

  Settings difficulty(String column) {
    return new Settings(train, test, question, answer, column, prompt);
  }

  MathSettings build() {
    return new MathSettings(
        train,
        List.of(),
        test,
        List.of(),
        question,
        answer,
        difficulty,
        prompt,
        Comparison.NORMALISED);
  }
}
