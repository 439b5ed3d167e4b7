package com.example.countdown;

import java.text.ParseException;
import java.util.Optional;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;

/**
 * The task {@code countdown}. The reference of a problem is an equation that solves it, such as
 * {@code (3+5)*7=56}: it says what is given and what to reach, so nothing else is needed to judge
 * an answer or to work a solution out.
 */
final class CountdownTask implements Task {

  private final CountdownSettings settings;
  private final long seed;
  private final Games games;

  /** A task whose games follow from a seed. */
  CountdownTask(CountdownSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    this.games = new Games(settings, seed);
  }

  @Override
  public ProblemSet problems(Split split) {
    return games.problems(split);
  }

  @Override
  public Prompt prompt(Problem problem) {
    return settings.prompt().prompt(problem.question());
  }

  @Override
  public Verdict verify(Problem problem, String answer) {
    try {
      return Game.solvedBy(problem.reference()).judge(answer);
    } catch (ParseException e) {
      return Verdict.unparseable("the reference is no equation: " + e.getMessage());
    }
  }

  @Override
  public Optional<String> workedSolution(Problem problem) {
    try {
      return Optional.of(WorkedSolution.of(problem.reference(), settings.wrongTries(), seed));
    } catch (ParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
