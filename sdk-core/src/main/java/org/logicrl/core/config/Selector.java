package org.logicrl.core.config;

/**
 * The key of a section that chooses a factory by name.
 *
 * @param key such as {@code name} or {@code backend}
 * @param help one sentence
 * @param defaultName what is chosen when the key is absent; empty when the key must be given
 */
public record Selector(String key, String help, String defaultName) {

  /** The key {@code name}, which must be given. */
  public static Selector name(String help) {
    return new Selector("name", help, "");
  }

  /** The key {@code backend}, which must be given. */
  public static Selector backend(String help) {
    return new Selector("backend", help, "");
  }

  /** The same key with a default. */
  public Selector withDefault(String name) {
    return new Selector(key, help, name);
  }
}
