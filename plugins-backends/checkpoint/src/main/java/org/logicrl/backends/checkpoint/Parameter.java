package org.logicrl.backends.checkpoint;

/**
 * One weight of a decoder.
 *
 * @param name its Hugging Face name
 * @param kind what it is used for
 * @param shape the sizes of its dimensions; a matrix is [out, in]
 */
public record Parameter(String name, Kind kind, long... shape) {

  /** What a parameter is used for: decides how it is initialised. */
  public enum Kind {
    /** A projection or the embedding. */
    MATRIX,
    /** The scale of an RMS norm. */
    NORM,
    /** What a projection adds. */
    BIAS
  }

  /** The number of values. */
  public long size() {
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
    }
    return size;
  }
}
