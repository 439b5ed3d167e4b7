package com.example.countdown;

import java.text.ParseException;
import org.logicrl.api.RandomStream;

/**
 * A response as a model should write it: some tries that fail, each checked step by step, then one
 * that reaches the target.
 *
 * <pre>{@code
 * 7-3=4, 5*4=20, no. 3+5=8, 8*7=56, yes. </think><answer>(3+5)*7</answer>
 * }</pre>
 *
 * <p>A model that learns from these tries by chance at first and knows when it has succeeded;
 * reinforcement can then teach it to choose its tries, or to try longer.
 */
final class WorkedSolution {

  private WorkedSolution() {}

  /**
   * A worked solution, always the same for the same arguments.
   *
   * @param reference the equation at the end
   * @param mostWrong the most tries that fail
   * @throws ParseException when the reference is no equation
   * @throws ArithmeticException when it divides by zero
   */
  static String of(String reference, int mostWrong, long seed) throws ParseException {
    Game game = Game.solvedBy(reference);
    RandomStream random =
        new RandomStream(RandomStream.key(seed, "countdown tries", reference.hashCode()));
    StringBuilder response = new StringBuilder();
    int tries = random.nextInt(mostWrong + 1);
    for (int i = 0; i < tries; i++) {
      Play play = Play.random(game.numbers(), random);
      if (!play.value().equals(Rational.of(game.target()))) {
        append(response, play.expression(), "no");
      }
    }
    String expression = reference.substring(0, reference.indexOf('='));
    append(response, expression, "yes");
    return response.append(" </think><answer>").append(expression).append("</answer>").toString();
  }

  private static void append(StringBuilder response, String expression, String end)
      throws ParseException {
    for (String step : Expression.parse(expression).steps()) {
      response.append(' ').append(step).append(',');
    }
    response.append(' ').append(end).append('.');
  }
}
