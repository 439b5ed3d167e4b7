package org.logicrl.api.backend;

import java.io.IOException;
import java.nio.file.Path;

/** A critic in training: predicts the return at each response token. */
public interface ValueModel extends AutoCloseable {

  /**
   * Predictions for all response tokens, each made from the tokens before it; laid out by {@link
   * Sequences#responses()}.
   */
  float[] values(Sequences sequences);

  /** One optimiser step; see {@link Learner#update}. */
  Update update(Sequences sequences, double learningRate, ValueGradient loss);

  /** Writes trunk and head as a model folder that {@link Backend#valueModel} opens again. */
  void saveModel(Path folder) throws IOException;

  /** Writes the optimiser's state. */
  void saveState(Path folder) throws IOException;

  /** Reads what {@link #saveState} wrote. */
  void restoreState(Path folder) throws IOException;

  @Override
  void close();

  /** The loss as the critic sees it. */
  @FunctionalInterface
  interface ValueGradient {
    /** The derivative of a micro-batch's loss by each current prediction. */
    float[] gradients(int[] rows, float[] values);
  }
}
