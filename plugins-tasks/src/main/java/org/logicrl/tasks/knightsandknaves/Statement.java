package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.List;

/**
 * What one person says about who is a knight and who is a knave.
 *
 * <p>A statement has a value under each assignment of roles; assignments are numbered as {@link
 * Assignments} says.
 */
sealed interface Statement {

  /** Whether this is true under one assignment. */
  boolean holds(int assignment, int people);

  /**
   * The values of this under 64 assignments at once.
   *
   * @param word which 64: bit b stands for assignment {@code 64 * word + b}
   */
  long truthTable(int people, int word);

  /** Mixes this into a hash that depends on nothing else, in no run and on no machine. */
  long fingerprint(long hash);

  /** Adds every person that this names, from left to right, as often as it names them. */
  void collectMentions(List<Integer> mentions);

  /** This in Python's notation of tuples, as the published files store it. */
  String python();

  /** The people that this names, from left to right, as often as it names them. */
  default List<Integer> mentions() {
    List<Integer> mentions = new ArrayList<>();
    collectMentions(mentions);
    return mentions;
  }

  /**
   * That one person is a knight, or a knave.
   *
   * @param person 0 .. people - 1
   */
  record Leaf(int person, boolean knight) implements Statement {

    @Override
    public boolean holds(int assignment, int people) {
      return Assignments.isKnight(assignment, person, people) == knight;
    }

    @Override
    public long truthTable(int people, int word) {
      long knights = Assignments.knights(person, people, word);
      return knight ? knights : ~knights;
    }

    @Override
    public long fingerprint(long hash) {
      return Fingerprint.mix(hash, 2 * person + (knight ? 1 : 0));
    }

    @Override
    public void collectMentions(List<Integer> mentions) {
      mentions.add(person);
    }

    @Override
    public String python() {
      return "('" + (knight ? "telling-truth" : "lying") + "', " + person + ")";
    }
  }

  /**
   * Statements joined into one.
   *
   * @param parts one for NOT, two for IMPLIES and EQUIVALENT, at least two for AND and OR
   */
  record Compound(Connective connective, List<Statement> parts) implements Statement {

    /** Checks the number of parts and copies them. */
    public Compound {
      parts = List.copyOf(parts);
      if (!connective.takes(parts.size())) {
        throw new IllegalArgumentException(connective + " cannot join " + parts.size() + " parts");
      }
    }

    /** The same with one part exchanged. */
    Compound with(int index, Statement part) {
      List<Statement> changed = new ArrayList<>(parts);
      changed.set(index, part);
      return new Compound(connective, changed);
    }

    @Override
    public boolean holds(int assignment, int people) {
      return connective.value(parts.stream().map(part -> part.holds(assignment, people)).toList());
    }

    @Override
    public long truthTable(int people, int word) {
      long table = parts.get(0).truthTable(people, word);
      if (connective == Connective.NOT) {
        return ~table;
      }
      for (int i = 1; i < parts.size(); i++) {
        long next = parts.get(i).truthTable(people, word);
        table =
            switch (connective) {
              case AND -> table & next;
              case OR -> table | next;
              case IMPLIES -> ~table | next;
              case EQUIVALENT -> ~(table ^ next);
              case NOT -> throw new AssertionError("a negation has one part");
            };
      }
      return table;
    }

    @Override
    public long fingerprint(long hash) {
      // The number of parts goes in, so that no two different trees give the same sequence.
      long mixed = Fingerprint.mix(hash, -connective.code - 8L * parts.size());
      for (int i = 0; i < parts.size(); i++) {
        mixed = parts.get(i).fingerprint(mixed);
      }
      return mixed;
    }

    @Override
    public void collectMentions(List<Integer> mentions) {
      parts.forEach(part -> part.collectMentions(mentions));
    }

    @Override
    public String python() {
      StringBuilder text = new StringBuilder("('").append(connective.python()).append('\'');
      parts.forEach(part -> text.append(", ").append(part.python()));
      return text.append(')').toString();
    }
  }

  /** How a {@link Compound} joins its parts. */
  enum Connective {
    /** The one part is false. */
    NOT("not", 1),
    /** All parts are true. */
    AND("and", 2),
    /** At least one part is true. */
    OR("or", 3),
    /** The first part is false or the second is true. */
    IMPLIES("->", 4),
    /** Both parts are true or both are false. */
    EQUIVALENT("<=>", 5);

    private final String python;

    /** What fingerprints know this by; to change one moves puzzles between the splits. */
    private final int code;

    Connective(String python, int code) {
      this.python = python;
      this.code = code;
    }

    /** A number that stays the same for ever. */
    int code() {
      return code;
    }

    /** The operator in the published files. */
    String python() {
      return python;
    }

    /** What a compound is worth whose parts are worth this. */
    boolean value(List<Boolean> parts) {
      return switch (this) {
        case NOT -> !parts.get(0);
        case AND -> !parts.contains(false);
        case OR -> parts.contains(true);
        case IMPLIES -> !parts.get(0) || parts.get(1);
        case EQUIVALENT -> parts.get(0).equals(parts.get(1));
      };
    }

    private boolean takes(int parts) {
      return switch (this) {
        case NOT -> parts == 1;
        case AND, OR -> parts >= 2;
        case IMPLIES, EQUIVALENT -> parts == 2;
      };
    }
  }
}
