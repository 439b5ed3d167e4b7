package org.logicrl.tasks.math;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.task.Task;

/** Offers the task {@code math}. */
public final class MathPlugin implements Plugin {

  @Override
  public List<Factory<?, Task>> tasks() {
    return List.of(
        new Factory<>(
            "math",
            "mathematical questions and answers out of JSONL or Parquet files",
            MathSettings.class,
            (settings, context) -> new MathTask(settings, context::resolve)));
  }
}
