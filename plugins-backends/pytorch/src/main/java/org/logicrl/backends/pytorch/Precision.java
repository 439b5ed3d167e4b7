package org.logicrl.backends.pytorch;

/** The numbers that the matrix products of training and scoring are made of. */
enum Precision {
  /** Single precision throughout. */
  FLOAT32,
  /**
   * Products in bfloat16 over float32 master weights. The residual stream, norms, logits, sums of
   * gradients and the optimiser stay float32.
   */
  BF16
}
