package org.logicrl.backends.checkpoint.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call, of a filter (without the value it is applied to) or of a test.
 *
 * @param positional in order
 * @param named by name
 */
record Arguments(List<Object> positional, Map<String, Object> named) {

  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /** Copies both; the order of the names is kept, because a mapping made of them keeps it. */
  Arguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** The argument with this position or name, or the given value. */
  Object get(int index, String name, Object ifMissing) {
    return index < positional.size() ? positional.get(index) : named.getOrDefault(name, ifMissing);
  }

  Object require(int index, String name) {
    Object value = get(index, name, None.NONE);
    if (index >= positional.size() && !named.containsKey(name)) {
      throw new TemplateException("the argument '%s' is missing".formatted(name));
    }
    return value;
  }

  String requireText(int index, String name) {
    return Values.requireText(require(index, name));
  }

  /** Refuses arguments beyond those that the function knows. */
  Arguments limit(String function, int count, String... names) {
    if (positional.size() > count || !List.of(names).containsAll(named.keySet())) {
      throw new TemplateException(
          "'%s' is called with more arguments than are supported".formatted(function));
    }
    return this;
  }
}
