package org.logicrl.algorithms;

/**
 * The loss of one token under PPO's clipped surrogate objective (Schulman et al., arXiv 1707.06347,
 * equation 7), with the lower bound of dual-clip PPO (Ye et al., arXiv 1912.09729, equation 5).
 *
 * <pre>
 *   ratio = exp(log policy - log old policy)
 *   loss  = max(-A ratio, -A clip(ratio, 1 - clipLow, 1 + clipHigh))
 *   loss  = min(loss, -A dualClip)                                    where A &lt; 0
 * </pre>
 *
 * <p>The first clip takes away the reason to move the ratio further once it has moved far enough in
 * the direction that the advantage asks for. It does nothing against a bad token (A &lt; 0) whose
 * ratio has <em>grown</em>, for example in an earlier update of the same rollouts: there the loss
 * is linear in the ratio without bound, and the dual clip cuts it off.
 *
 * @param clipLow how far the ratio may fall below 1
 * @param clipHigh how far it may rise above 1; more than {@code clipLow} in DAPO (arXiv 2503.14476)
 * @param dualClip the greatest ratio that a token with negative advantage is blamed for; 0 for no
 *     bound
 */
record ClippedSurrogate(double clipLow, double clipHigh, double dualClip) {

  /** Keeps the ratio finite, as in verl; it is far outside of any clip range. */
  private static final double LOG_RATIO_LIMIT = 20;

  /**
   * One token's loss.
   *
   * @param derivative by the current log-probability
   * @param clipped whether the clip range decides the loss
   * @param dualClipped whether the dual clip decides the loss
   */
  record TokenLoss(double loss, double derivative, boolean clipped, boolean dualClipped) {}

  /** The loss of a token from its log-ratio (current minus old log-probability) and advantage. */
  TokenLoss at(double logRatio, double advantage) {
    double ratio = StrictMath.exp(Math.max(-LOG_RATIO_LIMIT, Math.min(LOG_RATIO_LIMIT, logRatio)));
    double unclipped = -advantage * ratio;
    double clipped = -advantage * Math.max(1 - clipLow, Math.min(1 + clipHigh, ratio));
    double bound = -advantage * dualClip;
    if (dualClip > 0 && advantage < 0 && Math.max(unclipped, clipped) > bound) {
      return new TokenLoss(bound, 0, false, true);
    }
    if (clipped > unclipped) {
      return new TokenLoss(clipped, 0, true, false);
    }
    // d(-A exp(x)) / dx is the loss itself; beyond the limit the ratio is constant.
    double derivative = Math.abs(logRatio) > LOG_RATIO_LIMIT ? 0 : unclipped;
    return new TokenLoss(unclipped, derivative, false, false);
  }
}
