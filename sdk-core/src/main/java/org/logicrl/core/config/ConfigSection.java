package org.logicrl.core.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.core.config.ConfigNode.Mapping;

/** One section of a configuration: what was given for it, and what has been declared about it. */
final class ConfigSection {

  private final String name;
  private final Mapping given;
  private final List<Part> parts = new ArrayList<>();
  private final boolean malformed;
  private @Nullable Selection selection;

  /**
   * A section without declarations.
   *
   * @param name empty for the top level
   * @param malformed whether something else was given in its place, which has been reported
   */
  ConfigSection(String name, Mapping given, boolean malformed) {
    this.name = name;
    this.given = given;
    this.malformed = malformed;
  }

  /**
   * A settings record that binds keys of the section.
   *
   * @param value null after errors
   * @param chosen whether it belongs to the factory that the section chose
   */
  record Part(SettingsRecord<?> settings, @Nullable Record value, boolean chosen) {}

  /**
   * A choice of the section.
   *
   * @param chosen the chosen name; null after errors
   */
  record Selection(
      Selector selector, List<Factory<?, ?>> factories, @Nullable String chosen, Origin origin) {}

  String name() {
    return name;
  }

  Mapping given() {
    return given;
  }

  List<Part> parts() {
    return parts;
  }

  @Nullable Selection selection() {
    return selection;
  }

  /** Whether something else was given in the section's place, which has been reported. */
  boolean malformed() {
    return malformed;
  }

  /** Whether it is known which keys belong here; not after a choice that failed. */
  boolean keysKnown() {
    return !malformed && (selection == null || selection.chosen() != null);
  }

  /** Adds the keys of a record. */
  void add(Part part) {
    for (SettingsKey key : part.settings().keys()) {
      refuseClash(key.name(), part.settings().type().getName());
    }
    parts.add(part);
  }

  /** Adds the key that chooses a factory. */
  void add(Selection choice) {
    if (selection != null) {
      throw new IllegalStateException("the section " + name + " chooses twice");
    }
    refuseClash(choice.selector().key(), "the choice of a factory");
    selection = choice;
  }

  /** The keys that have been declared, the choice first. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (selection != null) {
      keys.add(selection.selector().key());
    }
    parts.forEach(part -> keys.addAll(part.settings().names()));
    return keys;
  }

  private void refuseClash(String key, String owner) {
    @Nullable String other = null;
    if (selection != null && selection.selector().key().equals(key)) {
      other = "the choice of a factory";
    }
    for (Part part : parts) {
      if (part.settings().names().contains(key)) {
        other = part.settings().type().getName();
      }
    }
    if (other != null) {
      throw new SettingsException(
          List.of(
              "the key '%s' is declared both by %s and by %s: a plugin must give it another name"
                  .formatted(YamlReader.child(name, key), other, owner)));
    }
  }
}
