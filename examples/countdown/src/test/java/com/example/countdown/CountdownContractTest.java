package com.example.countdown;

import org.logicrl.api.task.Task;
import org.logicrl.testkit.TaskContract;

/** The musts of every task, checked by the SDK's test kit. */
final class CountdownContractTest extends TaskContract {

  @Override
  protected Task task() {
    return new CountdownTask(Settings.defaults(), 1);
  }
}
