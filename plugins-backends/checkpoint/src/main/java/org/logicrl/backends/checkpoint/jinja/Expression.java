package org.logicrl.backends.checkpoint.jinja;

/**
 * A parsed expression.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link
 * java.util.List}, {@link java.util.Map}, {@link Callable}, {@link Namespace}, {@link None} and
 * {@link Undefined}.
 */
@FunctionalInterface
interface Expression {
  Object evaluate(Scope scope);
}
