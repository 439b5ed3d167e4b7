package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.logicrl.api.RandomStream;
import org.logicrl.tasks.knightsandknaves.PublishedReasoning.Reasoning;

/**
 * Published reasoning with a fault in it, to see what a model learns from reasoning that does not
 * hold (Xie et al., arXiv 2410.23123, section 5). The fault depends on the puzzle alone.
 */
final class CorruptedReasoning {

  private CorruptedReasoning() {}

  /** One step is replaced by a step about another puzzle, told with the names of this. */
  static Reasoning withWrongStep(Story story) {
    Draws draws = draws("wrong step", story);
    Reasoning right = PublishedReasoning.of(story.puzzle().statements(), story.wording());
    StatementSampler sampler =
        new StatementSampler(PuzzleShape.published(story.puzzle().people()), draws);
    List<String> steps = new ArrayList<>(right.steps());
    int changed = draws.below(steps.size());
    String step;
    do {
      List<Statement> other = sampler.statements();
      step = draws.pick(PublishedReasoning.of(other, story.wording()).steps());
    } while (steps.contains(step));
    steps.set(changed, step);
    return new Reasoning(right.head(), List.copyOf(steps), right.foot());
  }

  /** The steps come in another order. */
  static Reasoning shuffled(Story story) {
    Draws draws = draws("shuffled steps", story);
    Reasoning right = PublishedReasoning.of(story.puzzle().statements(), story.wording());
    int[] order = IntStream.range(0, right.steps().size()).toArray();
    List<String> steps;
    do {
      draws.shuffle(order);
      steps = Arrays.stream(order).mapToObj(right.steps()::get).toList();
    } while (steps.equals(right.steps()));
    return new Reasoning(right.head(), steps, right.foot());
  }

  private static Draws draws(String purpose, Story story) {
    long puzzle = Fingerprint.of(story.puzzle().statements());
    return Draws.of(new RandomStream(RandomStream.key(puzzle, "knights-and-knaves " + purpose)));
  }
}
