package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteDifferencesTest {

  @Test
  void measuresTheDerivativeOfASmoothFunction() {
    double[] gradient =
        FiniteDifferences.gradient(x -> Math.exp(x[0]) + x[1] * x[1], new float[] {0.5f, -3});

    assertThat(gradient[0]).isCloseTo(Math.exp(0.5), within(1e-5));
    assertThat(gradient[1]).isCloseTo(-6, within(1e-5));
  }

  /** The step is 1/512. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.3333, 0.45, -0.2, -0.3333, -0.45})
  void recognisesAKinkWhereverItLiesWithinTheStep(double offset) {
    double kink = 1 + offset / 512;

    double[] gradient =
        FiniteDifferences.gradient(x -> Math.max(0, x[0] - kink) + x[1], new float[] {1, 1});

    assertThat(gradient[0]).isNaN();
    assertThat(gradient[1]).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.01, -1.01})
  void isNotDisturbedByAKinkBeyondTheStep(double offset) {
    double kink = 1 + offset / 512;

    double[] gradient = FiniteDifferences.gradient(x -> Math.abs(x[0] - kink), new float[] {1});

    assertThat(gradient[0]).isCloseTo(-Math.signum(offset), within(1e-9));
  }

  @Test
  void findsNoSlopeInAConstant() {
    assertThat(FiniteDifferences.gradient(x -> 3, new float[] {1, 2})).containsOnly(0);
  }
}
