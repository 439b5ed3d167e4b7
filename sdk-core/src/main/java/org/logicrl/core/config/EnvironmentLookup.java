package org.logicrl.core.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} in values; every other lookup is refused.
 *
 * <p>{@code ${env:NAME:-text}} falls back to a text, and a doubled dollar before the brace stands
 * for a single one without a lookup. What a variable holds is not looked at again. Commons
 * Configuration's own interpolation is not used: it would also read files, system properties and
 * constants, and leave what it cannot resolve standing without a word.
 */
final class EnvironmentLookup {

  private static final String PREFIX = "env:";
  private static final String FALLBACK = ":-";

  private final Map<String, String> environment;

  EnvironmentLookup(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The text with its lookups replaced.
   *
   * @throws IllegalArgumentException with the problem, when a lookup is not allowed or finds
   *     nothing
   */
  String expand(String text) {
    StringBuilder expanded = new StringBuilder();
    int position = 0;
    while (true) {
      int start = text.indexOf("${", position);
      if (start < 0) {
        return expanded.append(text, position, text.length()).toString();
      }
      if (start > position && text.charAt(start - 1) == '$') {
        expanded.append(text, position, start - 1).append("${");
        position = start + 2;
        continue;
      }
      int end = text.indexOf('}', start);
      if (end < 0) {
        throw new IllegalArgumentException(
            "opens a lookup with ${ that no } closes; write $${ to mean the characters themselves");
      }
      expanded.append(text, position, start).append(value(text.substring(start + 2, end)));
      position = end + 1;
    }
  }

  /** Text that {@link #expand} turns into the given text. */
  static String escape(String text) {
    return text.replace("${", "$${");
  }

  private String value(String lookup) {
    if (!lookup.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "uses ${%s}, but ${env:NAME} is the only lookup; write $${ to mean the characters themselves"
              .formatted(lookup));
    }
    int fallback = lookup.indexOf(FALLBACK);
    String name = lookup.substring(PREFIX.length(), fallback < 0 ? lookup.length() : fallback);
    @Nullable String value = environment.get(name);
    if (value != null) {
      return value;
    }
    if (fallback >= 0) {
      return lookup.substring(fallback + FALLBACK.length());
    }
    throw new IllegalArgumentException(
        "uses ${%s}, but the environment variable %s is not set; set it, or write ${env:%s:-value}"
            .formatted(lookup, name, name));
  }
}
