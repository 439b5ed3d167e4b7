package org.logicrl.backends.checkpoint.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values; what is set in a loop or macro is gone after it. */
final class Scope {

  private final @Nullable Scope parent;
  private final Map<String, Object> values = new HashMap<>();

  Scope(@Nullable Scope parent) {
    this.parent = parent;
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Object value = scope.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Undefined(name);
  }

  void set(String name, Object value) {
    values.put(name, value);
  }

  /** The outermost scope: what a macro sees. */
  Scope root() {
    Scope scope = this;
    while (scope.parent != null) {
      scope = scope.parent;
    }
    return scope;
  }
}
