package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class PythonTextTest {

  /**
   * What {@code \w} and {@code \s} of Python 3.11 match among all characters of Unicode, in runs of
   * the same class; characters that this version of Java does not know are left out.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "python-character-classes.csv")
  void knowsEveryCharacterAsPythonDoes(String first, String last, String expected) {
    IntStream.rangeClosed(Integer.parseInt(first, 16), Integer.parseInt(last, 16))
        .filter(c -> Character.getType(c) != Character.UNASSIGNED)
        .forEach(c -> assertThat(characterClass(c)).as("U+%04X", c).isEqualTo(expected));
  }

  /** The characters are all that Python finds for {@code [a-z]} with {@code re.IGNORECASE}. */
  @Test
  void foldsFourCharactersBeyondAscii() {
    String folded = PythonText.fold("AZaz\u0130\u0131\u017F\u212A");
    assertThat(folded).isEqualTo("azaziisk");
    IntStream.rangeClosed(0x80, Character.MAX_VALUE)
        .filter(c -> "\u0130\u0131\u017F\u212A".indexOf(c) < 0)
        .forEach(c -> assertThat(PythonText.fold(Character.toString(c))).doesNotMatch("[a-z]"));
  }

  private static String characterClass(int codePoint) {
    return PythonText.isWord(codePoint)
        ? "word"
        : PythonText.isBlank(codePoint) ? "blank" : "other";
  }
}
