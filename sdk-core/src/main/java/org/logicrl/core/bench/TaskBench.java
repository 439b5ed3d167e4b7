package org.logicrl.core.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.experiment.Parts;
import org.logicrl.core.experiment.Parts.Scoring;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.OfflineScorer;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.run.PythonJson;
import org.logicrl.core.run.RowReader;

/** How fast a task makes problems, and a rule scores completions. */
public final class TaskBench {

  private static final String SECTION = "bench";
  private static final int HOSTILE_CHARACTERS = 100_000;

  private final Stopwatch stopwatch;
  private final int count;

  /** A benchmark as the section {@code bench} describes it. */
  public TaskBench(LoadedConfig loaded) {
    SettingsBinder binder = loaded.binder().ignore("task", "reward", "seed");
    Bound<BenchSettings> bench = binder.section(SECTION, BenchSettings.class);
    Bound<TaskBenchSettings> task = binder.section(SECTION, TaskBenchSettings.class);
    binder.finish();
    this.stopwatch = new Stopwatch(bench.value());
    this.count = task.value().problems();
  }

  /** Training problems, with their prompts, made in a second. */
  public Figure problems(LoadedConfig loaded, PluginCatalog catalog, String name) {
    Task task = Parts.task(loaded.without(SECTION), catalog);
    ProblemSet problems = requireProblems(task);
    long[] characters = new long[1];
    double seconds =
        stopwatch.seconds(
            repetition -> {
              for (int i = 0; i < count; i++) {
                long index = ((long) repetition * count + i) % problems.size();
                if (problems.has(index)) {
                  characters[0] += text(task.prompt(problems.get(index))).length();
                }
              }
            });
    if (characters[0] == 0) {
      throw new IllegalStateException("the task made no text");
    }
    return new Figure(name, count / seconds, "problems/s");
  }

  /**
   * Completions scored in a second by one thread, right and wrong ones in turn; rows of a file
   * read, scored and printed in a second by all processors; and the time for each of some texts of
   * 100,000 characters that a careless rule takes long for.
   */
  public List<Figure> rewards(LoadedConfig loaded, PluginCatalog catalog) {
    Scoring scoring = Parts.scoring(loaded.without(SECTION), catalog);
    Task task = scoring.task();
    List<Problem> problems =
        new ProblemOrder(requireProblems(task), 1).take(0, Math.min(count, 1000));
    List<Completion> completions = new ArrayList<>();
    for (int i = 0; i < problems.size(); i++) {
      // Every second completion answers another problem.
      Problem answered = problems.get((i + i % 2) % problems.size());
      completions.add(completion(task, problems.get(i), response(task, answered)));
    }
    List<Figure> figures = new ArrayList<>();
    double seconds =
        stopwatch.seconds(
            repetition -> {
              for (int i = 0; i < count; i++) {
                int row = i % problems.size();
                scoring.rule().score(problems.get(row), completions.get(row), task::verify);
              }
            });
    figures.add(new Figure("completions", count / seconds, "completions/s"));
    figures.add(rows(scoring, problems, completions));
    Problem problem = problems.get(0);
    hostileTexts()
        .forEach(
            (name, text) -> {
              Completion hostile = completion(task, problem, text);
              double time =
                  stopwatch.seconds(
                      repetition -> scoring.rule().score(problem, hostile, task::verify));
              figures.add(new Figure("100 kB of " + name, time * 1e3, "ms"));
            });
    return figures;
  }

  private static ProblemSet requireProblems(Task task) {
    ProblemSet problems = task.problems(Split.TRAIN);
    if (problems.size() == 0) {
      throw new UnusableSettingsException("the task has no training problems to measure with");
    }
    return problems;
  }

  private Figure rows(Scoring scoring, List<Problem> problems, List<Completion> completions) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Completion completion = completions.get(i % problems.size());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("prompt", completion.prompt() + completion.responsePrefix());
      row.put("response", completion.response());
      row.put("answer", problems.get(i % problems.size()).reference());
      lines.append(PythonJson.line(row)).append('\n');
    }
    byte[] file = lines.toString().getBytes(StandardCharsets.UTF_8);
    try (Grader grader = scoring.grader()) {
      OfflineScorer scorer = new OfflineScorer(grader);
      double seconds = stopwatch.seconds(repetition -> score(scorer, file));
      return new Figure("rows of a file, all processors", count / seconds, "rows/s");
    }
  }

  private static void score(OfflineScorer scorer, byte[] file) {
    try (RowReader<OfflineScorer.Row> rows =
        new RowReader<>(
            new ByteArrayInputStream(file),
            OfflineScorer.Row::of,
            (line, problem) -> {
              throw new IllegalStateException("row " + line + ": " + problem);
            })) {
      scorer.score(rows, Writer.nullWriter(), done -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> hostileTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("tags", repeat("<think></think><answer></answer>"));
    texts.put("opening tags", repeat("<answer>"));
    texts.put("blanks in the answer", answer(" "));
    texts.put("claims in the answer", answer("Zoey is a knight and "));
    texts.put("letters in the answer", answer("k"));
    return texts;
  }

  private static String answer(String part) {
    return "</think><answer>" + repeat(part) + "</answer>";
  }

  private static String repeat(String part) {
    return part.repeat(HOSTILE_CHARACTERS / part.length());
  }

  private static Completion completion(Task task, Problem problem, String response) {
    Prompt prompt = task.prompt(problem);
    return new Completion(text(prompt), prompt.responsePrefix(), response);
  }

  private static String response(Task task, Problem problem) {
    return task.workedSolution(problem)
        .orElse("</think><answer>" + problem.reference() + "</answer>");
  }

  private static String text(Prompt prompt) {
    if (prompt instanceof Prompt.Chat chat) {
      StringBuilder text = new StringBuilder();
      chat.messages().forEach(message -> text.append(message.content()).append('\n'));
      return text.toString();
    }
    return ((Prompt.Text) prompt).text();
  }
}
