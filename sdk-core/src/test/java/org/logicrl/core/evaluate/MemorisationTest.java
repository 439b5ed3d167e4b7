package org.logicrl.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemorisationTest {

  @Test
  void countsWhatIsSolvedAndLost() {
    // Of 8 problems 4 are solved; of these 4 only 1 is solved after the change, as is 1 other.
    assertThat(of("xo xo xo xx oo oo oo ox"))
        .isEqualTo(new Memorisation("leaf", "all", 8, 0.5, 0.25, 0.25, 0.375));
  }

  @Test
  void nothingIsMemorisedWhereNothingIsLost() {
    assertThat(of("xx xx oo ox")).isEqualTo(new Memorisation("leaf", "all", 4, 0.5, 0.75, 1, 0));
  }

  @Test
  void allIsMemorisedWhereAllIsLost() {
    assertThat(of("xo xo")).isEqualTo(new Memorisation("leaf", "all", 2, 1, 0, 0, 1));
  }

  @Test
  void isZeroWhereNothingIsSolved() {
    assertThat(of("oo ox")).isEqualTo(new Memorisation("leaf", "all", 2, 0, 0.5, 0, 0));
  }

  @Test
  void isZeroWithoutProblems() {
    assertThat(of("")).isEqualTo(new Memorisation("leaf", "all", 0, 0, 0, 0, 0));
  }

  /** Pairs of a problem and its changed one; x is solved, o is not. */
  private static Memorisation of(String pairs) {
    Memorisation.Counter counter = new Memorisation.Counter();
    for (int at = 0; at + 1 < pairs.length(); at += 3) {
      counter.add(pairs.charAt(at) == 'x', pairs.charAt(at + 1) == 'x');
    }
    return counter.result("leaf", "all");
  }
}
