package org.logicrl.rewards;

import java.util.List;
import org.logicrl.api.Setting;

/**
 * Settings of {@code thinking-words}.
 *
 * @param phrases the words, or phrases, that earn the bonus
 * @param enough how many different ones earn all of it
 */
public record ThinkingWordsSettings(
    @Setting(
            help = "words or phrases that earn the bonus, in any case",
            defaultValue = "[verify, re-evaluate, wait, yet]")
        List<String> phrases,
    @Setting(
            help = "how many different ones earn the whole bonus",
            defaultValue = "2",
            min = 1,
            max = 1000)
        int enough) {

  /** Copies the list and checks that the bonus can be earned. */
  public ThinkingWordsSettings {
    phrases = List.copyOf(phrases);
    if (enough > phrases.size()) {
      throw new IllegalArgumentException(
          "enough must not exceed the number of phrases, but %d is greater than %d"
              .formatted(enough, phrases.size()));
    }
  }
}
