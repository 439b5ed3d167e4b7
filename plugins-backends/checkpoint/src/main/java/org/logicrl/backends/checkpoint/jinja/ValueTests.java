package org.logicrl.backends.checkpoint.jinja;

import java.util.List;
import java.util.Map;

/** The tests: {@code value is name(arguments)}. */
final class ValueTests {

  private static final Map<String, Test> ALL =
      Map.ofEntries(
          Map.entry("boolean", (value, a) -> value instanceof Boolean),
          Map.entry("defined", (value, a) -> !(value instanceof Undefined)),
          Map.entry("eq", (value, a) -> Values.equal(value, a.require(0, "other"))),
          Map.entry("equalto", (value, a) -> Values.equal(value, a.require(0, "other"))),
          Map.entry("even", (value, a) -> Values.requireInteger(value) % 2 == 0),
          Map.entry("false", (value, a) -> Boolean.FALSE.equals(value)),
          Map.entry("float", (value, a) -> value instanceof Double),
          Map.entry("in", (value, a) -> Values.contains(a.require(0, "seq"), value)),
          Map.entry("integer", (value, a) -> value instanceof Long),
          Map.entry("iterable", (value, a) -> Values.isSized(value) || value instanceof Undefined),
          Map.entry("mapping", (value, a) -> value instanceof Map),
          Map.entry("ne", (value, a) -> !Values.equal(value, a.require(0, "other"))),
          Map.entry("none", (value, a) -> value instanceof None),
          Map.entry("number", (value, a) -> Values.isNumber(value)),
          Map.entry("odd", (value, a) -> Values.requireInteger(value) % 2 != 0),
          Map.entry("sequence", (value, a) -> Values.isSized(value) || value instanceof Undefined),
          Map.entry("string", (value, a) -> value instanceof String),
          Map.entry("true", (value, a) -> Boolean.TRUE.equals(value)),
          Map.entry("undefined", (value, a) -> value instanceof Undefined));

  /** Tests that take an argument, which may stand without brackets. */
  private static final List<String> WITH_ARGUMENT = List.of("eq", "equalto", "in", "ne");

  private ValueTests() {}

  /** A test of that name. */
  @FunctionalInterface
  interface Test {
    boolean holds(Object value, Arguments arguments);
  }

  static Test named(String name) {
    Test test = ALL.get(name);
    if (test == null) {
      throw new TemplateException("the test '%s' is not supported".formatted(name));
    }
    return test;
  }

  static boolean takesArgument(String name) {
    return WITH_ARGUMENT.contains(name);
  }
}
