package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

/**
 * A hash of what a puzzle comes to, whoever its people are: puzzles that differ only in who is
 * called what, in the order of the people, or in the order of the parts of an <i>and</i>, an
 * <i>or</i> or an <i>if and only if</i> have the same.
 *
 * <p>Each person gets a colour from their own statement and the colours of the people it names,
 * some times over (the refinement of Weisfeiler and Leman); the colours of all, in no order, make
 * the hash. A few puzzles that differ in more may share it too.
 */
final class LogicalForm {

  /** So far a person's colour sees: statements about people whose statements are about people. */
  private static final int ROUNDS = 3;

  /** What a mention of the speaker is told from a mention of somebody else by. */
  private static final long SELF = 0x5E1FL;

  private LogicalForm() {}

  /** The hash of a puzzle's form; the same in every run, on every machine. */
  static long of(List<Statement> statements) {
    long[] colours = new long[statements.size()];
    for (int round = 0; round < ROUNDS; round++) {
      colours = refined(colours, statements);
    }
    long sum = 0;
    for (long colour : colours) {
      sum += Fingerprint.mix(colour, colours.length);
    }
    return Fingerprint.mix(sum, colours.length);
  }

  private static long[] refined(long[] colours, List<Statement> statements) {
    long[] refined = new long[colours.length];
    for (int speaker = 0; speaker < colours.length; speaker++) {
      refined[speaker] = Fingerprint.mix(hash(statements.get(speaker), speaker, colours), 0);
    }
    return refined;
  }

  private static long hash(Statement statement, int speaker, long[] colours) {
    if (statement instanceof Leaf leaf) {
      long named = leaf.person() == speaker ? SELF : colours[leaf.person()];
      return Fingerprint.mix(named, leaf.knight() ? 1 : 0);
    }
    Compound compound = (Compound) statement;
    long seed = Fingerprint.mix(compound.connective().code(), compound.parts().size());
    boolean ordered = compound.connective() == Connective.IMPLIES;
    long hash = seed;
    for (Statement part : compound.parts()) {
      long value = hash(part, speaker, colours);
      hash = ordered ? Fingerprint.mix(hash, value) : hash + Fingerprint.mix(seed, value);
    }
    return hash;
  }
}
