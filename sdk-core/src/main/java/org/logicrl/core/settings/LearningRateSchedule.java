package org.logicrl.core.settings;

/** How a learning rate develops after its warm-up. */
public enum LearningRateSchedule {
  /** It stays. */
  CONSTANT {
    @Override
    double share(double progress, double last) {
      return 1;
    }
  },
  /** It falls along a line. */
  LINEAR {
    @Override
    double share(double progress, double last) {
      return 1 - (1 - last) * progress;
    }
  },
  /** It falls along half a cosine wave (Loshchilov and Hutter, arXiv 1608.03983). */
  COSINE {
    @Override
    double share(double progress, double last) {
      return last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
  };

  /**
   * The share of the highest rate.
   *
   * @param progress 0 at the end of the warm-up, 1 at the end of training
   * @param last the share at the end
   */
  abstract double share(double progress, double last);
}
