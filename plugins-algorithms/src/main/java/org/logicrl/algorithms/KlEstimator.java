package org.logicrl.algorithms;

/**
 * Estimates of KL(policy || reference) from one sampled token, after John Schulman, "Approximating
 * KL Divergence" (2020, joschu.net/blog/kl-approx.html).
 *
 * <p>With {@code d = log policy(token) - log reference(token)}, where the token was drawn from the
 * policy:
 *
 * <table>
 * <caption>Estimators</caption>
 * <tr><th>name</th><th>value</th><th>as a number</th><th>gradient, expected under the policy</th></tr>
 * <tr><td>k1</td><td>d</td><td>unbiased, may be negative</td><td>zero</td></tr>
 * <tr><td>k2</td><td>d^2 / 2</td><td>biased, small variance</td><td>of KL(policy || reference)</td></tr>
 * <tr><td>k3</td><td>exp(-d) - 1 + d</td><td>unbiased, never negative</td><td>of KL(reference || policy)</td></tr>
 * <tr><td>abs</td><td>|d|</td><td>biased</td><td>of neither</td></tr>
 * </table>
 *
 * <p>So an estimator that is good as a number need not be good as a loss: k1 in the loss pulls the
 * policy nowhere, and k3, the usual choice, pulls it along the other divergence.
 */
public enum KlEstimator {
  /** The log-ratio itself. */
  K1 {
    @Override
    double value(double d) {
      return d;
    }

    @Override
    double derivative(double d) {
      return 1;
    }
  },

  /** Half the squared log-ratio. */
  K2 {
    @Override
    double value(double d) {
      return d * d / 2;
    }

    @Override
    double derivative(double d) {
      return d;
    }
  },

  /**
   * The Bregman divergence of exp at 0, capped at {@value #K3_LIMIT} as in verl: one improbable
   * token cannot dominate a batch. Beyond the cap (d less than about -2.6 or greater than 11) the
   * derivative is 0.
   */
  K3 {
    @Override
    double value(double d) {
      return Math.min(uncapped(d), K3_LIMIT);
    }

    @Override
    double derivative(double d) {
      return uncapped(d) > K3_LIMIT ? 0 : 1 - StrictMath.exp(-d);
    }

    private static double uncapped(double d) {
      double bounded = Math.max(-EXPONENT_LIMIT, Math.min(EXPONENT_LIMIT, d));
      return StrictMath.exp(-bounded) - 1 + bounded;
    }
  },

  /** The absolute log-ratio. */
  ABS {
    @Override
    double value(double d) {
      return Math.abs(d);
    }

    @Override
    double derivative(double d) {
      return Math.signum(d);
    }
  };

  static final double K3_LIMIT = 10;

  /** Keeps exp finite; well beyond the cap. */
  static final double EXPONENT_LIMIT = 20;

  /** The estimate, in nats, for a log-ratio of policy to reference. */
  abstract double value(double d);

  /** The derivative of {@link #value} by d, which is that by the policy's log-probability. */
  abstract double derivative(double d);
}
