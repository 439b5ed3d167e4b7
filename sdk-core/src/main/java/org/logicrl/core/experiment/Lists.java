package org.logicrl.core.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of arrays as lists, to be written into rows. */
final class Lists {

  private Lists() {}

  static List<Integer> of(int[] values, int from, int to) {
    return Arrays.stream(values, from, to).boxed().toList();
  }

  /** Null for NaN, which JSON does not have. */
  static List<@Nullable Float> of(float[] values, int from, int to) {
    List<@Nullable Float> list = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      list.add(Float.isNaN(values[i]) ? null : values[i]);
    }
    return list;
  }
}
