package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;

/** Settings with defaults, to be changed one by one, and other help for tests. */
final class Fixtures {

  private Fixtures() {}

  /** Default settings for some numbers of people. */
  static Builder people(Integer... people) {
    Builder builder = new Builder();
    builder.people = Arrays.asList(people);
    return builder;
  }

  /** The first problems of a set, indices without a problem passed over. */
  static List<Problem> first(ProblemSet set, int count) {
    List<Problem> problems = new ArrayList<>();
    for (long index = 0; index < set.size() && problems.size() < count; index++) {
      if (set.has(index)) {
        problems.add(set.get(index));
      }
    }
    return problems;
  }

  /** The story behind a problem. */
  static Story story(Problem problem) {
    if (problem.source() instanceof Story story) {
      return story;
    }
    throw new AssertionError("no story behind " + problem);
  }

  /** Settings under construction. */
  static final class Builder {
    private List<Integer> people = List.of(3);
    int depth = 2;
    int width = 2;
    PuzzleSource source = PuzzleSource.GENERATED;
    RolePair roles = RolePair.KNIGHT_KNAVE;
    NameList names = NameList.COMMON;
    Perturbation perturbation = Perturbation.NONE;
    PromptStyle prompt = PromptStyle.QWEN_INSTRUCT;
    ChainOfThought chainOfThought = ChainOfThought.WORKED;
    double slips;
    double haste;
    SayingStyle sayings = SayingStyle.VARIED;
    long trainProblems = 1_000_000_000;
    long heldOutProblems = 1000;
    boolean distinct;
    boolean curriculum;
    long problemsPerStage = 1000;

    /** Changes some fields. */
    Builder with(Consumer<Builder> change) {
      change.accept(this);
      return this;
    }

    KnightsAndKnavesSettings settings() {
      return new KnightsAndKnavesSettings(
          people,
          depth,
          width,
          source,
          roles,
          names,
          sayings,
          perturbation,
          prompt,
          chainOfThought,
          slips,
          haste,
          trainProblems,
          heldOutProblems,
          distinct,
          curriculum,
          problemsPerStage);
    }

    KnightsAndKnavesTask task(long seed) {
      return new KnightsAndKnavesTask(settings(), seed);
    }
  }
}
