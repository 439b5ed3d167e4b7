package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code for} loop.
 *
 * @param targets the names that an element is given to, or its parts
 * @param elements what the loop goes over
 * @param condition which elements it takes; {@code loop} counts only those
 * @param body once for each
 * @param otherwise where there are none
 */
record Loop(
    List<String> targets,
    Expression elements,
    Expression condition,
    Statement body,
    Statement otherwise)
    implements Statement {

  @Override
  public Flow render(Scope scope, StringBuilder out) {
    List<Object> taken = new ArrayList<>();
    for (Object element : Values.elements(elements.evaluate(scope))) {
      Scope inner = new Scope(scope);
      assign(element, inner);
      if (Values.truth(condition.evaluate(inner))) {
        taken.add(element);
      }
    }
    if (taken.isEmpty()) {
      return otherwise.render(scope, out);
    }
    for (int i = 0; i < taken.size(); i++) {
      Scope inner = new Scope(scope);
      inner.set("loop", state(taken, i));
      assign(taken.get(i), inner);
      if (body.render(inner, out) == Flow.BREAK) {
        break;
      }
    }
    return Flow.NEXT;
  }

  private void assign(Object element, Scope scope) {
    if (targets.size() == 1) {
      scope.set(targets.get(0), element);
      return;
    }
    List<Object> parts = Values.elements(element);
    if (parts.size() != targets.size()) {
      throw new TemplateException(
          "%d values are given to the %d names %s"
              .formatted(parts.size(), targets.size(), targets));
    }
    for (int i = 0; i < parts.size(); i++) {
      scope.set(targets.get(i), parts.get(i));
    }
  }

  private static Map<String, Object> state(List<Object> elements, int index) {
    int count = elements.size();
    Map<String, Object> state = new HashMap<>();
    state.put("index", index + 1L);
    state.put("index0", (long) index);
    state.put("revindex", (long) count - index);
    state.put("revindex0", count - index - 1L);
    state.put("first", index == 0);
    state.put("last", index == count - 1);
    state.put("length", (long) count);
    if (index > 0) {
      state.put("previtem", elements.get(index - 1));
    }
    if (index < count - 1) {
      state.put("nextitem", elements.get(index + 1));
    }
    return state;
  }
}
