package org.logicrl.core.config;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.core.config.ConfigSection.Part;
import org.logicrl.core.config.ConfigSection.Selection;

/**
 * Writes a configuration file to start from: every key with its default, and above it a comment
 * with its help and what it may hold. Keys that must be given are left empty; keys that may be left
 * out stand in comments.
 */
final class SampleYaml {

  private static final String INDENT = "  ";

  private SampleYaml() {}

  static String of(Collection<ConfigSection> sections) {
    StringBuilder yaml = new StringBuilder();
    for (ConfigSection section : sections) {
      StringBuilder keys = new StringBuilder();
      @Nullable Selection selection = section.selection();
      if (selection != null) {
        appendChoice(keys, selection);
      }
      for (Part part : section.parts()) {
        keys.append(keys(part.settings()));
      }
      if (section.name().isEmpty()) {
        yaml.append(keys);
      } else if (!keys.isEmpty()) {
        yaml.append(yaml.isEmpty() ? "" : "\n").append(section.name()).append(":\n");
        yaml.append(indent(keys.toString(), INDENT));
      }
    }
    return yaml.toString();
  }

  private static void appendChoice(StringBuilder yaml, Selection selection) {
    List<String> names = selection.factories().stream().map(Factory::name).toList();
    Selector selector = selection.selector();
    yaml.append("# %s (one of %s)\n".formatted(selector.help(), String.join(", ", names)));
    if (selection.chosen() == null) {
      yaml.append(selector.key()).append(": # must be given\n");
    } else {
      yaml.append("%s: %s\n".formatted(selector.key(), YamlText.string(selection.chosen())));
    }
  }

  private static String keys(SettingsRecord<?> settings) {
    StringBuilder yaml = new StringBuilder();
    for (SettingsKey key : settings.keys()) {
      yaml.append("# %s (%s)\n".formatted(key.help().replace('\n', ' '), key.allowed()));
      if (!key.defaultText().isEmpty()) {
        String value = YamlText.value(key.type(), key.defaultValue());
        yaml.append("%s: %s\n".formatted(key.name(), value));
      } else if (key.type() instanceof SettingType.Section section) {
        String body = key.name() + ":\n" + indent(keys(section.settings()), INDENT);
        yaml.append(key.nullable() ? indent(body, "# ") : body);
      } else if (key.nullable()) {
        yaml.append("# ").append(key.name()).append(":\n");
      } else {
        yaml.append(key.name()).append(": # must be given\n");
      }
    }
    return yaml.toString();
  }

  private static String indent(String lines, String prefix) {
    return lines.isEmpty()
        ? ""
        : prefix + lines.stripTrailing().replace("\n", "\n" + prefix) + "\n";
  }
}
