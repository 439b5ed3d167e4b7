package org.logicrl.tasks.math;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;

/** The task {@code math}: answer the questions of a file. */
final class MathTask implements Task {

  private final MathSettings settings;
  private final Map<Split, ProblemSet> sets = new EnumMap<>(Split.class);

  /**
   * Reads all files.
   *
   * @param resolve finds the file that a path of the configuration means
   * @throws IllegalArgumentException when a file cannot be used, or two splits share a question
   */
  MathTask(MathSettings settings, Function<String, Path> resolve) {
    this.settings = settings;
    Map<String, Problem> asked = new HashMap<>();
    for (Split split : Split.values()) {
      List<Problem> problems = MathProblems.read(split, settings, resolve);
      problems.forEach(problem -> requireDisjoint(problem, asked));
      problems.forEach(problem -> asked.put(problem.question(), problem));
      sets.put(split, set(problems));
    }
  }

  @Override
  public ProblemSet problems(Split split) {
    return Objects.requireNonNull(sets.get(split));
  }

  @Override
  public Prompt prompt(Problem problem) {
    return settings.prompt().prompt(problem.question());
  }

  @Override
  public Verdict verify(Problem problem, String answer) {
    return settings.comparison().verify(problem.reference(), answer);
  }

  private static void requireDisjoint(Problem problem, Map<String, Problem> asked) {
    Problem other = asked.get(problem.question());
    if (other != null) {
      throw new IllegalArgumentException(
          "%s and %s ask the same question: take it out of one of the two splits"
              .formatted(other.source(), problem.source()));
    }
  }

  private static ProblemSet set(List<Problem> problems) {
    return ProblemSet.of(
        problems.size(),
        index -> {
          if (index < 0 || index >= problems.size()) {
            throw new IndexOutOfBoundsException(
                "problem %d was asked of a set of %d problems".formatted(index, problems.size()));
          }
          return problems.get((int) index);
        });
  }
}
