package org.logicrl.api;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Makes one named part of an experiment from its settings.
 *
 * <p>The core finds the factory by {@link #name()}, binds the configuration section to the record
 * {@link #settings()}, checks it, and calls {@link #create}, possibly more than once, so it should
 * be cheap.
 *
 * @param name what the configuration says to choose this part, such as {@code grpo}: lower-case
 *     letters, digits, {@code +} and {@code -}, starting with a letter
 * @param summary one line for {@code plugins list}
 * @param settings the record that the configuration section is bound to; its components carry
 *     {@link Setting}
 * @param creator makes the part; it may throw {@link IllegalArgumentException} where settings that
 *     are valid one by one make no sense together, which is reported as a configuration error
 * @param <S> the settings
 * @param <T> the part that is made
 */
public record Factory<S extends Record, T>(
    String name, String summary, Class<S> settings, Creator<S, T> creator) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9+-]*");

  /** Checks the name. */
  public Factory {
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(creator, "creator");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a factory's name must match " + NAME + ", but is '" + name + "'");
    }
  }

  /** Makes the part. */
  public T create(S settingsOfRun, PluginContext context) {
    return creator.create(settingsOfRun, context);
  }

  /**
   * The constructor behind a factory.
   *
   * @param <S> the settings
   * @param <T> the part that is made
   */
  @FunctionalInterface
  public interface Creator<S extends Record, T> {
    /** Makes the part. */
    T create(S settings, PluginContext context);
  }
}
