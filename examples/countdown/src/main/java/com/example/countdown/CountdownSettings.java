package com.example.countdown;

import java.util.List;
import org.logicrl.api.Setting;

/**
 * The settings of the task {@code countdown}.
 *
 * <p>The lower bounds leave enough different games for every split; the upper ones keep all numbers
 * of a generated game within 16 digits.
 *
 * @param numbers how many numbers a game gives; with several values, games take turns
 * @param greatest the greatest number that a game gives
 * @param greatestTarget the greatest number to reach
 * @param prompt what stands around a game
 * @param wrongTries the most wrong tries before the right one in a worked solution
 */
public record CountdownSettings(
    @Setting(
            help = "How many numbers a game gives; with several values, games take turns.",
            defaultValue = "[3, 4]",
            min = 2,
            max = 6)
        List<Integer> numbers,
    @Setting(help = "Greatest number given.", defaultValue = "99", min = 9, max = 100) int greatest,
    @Setting(help = "Greatest number to reach.", defaultValue = "99", min = 10, max = 999)
        int greatestTarget,
    @Setting(help = "What stands around a game.", defaultValue = "text") PromptStyle prompt,
    @Setting(
            help = "Most wrong tries before the right one in a worked solution.",
            defaultValue = "3",
            min = 0,
            max = 20)
        int wrongTries) {

  /** Checks that there is a size to choose, and copies the sizes. */
  public CountdownSettings {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("numbers is empty: name at least one size, such as [3]");
    }
    numbers = List.copyOf(numbers);
  }
}
