package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected numbers were printed by NumPy. */
final class NumpyDrawsTest {

  @ParameterizedTest
  @CsvSource({
    "0,11749869230777074271 4976686463289251617 755828109848996024 304881062738325533",
    "1234,18016930633132456890 7013373421822782593 17030886991259909300 4827373169039523470",
    "1235,3273928222733559246 3383979736496583180 7895292800052745697 15460295058713910934",
    "1099511627853,"
        + "10578933016687830818 14844290940804832987 7209443445291693474 17456183865911457513"
  })
  void givesTheSame64BitNumbers(long seed, String expected) {
    NumpyDraws draws = new NumpyDraws(seed);
    assertThat(LongStream.generate(draws::nextLong).limit(4).mapToObj(Long::toUnsignedString))
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "0,5 3 3 1 1 0 0 0 1 4 3 5",
    "1234,5 5 5 2 1 5 0 1 0 1 3 0",
    "1235,2 1 0 1 2 2 3 5 3 4 0 1",
    "1099511627853,2 3 1 4 4 2 1 5 3 4 1 1"
  })
  void givesTheSameNumbersBelowSix(long seed, String expected) {
    NumpyDraws draws = new NumpyDraws(seed);
    assertThat(IntStream.generate(() -> draws.below(6)).limit(12).toArray())
        .containsExactly(ints(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0,37 3 0 23 14 12 2 28",
    "1234,5 13 8 48 43 17 45 44",
    "1235,45 8 29 42 7 16 20 22",
    "1099511627853,37 19 12 15 48 25 50 36"
  })
  void choosesTheSameEightOfFiftyOne(long seed, String expected) {
    assertThat(new NumpyDraws(seed).distinct(8, 51)).containsExactly(ints(expected));
  }

  @ParameterizedTest
  @CsvSource({"0,2 4 3 0 1", "1234,0 4 1 3 2", "1235,2 3 1 0 4", "1099511627853,1 0 4 3 2"})
  void shufflesFiveTheSame(long seed, String expected) {
    int[] numbers = {0, 1, 2, 3, 4};
    new NumpyDraws(seed).shuffle(numbers);
    assertThat(numbers).containsExactly(ints(expected));
  }

  @Test
  void takesNothingFromTheStreamWhenThereIsNoChoice() {
    NumpyDraws draws = new NumpyDraws(1234);
    assertThat(draws.below(1)).isZero();
    assertThat(draws.below(6)).isEqualTo(5);
    assertThat(draws.below(1)).isZero();
    assertThat(draws.below(6)).isEqualTo(5);
  }

  @Test
  void refusesANegativeSeed() {
    assertThatThrownBy(() -> new NumpyDraws(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void refusesABoundWithoutNumbers() {
    NumpyDraws draws = new NumpyDraws(1);
    assertThatThrownBy(() -> draws.below(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] ints(String numbers) {
    return Arrays.stream(numbers.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
