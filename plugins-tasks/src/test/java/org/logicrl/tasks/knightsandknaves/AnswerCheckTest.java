package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Verdict;

final class AnswerCheckTest {

  private static final String REFERENCE = "(1) Zoey is a knight\n(2) Oliver is a knave";
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  /** The expected outcomes are those of the published regular expressions under Python. */
  @ParameterizedTest
  @CsvFileSource(resources = "python-verdicts.tsv", delimiter = '\t', quoteCharacter = '\0')
  void judgesAsPythonDoes(String outcome, String reference, String answer) {
    assertThat(AnswerCheck.verify(unescape(reference), unescape(answer)).outcome().label())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "'Zoey is a knight, Oliver is a knave',all right",
    "'Zoey is a knave, Oliver is a knave',Zoey should be a knight",
    "'Zoey is a knight',the answer must say 'knight' or 'knave' 2 times but does so 1 times",
    "'Zoey is a knight, Ava is a knave',the answer does not say 'Oliver is a ...'"
  })
  void saysWhy(String answer, String reason) {
    assertThat(AnswerCheck.verify(REFERENCE, answer).reason().replace(",", "")).isEqualTo(reason);
  }

  @Test
  void readsOtherWordsForTheRoles() {
    String reference = "(1) Zoey is an angel\n(2) Oliver is a devil";
    assertThat(AnswerCheck.verify(reference, "Zoey is an angel. Oliver is a devil."))
        .isEqualTo(Verdict.correct());
    assertThat(AnswerCheck.verify(reference, "Zoey is a devil. Oliver is a devil.").outcome())
        .isEqualTo(Outcome.WRONG);
    assertThat(AnswerCheck.verify(reference, "Zoey is a knight. Oliver is a knave.").outcome())
        .isEqualTo(Outcome.UNPARSEABLE);
  }

  @Test
  void doesNotTakeANameForAMentionOfARole() {
    String reference = "(1) Theron is a villain\n(2) Zora is a hero";
    assertThat(AnswerCheck.verify(reference, "THERON is a villain, Zora is a hero").outcome())
        .isEqualTo(Outcome.CORRECT);
    assertThat(AnswerCheck.verify(reference, reference + ", no superhero").outcome())
        .isEqualTo(Outcome.UNPARSEABLE);
  }

  @Test
  void readsNothingFromAReferenceWithoutRoles() {
    assertThat(AnswerCheck.verify("42", "42").outcome()).isEqualTo(Outcome.UNPARSEABLE);
  }

  private static String unescape(String text) {
    return text == null
        ? ""
        : ESCAPE
            .matcher(text)
            .replaceAll(
                match -> {
                  char character = (char) Integer.parseInt(match.group(1), 16);
                  return character == '\\' || character == '$' ? "\\" + character : "" + character;
                });
  }
}
