package org.logicrl.core.config;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a section, to be had once {@link SettingsBinder#finish} has found no error.
 *
 * @param <S> the settings record
 */
public final class Bound<S extends Record> {

  private final @Nullable S value;

  Bound(@Nullable S value) {
    this.value = value;
  }

  /**
   * The settings.
   *
   * @throws IllegalStateException when they could not be bound; {@link SettingsBinder#finish} has
   *     the errors
   */
  public S value() {
    if (value == null) {
      throw new IllegalStateException("not bound: call SettingsBinder.finish() first");
    }
    return value;
  }
}
