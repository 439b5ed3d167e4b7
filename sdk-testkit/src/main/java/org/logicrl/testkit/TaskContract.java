package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;

/**
 * What every {@link Task} must fulfil. The author of a task extends this and says how to make one:
 *
 * <pre>{@code
 * final class SudokuTaskContractTest extends TaskContract {
 *   @Override
 *   protected Task task() {
 *     return new SudokuTask(new SudokuSettings(6), 1);
 *   }
 * }
 * }</pre>
 */
public abstract class TaskContract {

  private static final long SEED = 20250214;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Makes the task, each time with the same settings and seed. */
  protected abstract Task task();

  /** How many problems of each split are looked at. */
  protected int problemsPerSplit() {
    return 100;
  }

  /**
   * The answer in a worked solution, as a reward rule would take it out: by default what stands
   * between the last {@code <answer>} and {@code </answer>}, or the whole text without such tags.
   */
  protected String answerIn(String workedSolution) {
    int open = workedSolution.lastIndexOf("<answer>");
    int close = workedSolution.lastIndexOf("</answer>");
    return open < 0 || close < open
        ? workedSolution
        : workedSolution.substring(open + "<answer>".length(), close);
  }

  @Test
  void hasProblemsToTrainWith() {
    assertThat(sample(task(), Split.TRAIN)).isNotEmpty();
  }

  @Test
  void givesTheSameProblemAtTheSameIndexInAnyOrder() {
    Task task = task();
    for (Split split : Split.values()) {
      ProblemSet problems = task.problems(split);
      List<Long> indices = indices(problems);
      List<Problem> forward = indices.stream().map(problems::get).toList();
      List<Long> shuffled = new ArrayList<>(indices);
      Collections.shuffle(shuffled, new Random(SEED));
      ProblemSet again = task().problems(split);
      for (long index : shuffled) {
        assertThat(again.get(index))
            .usingRecursiveComparison()
            .ignoringFields("source")
            .as("problem %d of split %s, order shuffled with seed %d", index, split.label(), SEED)
            .isEqualTo(forward.get(indices.indexOf(index)));
      }
    }
  }

  @Test
  void givesTheSameProblemsToSeveralThreads() {
    ProblemSet problems = task().problems(Split.TRAIN);
    List<Long> indices = indices(problems);
    List<String> parallel =
        indices.parallelStream().map(index -> problems.get(index).question()).toList();
    assertThat(parallel)
        .isEqualTo(indices.stream().map(index -> problems.get(index).question()).toList());
  }

  @Test
  void keepsTheSplitsDisjoint() {
    Task task = task();
    Map<String, Split> seen = new HashMap<>();
    for (Split split : Split.values()) {
      for (Problem problem : sample(task, split)) {
        assertThat(seen.putIfAbsent(problem.question(), split))
            .as("the split that %s is in, too: %s", problem.id(), problem.question())
            .isIn(null, split);
      }
    }
  }

