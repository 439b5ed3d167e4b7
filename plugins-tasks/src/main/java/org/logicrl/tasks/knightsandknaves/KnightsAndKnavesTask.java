package org.logicrl.tasks.knightsandknaves;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private final long seed;
  private final Puzzles puzzles;
  private final Map<Perturbation, Puzzles> perturbed = new ConcurrentHashMap<>();

  /** A task whose generated puzzles follow from a seed. */
  KnightsAndKnavesTask(KnightsAndKnavesSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    this.puzzles = puzzles(settings.perturbation());
  }

  @Override
  public ProblemSet problems(Split split) {
    return puzzles.problems(split);
  }

  /** All that change something; none where every puzzle is changed already. */
  @Override
  public List<String> perturbations() {
    return settings.perturbation() != Perturbation.NONE
        ? List.of()
        : Arrays.stream(Perturbation.values())
            .filter(perturbation -> perturbation.changes(settings.names()))
            .map(Perturbation::label)
            .toList();
  }

  @Override
  public ProblemSet perturbed(Split split, String perturbation) {
    if (!perturbations().contains(perturbation)) {
      return Task.super.perturbed(split, perturbation);
    }
    return perturbed.computeIfAbsent(Perturbation.of(perturbation), this::puzzles).problems(split);
  }

  private Puzzles puzzles(Perturbation perturbation) {
    return switch (settings.source()) {
      case GENERATED -> new GeneratedSource(settings, perturbation, seed);
      case PUBLISHED -> new PublishedSource(settings, perturbation);
    };
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
