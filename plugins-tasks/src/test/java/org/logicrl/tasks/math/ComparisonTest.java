package org.logicrl.tasks.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.task.Outcome;

final class ComparisonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # numbers
          73 | 073
          27 | 27.0
          27 | 27.
          27 | +27
          -4 | −4
          1000 | 1,000
          1000000 | 1{,}000{,}000
          10000 | 10\\,000
          10000 | 10 000
          0.5 | .5
          0.5 | 1/2
          1/2 | 2/4
          1/2 | \\frac12
          1/2 | \\dfrac{1}{2}
          1/2 | \\frac{1}2
          -1/2 | -\\tfrac{1}{2}
          -1/2 | \\frac{-1}{2}
          7/2 | 3\\frac{1}{2}
          7/2 | 3 1/2
          300000 | 3 \\times 10^{5}
          0.03 | 3e-2
          # around the number
          42 | $42$
          42 | \\(42\\)
          42 | \\boxed{42}
          42 | so it is \\boxed{41}, no: \\boxed{ 42 }.
          42 | \\boxed 42
          42 | \\fbox{42}
          42 | x = 42
          42 | f(x)=42
          42 | \\text{42}
          42 | 42.
          72 | 48 + 24 = 72\\n#### 72
          # units
          5 | 5 cm
          5 | 5cm
          5 | 5 \\text{ cm}^2
          5 | 5\\,\\mathrm{km/h}
          5 | 5 square units
          5 | \\$5
          5 | 5 dollars
          5 | 5 m
          5 | 5 m^2
          5 | 5 km/h
          5 | 5 m/s
          5 | 5 m s^{-1}
          5 | 5 day
          5 | 5 L
          5 | 5 \\text{ m}
          5 | 5 meters squared
          5 | 5 cups of water
          5 | 5 foot-pounds
          5 | 5\\text{ chocolate bars}
          5 | 5 miles per hour
          5 | 5 times
          60 | 60 sq cm
          60 | 60 sq. cm
          1/2 | \\frac{1}{2} cm
          7/2 | 3\\frac{1}{2}\\text{ hours}
          300000 | 3 \\times 10^{5} m
          12 | 12 apples
          12 | 12\\text{ students}
          5 m | 5m
          5 million | \\$5 million
          12 squared | 12 squared
          2i | 2\\mathrm{i}
          5x | 5\\text{x}
          90 | 90^\\circ
          90 | 90^{\\circ}
          90 | 90°
          50 | 50\\%
          50% | 0.5
          1/2 | 50\\text{ percent}
          1/2 | 50\\% \\text{ chance}
          1/2 | 50%
          # expressions
          \\frac{\\sqrt{3}}{2} | \\sqrt3/2
          \\frac{2\\sqrt{3}}{3} | \\dfrac{2 \\sqrt 3}{3}
          \\frac{1+\\sqrt{5}}{2} | (1+\\sqrt{5})/2
          2\\pi | 2 \\cdot \\pi
          2\\pi | 2π
          x^{2}+1 | x^2 + 1
          \\text{Evelyn} | evelyn
          (A) | \\text{(A)}
          A | (A)
          # several numbers
          (1, 2) | \\left( 1, 2 \\right)
          (1/2, 3) | (0.5,3.0)
          [0, \\infty) | [0,∞)
          (-\\infty, 3) \\cup (5, \\infty) | (-\\infty,3)\\cup(5,\\infty)
          x \\in [1,2] | [1,2]
          \\{1,2,3\\} | \\{3, 2, 1\\}
          2, 3 | 3,2
          x=2, x=3 | 2, 3
          080 or 081 (both were accepted) | 81
          080 or 081 (both were accepted) | 80
          """)
  void takesForTheSame(String reference, String answer) {
    assertThat(outcome(reference, answer)).isEqualTo(Outcome.CORRECT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          4 | 14
          4 | 4.1
          4 | -4
          1/2 | 1/3
          1/2 | 2/1
          42 | 41, 42
          42 | 42 or 43
          42 | 41 \\boxed{42} \\boxed{43}
          50% | 0.5%
          50 | 0.5
          5 | 5x
          5 | 5 x
          5 | 5 million
          5 thousand | 5 million
          5 | 5 hundred
          5 | 5 hundred apples
          5 | 5\\text{ Million}
          2 | 2 dozen
          12 | 12 squared
          5 | 5 square
          4 | 4 factorial
          5 | 5 negative
          5 | 5 degrees below zero
          2 | 2 halves
          5 | 5 feet six inches
          5 | 5 and a half
          5 | 5 root two
          2 | 2 theta
          2 | 2\\mathrm{i}
          5 | 5\\mathrm{e}
          5 | 5\\text{x}
          5 | 5\\text{ (mod 7)}
          5 | 5m
          5 | 5abcd
          5 pm | 5 am
          5 | 5 pm
          5 m | 5x
          5 | 5\\sqrt{2}
          2 | 2\\pi
          23 | 2*3
          \\frac{1}{2}x | \\frac{1}{2x}
          (1, 2) | (2, 1)
          (1, 2) | [1, 2]
          (1, 2) | (1, 2, 3)
          [0, \\infty) | [0, \\infty]
          (-\\infty, 3) \\cup (5, \\infty) | (-\\infty, 3)
          \\{1,2\\} | \\{1,1\\}
          x | X
          Evelyn | Eve
          080 or 081 (both were accepted) | 82
          1/0 | 2/0
          """)
  void tellsApart(String reference, String answer) {
    assertThat(outcome(reference, answer)).isEqualTo(Outcome.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "\\boxed{}", "\\boxed", "####"})
  void findsNoAnswerInNothing(String answer) {
    assertThat(outcome("1", answer)).isEqualTo(Outcome.UNPARSEABLE);
  }

  @Test
  void looksIntoNoEndlessAnswer() {
    assertThat(outcome("1", "1".repeat(1001))).isEqualTo(Outcome.UNPARSEABLE);
    assertThat(outcome("1", "1 ".repeat(100_000) + "\\boxed{1}")).isEqualTo(Outcome.CORRECT);
  }

  @Test
  @Timeout(10)
  void looksForUnitsInBoundedTime() {
    assertThat(outcome("1", "1" + " aa".repeat(300) + "!")).isEqualTo(Outcome.WRONG);
    assertThat(outcome("1", "1a".repeat(490) + "!")).isEqualTo(Outcome.WRONG);
    assertThat(outcome("1", "1" + "\\text{ }".repeat(100) + "!")).isEqualTo(Outcome.WRONG);
  }

  @Test
  void doesNotComputeEndlessPowers() {
    assertThat(outcome("1e9999", "1e9999")).isEqualTo(Outcome.CORRECT);
    assertThat(outcome("1e9999", "10e9998")).isEqualTo(Outcome.WRONG);
    assertThat(outcome("1", "-1e999999")).isEqualTo(Outcome.WRONG);
  }

  @Test
  void saysWhatTheAnswerShouldBe() {
    assertThat(Comparison.NORMALISED.verify("12", "\\boxed{13}").reason())
        .isEqualTo("the answer should be 12, but is 13");
  }

  @Test
  void thePublishedScorerReadsFromTheFirstTagToTheSecond() {
    assertThat(published("73", "no 73 <answer> 74 </answer> 73")).isEqualTo(Outcome.CORRECT);
    assertThat(published("73", "<answer>74</answer><answer>73</answer>")).isEqualTo(Outcome.WRONG);
  }

  @Test
  void thePublishedScorerReadsTheLastThirtyCharactersWithoutATag() {
    assertThat(published("73", "73" + "x".repeat(28))).isEqualTo(Outcome.CORRECT);
    assertThat(published("73", "73" + "x".repeat(29))).isEqualTo(Outcome.WRONG);
    assertThat(published("73", "73" + "\uD83D\uDE00".repeat(28))).isEqualTo(Outcome.CORRECT);
  }

  @Test
  void thePublishedScorerTakesAnySubstring() {
    assertThat(published("4", "<answer>14</answer>")).isEqualTo(Outcome.CORRECT);
    assertThat(published("073", "<answer>73</answer>")).isEqualTo(Outcome.WRONG);
  }

  private static Outcome outcome(String reference, String answer) {
    return Comparison.NORMALISED.verify(reference, answer.replace("\\n", "\n")).outcome();
  }

  private static Outcome published(String reference, String answer) {
    return Comparison.PUBLISHED.verify(reference, answer).outcome();
  }
}
