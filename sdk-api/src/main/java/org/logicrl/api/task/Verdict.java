package org.logicrl.api.task;

/**
 * A judgement with its reason.
 *
 * @param reason one line for people, such as {@code Zoey should be a knave}
 */
public record Verdict(Outcome outcome, String reason) {

  /** A right answer. */
  public static Verdict correct() {
    return new Verdict(Outcome.CORRECT, "all right");
  }

  /** A wrong answer. */
  public static Verdict wrong(String reason) {
    return new Verdict(Outcome.WRONG, reason);
  }

  /** An answer that could not be understood. */
  public static Verdict unparseable(String reason) {
    return new Verdict(Outcome.UNPARSEABLE, reason);
  }

  /** A completion that breaks the format. */
  public static Verdict formatError(String reason) {
    return new Verdict(Outcome.FORMAT_ERROR, reason);
  }
}
