package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.PolicyLoss;
import org.logicrl.api.algorithm.ValueLoss;

/** What {@link AlgorithmContract} demands of numbers. */
final class AlgorithmAssertions {

  /** Of a derivative, relative to the steepest one. */
  private static final double DERIVATIVE_TOLERANCE = 1e-4;

  private AlgorithmAssertions() {}

  /** The gradient is that of the loss, wherever the loss is smooth, which must be mostly. */
  static void assertDerivative(float[] gradient, ToDoubleFunction<float[]> loss, float[] at) {
    assertThat(gradient).hasSameSizeAs(at);
    double[] measured = FiniteDifferences.gradient(loss, at);
    double steepest =
        Arrays.stream(measured).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    int smooth = 0;
    for (int i = 0; i < at.length; i++) {
      if (!Double.isNaN(measured[i])) {
        assertThat((double) gradient[i])
            .as("derivative of the loss by entry %d", i)
            .isCloseTo(measured[i], within(DERIVATIVE_TOLERANCE * steepest + 1e-9));
        smooth++;
      }
    }
    assertThat(smooth)
        .as("entries of %d where the loss is smooth", at.length)
        .isGreaterThan(at.length / 2);
  }

  /** Equal up to the precision of floats. */
  static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], within(1e-6f + 1e-5f * Math.abs(expected[i])));
    }
  }

  /** The same names with the same values, up to the order of summation. */
  static void assertSameMetrics(Map<String, Double> sums, Map<String, Double> whole) {
    assertThat(sums.keySet()).isEqualTo(whole.keySet());
    whole.forEach(
        (name, value) ->
            assertThat(sums.get(name))
                .as(name)
                .isCloseTo(value, within(1e-9 + 1e-9 * Math.abs(value))));
  }

  static void assertFinite(Advantages advantages) {
    assertFinite(advantages.advantages(), "advantage");
    if (advantages.returns() != null) {
      assertFinite(advantages.returns(), "return");
    }
    assertFinite(advantages.metrics());
  }

  static void assertFinite(PolicyLoss loss) {
    assertThat(loss.loss()).isFinite();
    assertFinite(loss.logProbGradients(), "derivative by log-probability");
    if (loss.entropyGradients() != null) {
      assertFinite(loss.entropyGradients(), "derivative by entropy");
    }
    assertFinite(loss.metrics());
  }

  static void assertFinite(ValueLoss loss) {
    assertThat(loss.loss()).isFinite();
    assertFinite(loss.valueGradients(), "derivative by value");
    assertFinite(loss.metrics());
  }

  static void assertFinite(float[] values, String name) {
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).as("%s %d", name, i).isFinite();
    }
  }

  static void assertFinite(Map<String, Double> metrics) {
    metrics.forEach((name, value) -> assertThat(value).as(name).isFinite());
  }
}
