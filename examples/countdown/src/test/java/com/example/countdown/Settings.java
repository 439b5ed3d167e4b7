package com.example.countdown;

import java.util.List;

/** Settings for tests. */
final class Settings {

  private Settings() {}

  /** Those that nobody changed. */
  static CountdownSettings defaults() {
    return new CountdownSettings(List.of(3, 4), 99, 99, PromptStyle.TEXT, 3);
  }

  /** Those that leave the fewest different games. */
  static CountdownSettings tightest(int numbers) {
    return new CountdownSettings(List.of(numbers), 9, 10, PromptStyle.BARE, 0);
  }
}
