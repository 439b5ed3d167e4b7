package org.logicrl.backends.checkpoint.jinja;

/** Python's {@code None}. */
enum None {
  NONE
}
