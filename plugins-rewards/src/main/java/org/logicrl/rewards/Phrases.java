package org.logicrl.rewards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of phrases to look for in the words of a text, without regard to case, punctuation and the
 * blanks between words.
 */
final class Phrases {

  private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();

  /**
   * Phrases, each of at least one word.
   *
   * @param setting the name of the setting they come from, for the error message
   */
  Phrases(String setting, List<String> phrases) {
    for (String phrase : phrases) {
      List<String> words = Words.of(phrase);
      if (words.isEmpty()) {
        throw new IllegalArgumentException(
            "each of %s must hold a letter or a digit, but one is '%s'".formatted(setting, phrase));
      }
      byFirstWord
          .computeIfAbsent(words.get(0), first -> new ArrayList<>())
          .add(new Phrase(phrase, words));
    }
  }

  /** The phrases that occur, each as it was given. */
  Set<String> in(List<String> words) {
    Set<String> found = new HashSet<>();
    for (int at = 0; at < words.size(); at++) {
      for (Phrase phrase : byFirstWord.getOrDefault(words.get(at), List.of())) {
        if (phrase.standsAt(at, words)) {
          found.add(phrase.text());
        }
      }
    }
    return found;
  }

  /** The words that belong to no occurrence of a phrase, in order. */
  List<String> without(List<String> words) {
    List<String> rest = new ArrayList<>();
    int covered = 0;
    for (int at = 0; at < words.size(); at++) {
      for (Phrase phrase : byFirstWord.getOrDefault(words.get(at), List.of())) {
        if (phrase.standsAt(at, words)) {
          covered = Math.max(covered, at + phrase.words().size());
        }
      }
      if (at >= covered) {
        rest.add(words.get(at));
      }
    }
    return rest;
  }

  private record Phrase(String text, List<String> words) {
    boolean standsAt(int at, List<String> text) {
      int end = at + words.size();
      return end <= text.size() && text.subList(at, end).equals(words);
    }
  }
}
