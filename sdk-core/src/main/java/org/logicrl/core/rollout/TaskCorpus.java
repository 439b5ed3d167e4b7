package org.logicrl.core.rollout;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;

/** The texts of a task that a new model must have words for. */
public final class TaskCorpus {

  private TaskCorpus() {}

  /**
   * Prompts and worked solutions of training problems.
   *
   * @param seed of the order in which problems are taken
   * @param problems how many
   */
  public static List<String> of(Task task, long seed, int problems) {
    List<String> texts = new ArrayList<>();
    ProblemOrder order = new ProblemOrder(task.problems(Split.TRAIN), seed);
    for (Problem problem : order.take(0, problems)) {
      Prompt prompt = task.prompt(problem);
      if (prompt instanceof Prompt.Text text) {
        texts.add(text.text() + text.responsePrefix());
      } else if (prompt instanceof Prompt.Chat chat) {
        chat.messages().forEach(message -> texts.add(message.content()));
        texts.add(chat.responsePrefix());
      }
      task.workedSolution(problem).ifPresent(texts::add);
    }
    return texts;
  }
}
