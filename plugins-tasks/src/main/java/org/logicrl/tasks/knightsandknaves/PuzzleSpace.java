package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.logicrl.api.task.Split;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

/**
 * Counts all puzzles of a shape that have exactly one solution, by making and solving each.
 *
 * @param bySplit how many belong to each split, out of distribution left aside
 */
record PuzzleSpace(Map<Split, Long> bySplit) {

  /** The most lists of statements that are counted; up to here it takes a fraction of a second. */
  private static final int MOST_COMBINATIONS = 2_000_000;

  /** The space of a shape; empty when it is too large to count. */
  static Optional<PuzzleSpace> of(PuzzleShape shape) {
    if (shape.combinations() > MOST_COMBINATIONS) {
      return Optional.empty();
    }
    List<List<Statement>> choices = new ArrayList<>();
    for (int speaker = 0; speaker < shape.people(); speaker++) {
      choices.add(statements(shape, speaker, shape.depth()));
    }
    Map<Split, Long> bySplit = new EnumMap<>(Split.class);
    count(choices, new ArrayList<>(), bySplit);
    return Optional.of(new PuzzleSpace(Collections.unmodifiableMap(bySplit)));
  }

  /** The number of puzzles, in all splits. */
  long total() {
    return bySplit.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The number of puzzles that a split may use. */
  long available(Split split) {
    return split == Split.OUT_OF_DISTRIBUTION ? total() : bySplit.getOrDefault(split, 0L);
  }

  private static void count(
      List<List<Statement>> choices, List<Statement> chosen, Map<Split, Long> bySplit) {
    if (chosen.size() == choices.size()) {
      if (Solver.uniqueSolution(chosen).isPresent()) {
        bySplit.merge(SplitRule.of(chosen), 1L, Long::sum);
      }
      return;
    }
    for (Statement statement : choices.get(chosen.size())) {
      chosen.add(statement);
      count(choices, chosen, bySplit);
      chosen.remove(chosen.size() - 1);
    }
  }

  /** Everything that a speaker may say. */
  static List<Statement> statements(PuzzleShape shape, int speaker, int depth) {
    Set<Statement> statements = new LinkedHashSet<>();
    for (int person = 0; person < shape.people(); person++) {
      statements.add(new Leaf(person, true));
      if (person != speaker) {
        statements.add(new Leaf(person, false));
      }
    }
    if (depth > 1) {
      List<Statement> parts = statements(shape, speaker, depth - 1);
      parts.forEach(part -> statements.add(new Compound(Connective.NOT, List.of(part))));
      for (Connective connective : List.of(Connective.IMPLIES, Connective.EQUIVALENT)) {
        arrangements(parts, 2).forEach(pair -> statements.add(new Compound(connective, pair)));
      }
      for (Connective connective : List.of(Connective.AND, Connective.OR)) {
        for (int count = 2; count <= shape.width(); count++) {
          arrangements(parts, count)
              .forEach(several -> statements.add(new Compound(connective, several)));
        }
      }
    }
    return List.copyOf(statements);
  }

  private static List<List<Statement>> arrangements(List<Statement> parts, int count) {
    List<List<Statement>> arrangements = List.of(List.of());
    for (int i = 0; i < count; i++) {
      List<List<Statement>> longer = new ArrayList<>();
      for (List<Statement> arrangement : arrangements) {
        for (Statement part : parts) {
          if (!arrangement.contains(part)) {
            List<Statement> extended = new ArrayList<>(arrangement);
            extended.add(part);
            longer.add(extended);
          }
        }
      }
      arrangements = longer;
    }
    return arrangements;
  }
}