  @Test
  void namesEveryProblemDifferently() {
    Task task = task();
    List<String> ids = new ArrayList<>();
    for (Split split : Split.values()) {
      sample(task, split).forEach(problem -> ids.add(problem.id()));
    }
    assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id).isNotBlank());
  }

  @Test
  void refusesIndicesOutsideASet() {
    Task task = task();
    for (Split split : Split.values()) {
      ProblemSet problems = task.problems(split);
      for (long index : new long[] {-1, problems.size()}) {
        assertThat(problems.has(index)).isFalse();
        assertThatThrownBy(() -> problems.get(index)).isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void takesItsOwnReferenceForCorrect() {
    Task task = task();
    for (Problem problem : sample(task)) {
      assertThat(task.verify(problem, problem.reference()).outcome())
          .as(problem.id())
          .isEqualTo(Outcome.CORRECT);
    }
  }

  @Test
  void verifiesFromTheReferenceAlone() {
    Task task = task();
    for (Problem problem : sample(task)) {
      Problem fromFile = new Problem("row/1", "", problem.reference(), "", null);
      assertThat(task.verify(fromFile, problem.reference()).outcome())
          .as(problem.id())
          .isEqualTo(Outcome.CORRECT);
    }
  }

  @Test
  void servesProblemsThatCameOutOfAFile() {
    Task task = task();
    Problem problem = sample(task, Split.TRAIN).get(0);
    Problem fromFile = new Problem("row/1", problem.question(), problem.reference(), "", null);
    assertThat(task.prompt(fromFile)).isEqualTo(task.prompt(problem));
    assertThatCode(() -> task.row(fromFile)).doesNotThrowAnyException();
    assertThatCode(() -> task.workedSolution(fromFile)).doesNotThrowAnyException();
  }

  @Test
  void judgesAnyTextWithoutThrowing() {
    Task task = task();
    Problem problem = sample(task, Split.TRAIN).get(0);
    for (String answer : garbage(problem.reference())) {
      Verdict verdict = task.verify(problem, answer);
      assertThat(verdict.outcome()).as("outcome of: %s", answer).isNotNull();
      assertThat(verdict.reason()).as("reason for: %s", answer).isNotBlank();
    }
  }

  @Test
  void takesNoEmptyAnswerForCorrect() {
    Task task = task();
    for (Problem problem : sample(task)) {
      assertThat(task.verify(problem, "").outcome()).isNotEqualTo(Outcome.CORRECT);
    }
  }

  @Test
  void judgesLongAnswersInTime() {
    Task task = task();
    Problem problem = sample(task, Split.TRAIN).get(0);
    for (String piece : List.of(" ", "a ", "\n\t", "(1) ", "is a ", problem.reference())) {
      String answer = piece.repeat(1_000_000 / piece.length());
      assertTimeoutPreemptively(
          LIMIT, () -> task.verify(problem, answer), "a megabyte of '" + piece + "'");
    }
  }

  @Test
  void solvesItsProblemsInWorkedSolutions() {
    Task task = task();
    for (Problem problem : sample(task)) {
      task.workedSolution(problem)
          .ifPresent(
              solution ->
                  assertThat(task.verify(problem, answerIn(solution)).outcome())
                      .as("answer in the worked solution of %s: %s", problem.id(), solution)
                      .isEqualTo(Outcome.CORRECT));
    }
  }

  @Test
  void changesProblemsInTheirPlaces() {
    Task task = task();
    for (String perturbation : task.perturbations()) {
      for (Split split : Split.values()) {
        ProblemSet changed = task.perturbed(split, perturbation);
        assertThat(changed.size()).as(perturbation).isEqualTo(task.problems(split).size());
        for (long index : indices(changed)) {
          Problem problem = changed.get(index);
          assertThat(task.verify(problem, problem.reference()).outcome())
              .as("%s of %s", perturbation, problem.id())
              .isEqualTo(Outcome.CORRECT);
        }
      }
    }
    assertThatThrownBy(() -> task.perturbed(Split.TRAIN, "no such change"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsTheModelSomething() {
    Task task = task();
    for (Problem problem : sample(task)) {
      Prompt prompt = task.prompt(problem);
      if (prompt instanceof Prompt.Text text) {
        assertThat(text.text()).as(problem.id()).isNotBlank();
      } else if (prompt instanceof Prompt.Chat chat) {
        assertThat(chat.messages()).as(problem.id()).isNotEmpty();
        assertThat(chat.messages())
            .allSatisfy(message -> assertThat(message.role()).isIn("system", "user", "assistant"));
      }
    }
  }

  @Test
  void writesRowsOfJsonValues() {
    Task task = task();
    SoftAssertions softly = new SoftAssertions();
    for (Problem problem : sample(task)) {
      Map<String, Object> row = task.row(problem);
      softly.assertThat(row).as(problem.id()).isNotEmpty();
      softly.assertThat(isJson(row)).as("%s is JSON: %s", problem.id(), row).isTrue();
    }
    softly.assertAll();
  }

  private List<Problem> sample(Task task) {
    List<Problem> problems = new ArrayList<>();
    for (Split split : Split.values()) {
      problems.addAll(sample(task, split));
    }
    return problems;
  }

  private List<Problem> sample(Task task, Split split) {
    ProblemSet problems = task.problems(split);
    return indices(problems).stream().map(problems::get).toList();
  }

  /** The first indices that hold a problem. */
  private List<Long> indices(ProblemSet problems) {
    List<Long> indices = new ArrayList<>();
    for (long i = 0; i < problems.size() && indices.size() < problemsPerSplit(); i++) {
      if (problems.has(i)) {
        indices.add(i);
      }
    }
    return indices;
  }

  private static boolean isJson(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.keySet().stream().allMatch(String.class::isInstance)
          && map.values().stream().allMatch(TaskContract::isJson);
    }
    if (value instanceof List<?> list) {
      return list.stream().allMatch(TaskContract::isJson);
    }
    if (value instanceof Double number) {
      return Double.isFinite(number);
    }
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  /** Texts that a model may write instead of an answer, some of them near the right one. */
  private static List<String> garbage(String reference) {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "",
                " \t\r\n",
                "\0",
                "\uD800",
                "\uDC00\uD83D",
                "\u0130\u0131\u017F\u212A",
                "(((((",
                "\\Q.*\\E$1",
                "%s %n %d",
                "-1e999999",
                "</answer><answer>",
                reference.toUpperCase(Locale.ROOT),
                reference + reference,
                new StringBuilder(reference).reverse().toString(),
                reference.substring(reference.length() / 2)));
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(reference);
      for (int change = 0; change <= i % 5; change++) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
