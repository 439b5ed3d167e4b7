package org.logicrl.core.bench;

import java.util.List;

/**
 * How fast an engine decodes, by how many sequences and how long they are.
 *
 * @param points in the order in which they were measured
 * @param figures what was measured of the machine, and the model's vocabulary
 */
public record DecodeSweep(List<Point> points, List<Figure> figures) {

  /**
   * One of the batches. A limit that could not be measured is NaN.
   *
   * @param sequences how many were decoded at once
   * @param length the tokens of each prompt
   * @param tokensPerSecond decoded in all sequences, after their first ones
   * @param memoryAllows tokens per second if reading weights and caches were all there is to do
   * @param productsAllow tokens per second if multiplying were all there is to do
   */
  public record Point(
      int sequences,
      int length,
      double tokensPerSecond,
      double memoryAllows,
      double productsAllow) {}
}
