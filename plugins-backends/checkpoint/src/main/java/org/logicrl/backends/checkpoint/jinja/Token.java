package org.logicrl.backends.checkpoint.jinja;

/**
 * One piece of a template.
 *
 * @param text what is written; of a string, its value
 * @param line where it begins, counted from 1
 */
record Token(Kind kind, String text, int line) {

  enum Kind {
    /** Text outside of all tags, white space already taken away. */
    TEXT,
    /** The start of a statement. */
    BLOCK_BEGIN,
    BLOCK_END,
    /** The start of an expression to print. */
    PRINT_BEGIN,
    PRINT_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Kind otherKind, String otherText) {
    return kind == otherKind && text.equals(otherText);
  }

  @Override
  public String toString() {
    return kind == Kind.END ? "the end of the template" : "'" + text + "'";
  }
}
