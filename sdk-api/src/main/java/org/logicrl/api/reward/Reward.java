package org.logicrl.api.reward;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.task.Verdict;

/**
 * A scored completion.
 *
 * @param total the number that training maximises; finite
 * @param components named parts, logged one by one, in the rule's order
 * @param verdict how the completion was judged, and why
 */
public record Reward(double total, Map<String, Double> components, Verdict verdict) {

  /** Checks the total and copies the components, keeping their order. */
  public Reward {
    if (!Double.isFinite(total)) {
      throw new IllegalArgumentException("a reward must be finite, but is " + total);
    }
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }
}
