package org.logicrl.core.config;

import java.util.List;
import java.util.function.Function;

/** What a setting may hold. */
sealed interface SettingType {

  /** The type in words, with its article. */
  String description();

  /**
   * One value, written as one piece of text; see {@link ScalarTypes}.
   *
   * @param jsonType the type in JSON Schema
   * @param choices the texts that are allowed; empty when the type is no enumeration
   * @param parser makes the value, or throws {@link IllegalArgumentException} with the problem
   */
  record Scalar(
      String description, String jsonType, List<String> choices, Function<String, Object> parser)
      implements SettingType {}

  /** A nested settings record. */
  record Section(SettingsRecord<?> settings) implements SettingType {
    @Override
    public String description() {
      return "a section";
    }
  }

  /** A list; a single element may be written without brackets. */
  record ListOf(SettingType element) implements SettingType {
    @Override
    public String description() {
      return "a list; each " + element.description();
    }
  }
}
