package org.logicrl.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One key of a settings record.
 *
 * @param name the key within its section
 * @param type what it may hold
 * @param help one sentence
 * @param defaultText the default as YAML; empty when there is none
 * @param min the least allowed number; negative infinity when there is no limit
 * @param max the greatest allowed number; infinity when there is no limit
 * @param nullable whether the key may be left out without a default
 */
record SettingsKey(
    String name,
    SettingType type,
    String help,
    String defaultText,
    double min,
    double max,
    boolean nullable) {

  /** Whether the configuration must give the key, or, for a section, a key in it. */
  boolean required() {
    if (nullable || !defaultText.isEmpty()) {
      return false;
    }
    return !(type instanceof SettingType.Section section)
        || section.settings().keys().stream().anyMatch(SettingsKey::required);
  }

  /** The default of a key that has one. */
  Object defaultValue() {
    List<ConfigError> errors = new ArrayList<>();
    Object value = new NodeBinder(errors).bindDefault(this, name);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("a default that was checked before: " + errors);
    }
    return value;
  }

  /** What the key may hold, in words: {@code a list; each a whole number, 2 to 8}. */
  String allowed() {
    String range = "";
    if (Double.isFinite(min) && Double.isFinite(max)) {
      range = ", " + number(min) + " to " + number(max);
    } else if (Double.isFinite(min)) {
      range = ", at least " + number(min);
    } else if (Double.isFinite(max)) {
      range = ", at most " + number(max);
    }
    return type.description() + range;
  }

  /** Whether a number is within the range. */
  boolean inRange(Number number) {
    double value = number.doubleValue();
    return value >= min && value <= max;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : YamlText.number(value);
  }
}
