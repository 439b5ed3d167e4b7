package org.logicrl.tasks.knightsandknaves;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;
import org.logicrl.tasks.knightsandknaves.PublishedReasoning.Reasoning;

/** The task {@code knights-and-knaves}: say of each inhabitant whether they are a knight. */
final class KnightsAndKnavesTask implements Task {

  private final KnightsAndKnavesSettings settings;
  private final Puzzles puzzles;

  /** A task whose generated puzzles follow from a seed. */
  KnightsAndKnavesTask(KnightsAndKnavesSettings settings, long seed) {
    this.settings = settings;
    this.puzzles =
        switch (settings.source()) {
          case GENERATED -> new GeneratedSource(settings, seed);
          case PUBLISHED -> new PublishedSource(settings);
        };
  }

  @Override
  public ProblemSet problems(Split split) {
    return puzzles.problems(split);
  }

  @Override
  public Prompt prompt(Problem problem) {
    return settings.prompt().prompt(problem.question());
  }

  @Override
  public Verdict verify(Problem problem, String answer) {
    return AnswerCheck.verify(problem.reference(), answer);
  }

  @Override
  public Optional<String> workedSolution(Problem problem) {
    return problem.source() instanceof Story story
        ? WorkedSolution.of(story, settings.chainOfThought(), settings.slips(), settings.haste())
        : Optional.empty();
  }

  /**
   * A row of the published files, key by key; with generated puzzles too. Its reasoning is the
   * published one, or the faulty one that the settings ask for.
   */
  @Override
  public Map<String, Object> row(Problem problem) {
    if (!(problem.source() instanceof Story story)) {
      return Task.super.row(problem);
    }
    Reasoning reasoning =
        switch (settings.chainOfThought()) {
          case WRONG_STEP -> CorruptedReasoning.withWrongStep(story);
          case SHUFFLED -> CorruptedReasoning.shuffled(story);
          case PUBLISHED, WORKED, NONE ->
              PublishedReasoning.of(story.puzzle().statements(), story.wording());
        };
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("quiz", story.quiz());
    row.put("names", story.names());
    row.put("knight_knave", story.roles().row());
    row.put("solution", story.solution());
    row.put("solution_text", story.solutionSentence());
    row.put("solution_text_format", story.solutionLines());
    row.put("cot_head", reasoning.head());
    row.put("cot_repeat_steps", reasoning.steps());
    row.put("cot_foot", reasoning.foot());
    row.put("statements", story.puzzle().python());
    row.put("index", story.index());
    return row;
  }
}
