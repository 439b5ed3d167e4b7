package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.task.Task;

/** Offers the task {@code knights-and-knaves}. */
public final class KnightsAndKnavesPlugin implements Plugin {

  @Override
  public List<Factory<?, Task>> tasks() {
    return List.of(
        new Factory<>(
            "knights-and-knaves",
            "Knights and Knaves puzzles, new ones without end or the published files",
            KnightsAndKnavesSettings.class,
            (settings, context) -> new KnightsAndKnavesTask(settings, context.seed())));
  }
}
