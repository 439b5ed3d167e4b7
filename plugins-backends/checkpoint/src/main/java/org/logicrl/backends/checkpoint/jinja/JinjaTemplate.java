package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat template, parsed once and rendered many times.
 *
 * <p>Chat templates are written for Jinja2 in the set-up of transformers, and a model is trained on
 * exactly what that writes. This interpreter covers what such templates use (loops with filters,
 * conditions, {@code set}, {@code namespace}, macros, slices, Python's string methods) with
 * Python's results down to the printing of values. It has no access to Java objects, and values are
 * never parsed: text that looks like a template stays text. A statement, filter, test, method or
 * function that it does not know is refused by name, never skipped.
 *
 * <p>Left out on purpose: {@code strftime_now}. A prompt that changes with the date would make runs
 * unrepeatable; templates ask whether it is defined and fall back to a fixed date.
 */
public final class JinjaTemplate {

  private static final long LONGEST_RANGE = 100_000;

  private final Statement body;

  /**
   * Parses a template.
   *
   * @throws TemplateException where it uses what is not supported
   */
  public JinjaTemplate(String source) {
    this.body = TemplateParser.parse(source);
  }

  /**
   * Renders the template. Safe for several threads.
   *
   * @param variables strings, numbers, booleans, null, and lists and maps of them
   * @throws TemplateException where the template refuses the variables, or they do not fit
   */
  public String render(Map<String, ? extends @Nullable Object> variables) {
    Scope scope = new Scope(null);
    scope.set("range", (Callable) JinjaTemplate::range);
    scope.set("namespace", (Callable) arguments -> new Namespace(arguments.named()));
    scope.set("dict", (Callable) Arguments::named);
    scope.set("raise_exception", (Callable) JinjaTemplate::raise);
    variables.forEach((name, value) -> scope.set(name, Values.of(value)));
    StringBuilder out = new StringBuilder();
    body.render(scope, out);
    return out.toString();
  }

  private static Object raise(Arguments arguments) {
    throw new TemplateException(arguments.requireText(0, "message"));
  }

  private static Object range(Arguments arguments) {
    List<Object> given = arguments.limit("range", 3).positional();
    long first = given.size() < 2 ? 0 : Values.requireInteger(given.get(0));
    long end = Values.requireInteger(arguments.require(Math.min(1, given.size() - 1), "stop"));
    long step = given.size() < 3 ? 1 : Values.requireInteger(given.get(2));
    if (step == 0 || Math.abs((end - first) / step) > LONGEST_RANGE) {
      throw new TemplateException("the range(%d, %d, %d) is refused".formatted(first, end, step));
    }
    List<Object> numbers = new ArrayList<>();
    for (long i = first; step > 0 ? i < end : i > end; i += step) {
      numbers.add(i);
    }
    return numbers;
  }
}
