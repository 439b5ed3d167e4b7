package org.logicrl.core.plugin;

import java.util.List;

/**
 * A plugin that cannot be used, while others can.
 *
 * @param source the jar or folder
 * @param reason what is wrong and what to do
 * @param names the factories it would offer, as far as it got
 */
public record RefusedPlugin(String source, String reason, List<String> names) {

  /** Copies the list. */
  public RefusedPlugin {
    names = List.copyOf(names);
  }

  @Override
  public String toString() {
    return source + " was refused: " + reason;
  }
}
