package org.logicrl.core.rollout;

import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.reward.Reward;

/** A reward as it is written into JSONL files. */
public final class RewardRow {

  private RewardRow() {}

  /** The keys total, components, verdict and reason. */
  public static Map<String, Object> of(Reward reward) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("total", reward.total());
    row.put("components", reward.components());
    row.put("verdict", reward.verdict().outcome().label());
    row.put("reason", reward.verdict().reason());
    return row;
  }
}
