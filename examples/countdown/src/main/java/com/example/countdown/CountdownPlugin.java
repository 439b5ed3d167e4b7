package com.example.countdown;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.task.Task;

/** Offers the task {@code countdown}. */
public final class CountdownPlugin implements Plugin {

  @Override
  public List<Factory<?, Task>> tasks() {
    return List.of(
        new Factory<>(
            "countdown",
            "Countdown: reach a target from given numbers",
            CountdownSettings.class,
            (settings, context) -> new CountdownTask(settings, context.seed())));
  }
}
