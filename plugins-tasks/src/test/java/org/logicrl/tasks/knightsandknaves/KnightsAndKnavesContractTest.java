package org.logicrl.tasks.knightsandknaves;

import org.junit.jupiter.api.Nested;
import org.logicrl.api.task.Task;
import org.logicrl.testkit.TaskContract;

/** The task contract under settings that take different ways through the code. */
final class KnightsAndKnavesContractTest {

  @Nested
  final class Generated extends TaskContract {
    @Override
    protected Task task() {
      return Fixtures.people(2, 3, 5).task(1);
    }
  }

  @Nested
  final class Published extends TaskContract {
    @Override
    protected Task task() {
      return Fixtures.people(2, 3).with(s -> s.source = PuzzleSource.PUBLISHED).task(1);
    }
  }

  @Nested
  final class Distinct extends TaskContract {
    @Override
    protected Task task() {
      return Fixtures.people(2, 3)
          .with(s -> s.distinct = true)
          .with(s -> s.trainProblems = 300)
          .with(s -> s.heldOutProblems = 40)
          .with(s -> s.prompt = PromptStyle.BARE)
          .task(1);
    }
  }

  @Nested
  final class Deep extends TaskContract {
    @Override
    protected Task task() {
      return Fixtures.people(3, 4)
          .with(s -> s.depth = 4)
          .with(s -> s.width = 3)
          .with(s -> s.roles = RolePair.ALTRUIST_EGOIST)
          .with(s -> s.names = NameList.UNCOMMON)
          .with(s -> s.prompt = PromptStyle.CHAT)
          .with(s -> s.chainOfThought = ChainOfThought.PUBLISHED)
          .task(1);
    }
  }

  @Nested
  final class ChangedLeaves extends TaskContract {
    @Override
    protected Task task() {
      return Fixtures.people(3)
          .with(s -> s.perturbation = Perturbation.PERTURBED_LEAF)
          .with(s -> s.chainOfThought = ChainOfThought.WRONG_STEP)
          .task(1);
    }
  }

  @Nested
  final class OtherWords extends TaskContract {
    @Override
    protected Task task() {
      return Fixtures.people(3, 4)
          .with(s -> s.perturbation = Perturbation.RANDOM_PAIR)
          .with(s -> s.chainOfThought = ChainOfThought.SHUFFLED)
          .task(1);
    }
  }
}
