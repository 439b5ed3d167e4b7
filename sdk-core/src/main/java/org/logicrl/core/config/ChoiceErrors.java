package org.logicrl.core.config;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.core.config.ConfigNode.Scalar;

/** The errors of keys that choose a factory. */
final class ChoiceErrors {

  private ChoiceErrors() {}

  /** Nothing was chosen, and there is no default, or none that a plugin offers. */
  static <T> ConfigError absent(ConfigSection section, Selector selector, Offers<T> offers) {
    String problem =
        selector.defaultName().isEmpty()
            ? "must be given: " + selector.help()
            : "is '" + selector.defaultName() + "' by default, which no plugin offers";
    return new ConfigError(
        YamlReader.child(section.name(), selector.key()),
        null,
        section.given().origin(),
        withRemarks(problem, offers, selector.defaultName()),
        names(offers.factories()),
        List.of());
  }

  /** A name was chosen that is not there. */
  static <T> ConfigError unknown(
      ConfigSection section, Selector selector, Offers<T> offers, Scalar given) {
    return new ConfigError(
        YamlReader.child(section.name(), selector.key()),
        given.text(),
        given.origin(),
        withRemarks("is a name that no plugin offers here", offers, given.text()),
        names(offers.factories()),
        Nearest.of(given.text(), offers.factories().stream().map(Factory::name).toList()));
  }

  /** What may be chosen, in words. */
  static <T> String names(List<Factory<?, T>> factories) {
    return factories.isEmpty()
        ? "nothing, as no plugin offers one"
        : "one of " + String.join(", ", factories.stream().map(Factory::name).toList());
  }

  private static String withRemarks(String problem, Offers<?> offers, String name) {
    List<String> remarks = offers.remarks(name);
    return remarks.isEmpty() ? problem : problem + "\n" + String.join("\n", remarks);
  }
}
