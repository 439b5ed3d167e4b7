package org.logicrl.core.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.config.ConfigNode.Mapping;
import org.logicrl.core.config.ConfigSection.Part;
import org.logicrl.core.config.ConfigSection.Selection;

/**
 * The configuration as it was bound, defaults included, in the order of declaration.
 *
 * @param entries one for each key that has a value
 */
public record EffectiveConfig(List<Entry> entries) {

  /** Copies the list. */
  public EffectiveConfig {
    entries = List.copyOf(entries);
  }

  /**
   * One key.
   *
   * @param key dotted
   * @param value as YAML on one line
   * @param origin where the value came from
   */
  public record Entry(String key, String value, Origin origin) {}

  static EffectiveConfig of(Collection<ConfigSection> sections) {
    List<Entry> entries = new ArrayList<>();
    for (ConfigSection section : sections) {
      @Nullable Selection selection = section.selection();
      if (selection != null && selection.chosen() != null) {
        entries.add(
            new Entry(
                YamlReader.child(section.name(), selection.selector().key()),
                YamlText.string(selection.chosen()),
                selection.origin()));
      }
      for (Part part : section.parts()) {
        if (part.value() != null) {
          add(entries, part.settings(), part.value(), section.given(), section.name());
        }
      }
    }
    return new EffectiveConfig(entries);
  }

  private static void add(
      List<Entry> entries, SettingsRecord<?> settings, Record values, Mapping given, String path) {
    for (int i = 0; i < settings.keys().size(); i++) {
      SettingsKey key = settings.keys().get(i);
      @Nullable Object value = settings.value(values, i);
      @Nullable ConfigNode node = given.entries().get(key.name());
      String name = YamlReader.child(path, key.name());
      if (value == null) {
        continue;
      }
      if (key.type() instanceof SettingType.Section nested) {
        Mapping inner = node instanceof Mapping mapping ? mapping : Mapping.empty(Origin.DEFAULT);
        add(entries, nested.settings(), (Record) value, inner, name);
      } else {
        Origin origin = node == null || node.absent() ? Origin.DEFAULT : node.origin();
        entries.add(new Entry(name, YamlText.value(key.type(), value), origin));
      }
    }
  }

  /** The same configuration with a text as the value of a key at the top level. */
  public EffectiveConfig with(String key, String text) {
    List<Entry> changed = new ArrayList<>(entries);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).key().equals(key)) {
        changed.set(i, new Entry(key, YamlText.string(text), changed.get(i).origin()));
        return new EffectiveConfig(changed);
      }
    }
    // Keys at the top level stand before all sections.
    int place = (int) entries.stream().filter(entry -> !entry.key().contains(".")).count();
    changed.add(place, new Entry(key, YamlText.string(text), Origin.DEFAULT));
    return new EffectiveConfig(changed);
  }

  /**
   * The refusal of a value that proved wrong only after it was bound.
   *
   * @param allowed what would be right; null when the problem says it
   */
  public ConfigException refusal(String key, String problem, @Nullable String allowed) {
    @Nullable Entry given =
        entries.stream().filter(entry -> entry.key().equals(key)).findFirst().orElse(null);
    return new ConfigException(
        List.of(
            new ConfigError(
                key,
                given == null ? null : given.value(),
                given == null ? null : given.origin(),
                problem,
                allowed,
                List.of())));
  }

  /** The refusal of a value for the failure that it led to. */
  public ConfigException refusal(String key, Exception failure) {
    ConfigException refusal = refusal(key, String.valueOf(failure.getMessage()), null);
    refusal.initCause(failure);
    return refusal;
  }

  /** A YAML document that binds to the same configuration. */
  public String toYaml() {
    StringBuilder yaml = new StringBuilder();
    List<String> open = List.of();
    for (Entry entry : entries) {
      List<String> path = List.of(entry.key().split("\\."));
      List<String> parents = path.subList(0, path.size() - 1);
      int depth = 0;
      while (depth < Math.min(open.size(), parents.size())
          && open.get(depth).equals(parents.get(depth))) {
        depth++;
      }
      for (; depth < parents.size(); depth++) {
        yaml.append("  ".repeat(depth)).append(parents.get(depth)).append(":\n");
      }
      open = parents;
      yaml.append("  ".repeat(depth))
          .append(path.get(depth))
          .append(": ")
          .append(entry.value())
          .append('\n');
    }
    return yaml.toString();
  }

  /** One line for each key: key, value, origin, in columns. */
  public String toTable() {
    int keyWidth = entries.stream().mapToInt(entry -> entry.key().length()).max().orElse(0);
    int valueWidth = entries.stream().mapToInt(entry -> entry.value().length()).max().orElse(0);
    // One long value must not push all origins off the screen.
    String row = "%-" + Math.max(keyWidth, 1) + "s  %-" + Math.max(1, Math.min(valueWidth, 40));
    StringBuilder table = new StringBuilder();
    for (Entry entry : entries) {
      table.append((row + "s  %s\n").formatted(entry.key(), entry.value(), entry.origin()));
    }
    return table.toString();
  }
}
