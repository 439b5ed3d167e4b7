package org.logicrl.tasks.math;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.logicrl.api.task.Verdict;

/** What counts as the same answer. */
public enum Comparison {
  /** Equal as numbers, or as expressions in a normal form. */
  NORMALISED {
    @Override
    Verdict verify(String reference, String answer) {
      String given = Latex.answerIn(answer);
      if (given.isEmpty()) {
        return Verdict.unparseable("the answer is empty");
      }
      if (given.length() > Latex.LONGEST) {
        return Verdict.unparseable(
            "the answer has %d characters, more than %d".formatted(given.length(), Latex.LONGEST));
      }
      if (answer.strip().equals(reference.strip())) {
        return Verdict.correct();
      }
      MathValue value = MathValue.of(given);
      String expected = Latex.answerIn(reference);
      boolean right =
          expected.length() <= Latex.LONGEST
              && Arrays.stream(OR.split(ACCEPTED.matcher(expected).replaceAll("")))
                  .anyMatch(alternative -> MathValue.of(alternative).isSameAs(value));
      return right ? Verdict.correct() : wrong(given, expected);
    }
  },
  /**
   * As the published scorer of Logic-RL's evaluations does: the reference occurs, as a substring,
   * in what stands between the first {@code <answer>} and the second, or the end; without such a
   * tag, in the last 30 characters. Meant for whole responses.
   */
  PUBLISHED {
    @Override
    Verdict verify(String reference, String answer) {
      int tag = answer.indexOf(ANSWER);
      String read;
      if (tag < 0) {
        int characters = answer.codePointCount(0, answer.length());
        read = answer.substring(answer.offsetByCodePoints(0, Math.max(0, characters - LAST)));
      } else {
        int start = tag + ANSWER.length();
        int next = answer.indexOf(ANSWER, start);
        read = answer.substring(start, next < 0 ? answer.length() : next);
      }
      return read.contains(reference) ? Verdict.correct() : wrong(read.strip(), reference);
    }
  };

  private static final String ANSWER = "<answer>";

  /** So many characters the published scorer reads where there is no tag. */
  private static final int LAST = 30;

  /** Between the answers of AIME's "080 or 081 (both were accepted)". */
  private static final Pattern OR = Pattern.compile("\\s+or\\s+");

  private static final Pattern ACCEPTED = Pattern.compile("\\s*\\([^()]*\\baccepted\\b[^()]*\\)");

  /** The verdict on an answer. */
  abstract Verdict verify(String reference, String answer);

  private static Verdict wrong(String given, String expected) {
    return Verdict.wrong(
        "the answer should be %s, but is %s".formatted(shortened(expected), shortened(given)));
  }

  private static String shortened(String text) {
    int most = 60;
    String line = text.replace('\n', ' ');
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
