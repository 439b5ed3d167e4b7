package org.logicrl.core.config;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.api.PluginContext;

/**
 * A factory chosen by name, with its settings; to be had once {@link SettingsBinder#finish} has
 * found no error.
 *
 * @param <T> the part that the factory makes
 */
public final class Choice<T> {

  private final String section;
  private final Origin origin;
  private final @Nullable Selected<?, T> selected;

  /** The factory and settings that fit it. */
  record Selected<S extends Record, T>(Factory<S, T> factory, S settings) {
    T create(PluginContext context) {
      return factory.create(settings, context);
    }

    Selected<S, T> map(UnaryOperator<T> change) {
      return new Selected<>(
          new Factory<>(
              factory.name(),
              factory.summary(),
              factory.settings(),
              (given, context) -> change.apply(factory.create(given, context))),
          settings);
    }
  }

  Choice(String section, Origin origin, @Nullable Selected<?, T> selected) {
    this.section = section;
    this.origin = origin;
    this.selected = selected;
  }

  /** The chosen factory. */
  public Factory<?, T> factory() {
    return selected().factory();
  }

  /** The factory's settings. */
  public Record settings() {
    return selected().settings();
  }

  /** The same choice, but for what it makes, which is passed through a function. */
  public Choice<T> map(UnaryOperator<T> change) {
    return new Choice<>(section, origin, selected().map(change));
  }

  /**
   * Makes the part.
   *
   * @throws ConfigException when the factory finds that the settings make no sense together
   */
  public T create(PluginContext context) {
    try {
      return selected().create(context);
    } catch (IllegalArgumentException e) {
      ConfigException refusal =
          new ConfigException(
              List.of(
                  new ConfigError(
                      section,
                      factory().name(),
                      origin,
                      String.valueOf(e.getMessage()),
                      null,
                      List.of())));
      refusal.initCause(e);
      throw refusal;
    }
  }

  private Selected<?, T> selected() {
    if (selected == null) {
      throw new IllegalStateException("not bound: call SettingsBinder.finish() first");
    }
    return selected;
  }
}
