package com.example.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "2+3*4, 14",
    "(2+3)*4, 20",
    "10-4-3, 3",
    "10-(4-3), 9",
    "100/10/5, 2",
    "8/3, 8/3",
    "8/(3-8/3), 24",
    "3-5, -2",
    "4/(2-8), -2/3",
    " ( ( 1 + 2 ) ) * 3 , 9"
  })
  void calculatesExactlyAndFromLeftToRight(String text, String value) throws Exception {
    assertThat(Expression.parse(text).value()).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "()",
        "+",
        "-3",
        "3+",
        "3 5",
        "(3",
        "3)",
        "3(5)",
        "(3)5",
        "3**5",
        "3.5",
        "2^3",
        "a+b",
        "٣+٥",
        "1234567890"
      })
  void refusesWhatIsNoExpression(String text) {
    assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(ParseException.class);
  }

  @Test
  void saysWhereATextIsWrong() {
    assertThatThrownBy(() -> Expression.parse("3+*5"))
        .hasMessage("character 3 should begin a number");
  }

  @Test
  void refusesToDivideByZero() throws Exception {
    Expression expression = Expression.parse("5/(3-3)");
    assertThatThrownBy(expression::value).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void writesItsStepsInTheOrderOfCalculation() throws Exception {
    assertThat(Expression.parse("2*(8-5/3)").steps())
        .containsExactly("5/3=5/3", "8-5/3=19/3", "2*19/3=38/3");
  }

  @Test
  void readsAMillionParenthesesWithoutRecursion() throws Exception {
    int depth = 1_000_000;
    Expression deep = Expression.parse("(".repeat(depth) + "7" + ")".repeat(depth));
    assertThat(deep.value()).isEqualTo(Rational.of(7));
  }
}
