package org.logicrl.api;

import java.util.Arrays;

/**
 * How a ragged batch lies in one flat array: row i takes the entries from {@link #start}
 * (inclusive) to {@link #end} (exclusive).
 *
 * <p>All token data of the API is ragged: tokens, log-probabilities, advantages of a batch are flat
 * arrays without padding, and one {@code Spans} says where each sequence begins.
 */
public final class Spans {

  private final int[] offsets;

  private Spans(int[] offsets) {
    this.offsets = offsets;
  }

  /** Rows of the given lengths, one after the other; every length must be at least 0. */
  public static Spans ofLengths(int... lengths) {
    int[] offsets = new int[lengths.length + 1];
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0) {
        throw new IllegalArgumentException("length of row " + i + " is negative: " + lengths[i]);
      }
      offsets[i + 1] = Math.addExact(offsets[i], lengths[i]);
    }
    return new Spans(offsets);
  }

  /** The number of rows. */
  public int count() {
    return offsets.length - 1;
  }

  /** The number of entries of all rows. */
  public int total() {
    return offsets[offsets.length - 1];
  }

  /** The first entry of a row. */
  public int start(int row) {
    return offsets[row];
  }

  /** One past the last entry of a row. */
  public int end(int row) {
    return offsets[row + 1];
  }

  /** The number of entries of a row. */
  public int length(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** The number of entries of the longest row; 0 when there is no row. */
  public int longest() {
    int longest = 0;
    for (int i = 0; i < count(); i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }

  /** The spans of some rows of this, in the given order, packed anew. */
  public Spans select(int... rows) {
    int[] lengths = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      lengths[i] = length(rows[i]);
    }
    return ofLengths(lengths);
  }

  /** The values of some rows, in the given order: the array that belongs to {@link #select}. */
  public float[] gather(float[] values, int... rows) {
    requireLength(values.length, "values");
    float[] gathered = new float[select(rows).total()];
    int at = 0;
    for (int row : rows) {
      System.arraycopy(values, start(row), gathered, at, length(row));
      at += length(row);
    }
    return gathered;
  }

  /** Copies the values of some rows to their places in a whole array: undoes {@link #gather}. */
  public void scatter(float[] values, int[] rows, float[] whole) {
    requireLength(whole.length, "whole");
    int at = 0;
    for (int row : rows) {
      System.arraycopy(values, at, whole, start(row), length(row));
      at += length(row);
    }
  }

  /** Refuses an array that does not hold exactly one entry for each of these. */
  public void requireLength(int length, String name) {
    if (length != total()) {
      throw new IllegalArgumentException(
          name + " has " + length + " entries, but the spans cover " + total());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spans spans && Arrays.equals(offsets, spans.offsets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return "Spans[" + count() + " rows, " + total() + " entries]";
  }
}
