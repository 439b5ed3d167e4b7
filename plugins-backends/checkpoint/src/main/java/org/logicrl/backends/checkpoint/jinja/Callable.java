package org.logicrl.backends.checkpoint.jinja;

/** A function or macro. */
@FunctionalInterface
interface Callable {
  Object call(Arguments arguments);
}
