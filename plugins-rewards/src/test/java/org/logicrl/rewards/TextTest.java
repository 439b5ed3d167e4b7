package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Words, n-grams, phrases and Python's character classes. */
final class TextTest {

  @Test
  void splitsWordsAtAllButLettersMarksAndDigits() {
    assertThat(Words.of("Zoey's re-check: x2=\u0661\u00BD, CAFE\u0301!"))
        .containsExactly("zoey", "s", "re", "check", "x2", "\u0661\u00BD", "cafe\u0301");
  }

  @Test
  void makesEachIdeographAWord() {
    assertThat(Words.of("ab\u4E2D\u6587cd\u3042"))
        .containsExactly("ab", "\u4E2D", "\u6587", "cd", "\u3042");
  }

  @Test
  void findsNoWordsInBrokenOrInvisibleText() {
    assertThat(Words.of("\uD83D \u200B \u0000 ...")).isEmpty();
  }

  @Test
  void givesEqualFingerprintsToEqualRunsOnly() {
    long[] grams = NGrams.of(List.of("a", "b", "c", "a", "b", "d"), 2);
    assertThat(grams).hasSize(5);
    assertThat(grams[0]).isEqualTo(grams[3]);
    assertThat(grams).containsOnlyOnce(grams[1], grams[2], grams[4]);
  }

  @Test
  void tellsTheOrderOfWordsApart() {
    assertThat(NGrams.of(List.of("a", "b"), 2)).isNotEqualTo(NGrams.of(List.of("b", "a"), 2));
  }

  @Test
  void findsPhrasesAcrossPunctuation() {
    Phrases phrases = new Phrases("phrases", List.of("re-check", "step by step", "Wait"));
    assertThat(phrases.in(Words.of("WAIT. Step, by step we recheck"))) //
        .containsExactlyInAnyOrder("Wait", "step by step");
  }

  @Test
  void leavesOutOverlappingPhrases() {
    Phrases phrases = new Phrases("phrases", List.of("a b", "b c"));
    assertThat(phrases.without(List.of("x", "a", "b", "c", "y"))).containsExactly("x", "y");
  }

  @Test
  void stripsWhatPythonStrips() {
    assertThat(PythonText.strip("\u001C\u0085\u00A0\u2007\u3000x y\u2028\u202F\t")) //
        .isEqualTo("x y");
    assertThat(PythonText.strip("\u200Bx\uFEFF")).isEqualTo("\u200Bx\uFEFF");
  }

  /**
   * What {@code \w} and {@code \s} of Python 3.11 match among all characters of Unicode, in runs of
   * the same class; characters that this version of Java does not know are left out.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/python_character_classes.csv")
  void knowsEveryCharacterAsPythonDoes(String first, String last, String expected) {
    IntStream.rangeClosed(Integer.parseInt(first, 16), Integer.parseInt(last, 16))
        .filter(c -> Character.getType(c) != Character.UNASSIGNED)
        .forEach(c -> assertThat(characterClass(c)).as("U+%04X", c).isEqualTo(expected));
  }

  @Test
  void readsSolutionsAsThePublishedExpression() {
    assertThat(KnightsAndKnaves.solution("(1) Zoey is a Knave\n\n42\n2nd Bob: KNIGHT\nknight"))
        .isEqualTo(Map.of("Zoey", "knave", "Bob", "knight"));
  }

  @Test
  void letsALaterLineReplaceARole() {
    assertThat(KnightsAndKnaves.solution("A is a knave\nA is a knight"))
        .isEqualTo(Map.of("A", "knight"));
  }

  private static String characterClass(int codePoint) {
    boolean space = Character.isBmpCodePoint(codePoint) && PythonText.isSpace((char) codePoint);
    return PythonText.isWord(codePoint) ? "word" : space ? "blank" : "other";
  }
}
