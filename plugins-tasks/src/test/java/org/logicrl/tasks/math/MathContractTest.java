package org.logicrl.tasks.math;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.task.Task;
import org.logicrl.testkit.TaskContract;

final class MathContractTest extends TaskContract {

  @TempDir private Path folder;

  @Override
  protected Task task() {
    try {
      Files.writeString(
          folder.resolve("train.jsonl"),
          """
          {"question": "What is 1/3 + 1/6?", "answer": "\\\\frac{1}{2}"}
          {"question": "Which numbers solve it?", "answer": "080 or 081 (both were accepted)"}
          {"question": "Where is it positive?", "answer": "(-\\\\infty, 3) \\\\cup (5, \\\\infty)"}
          """);
      Files.writeString(
          folder.resolve("test.jsonl"), "{\"question\": \"What is 1 + 1?\", \"answer\": 2}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MathTask(Settings.train("train.jsonl").test("test.jsonl").build(), folder::resolve);
  }
}
