package org.logicrl.backends.checkpoint.jinja;

import java.util.List;

/** A parsed piece of a template that writes text. */
@FunctionalInterface
interface Statement {

  /** Writes its text and says how to go on. */
  Flow render(Scope scope, StringBuilder out);

  /** What follows a statement. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  /** Statements one after the other. */
  static Statement sequence(List<Statement> statements) {
    List<Statement> copy = List.copyOf(statements);
    return (scope, out) -> {
      for (Statement statement : copy) {
        Flow flow = statement.render(scope, out);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    };
  }
}
