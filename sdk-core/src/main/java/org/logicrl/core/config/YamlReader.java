package org.logicrl.core.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.config.ConfigNode.Faulty;
import org.logicrl.core.config.ConfigNode.Mapping;
import org.logicrl.core.config.ConfigNode.Scalar;
import org.logicrl.core.config.ConfigNode.Sequence;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into {@link ConfigNode}s, each with its line.
 *
 * <p>Commons Configuration's {@code YAMLConfiguration} is not used for this: it forgets lines and
 * the text of numbers, lets an empty list vanish, and takes the last of two equal keys. The parser
 * underneath is the same.
 *
 * <p>Refused are: duplicate keys, keys with dots, tags, merge keys, and aliases of lists and
 * sections.
 */
final class YamlReader {

  private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

  private final EnvironmentLookup lookup;
  private final List<ConfigError> errors;

  /**
   * A reader.
   *
   * @param errors where errors of keys go; those of values stay with their {@link Faulty} values
   */
  YamlReader(EnvironmentLookup lookup, List<ConfigError> errors) {
    this.lookup = lookup;
    this.errors = errors;
  }

  /**
   * Reads one document.
   *
   * @param text the document; null is returned when it is empty
   * @param key the dotted key that the document is the value of; empty for a whole file
   * @param origin makes the origin of what stands on a line, counted from 1
   * @throws ConfigException when the text is no YAML, with line and column
   */
  @Nullable ConfigNode read(String text, String key, IntFunction<Origin> origin) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    try {
      @Nullable Node node = new Yaml(options).compose(new StringReader(text));
      return node == null ? null : convert(node, key, origin);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
      String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw notYaml(
          key,
          origin.apply(line),
          "line %d, column %d: %s%s".formatted(line, column, e.getProblem(), context));
    } catch (YAMLException e) {
      throw notYaml(key, origin.apply(1), String.valueOf(e.getMessage()));
    }
  }

  private static ConfigException notYaml(String key, Origin origin, String detail) {
    return new ConfigException(
        List.of(
            new ConfigError(key, null, origin, "is not valid YAML: " + detail, null, List.of())));
  }

  private ConfigNode convert(Node node, String key, IntFunction<Origin> origins) {
    Origin origin = origins.apply(node.getStartMark().getLine() + 1);
    if (!node.getTag().startsWith(STANDARD_TAGS)) {
      return Faulty.of(
          key, node.getTag().getValue(), origin, "has a tag, which a configuration cannot have");
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, key, origin);
    }
    if (node instanceof SequenceNode sequence) {
      List<ConfigNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, key + "[" + items.size() + "]", origins));
      }
      return new Sequence(items, origin);
    }
    return mapping((MappingNode) node, key, origins);
  }

  private ConfigNode scalar(ScalarNode scalar, String key, Origin origin) {
    if (scalar.getTag().equals(Tag.NULL)) {
      return new Scalar("null", true, origin);
    }
    try {
      return new Scalar(lookup.expand(scalar.getValue()), false, origin);
    } catch (IllegalArgumentException e) {
      return Faulty.of(key, scalar.getValue(), origin, String.valueOf(e.getMessage()));
    }
  }

  private Mapping mapping(MappingNode node, String parent, IntFunction<Origin> origins) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Origin origin = origins.apply(tuple.getKeyNode().getStartMark().getLine() + 1);
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        errors.add(ConfigError.general(origin, "a key must be a word, not a list or a section"));
        continue;
      }
      String key = child(parent, name.getValue());
      if (name.getTag().equals(Tag.MERGE)) {
        addError(key, null, origin, "is a merge key, which a configuration cannot have");
      } else if (name.getValue().contains(".")) {
        addError(key, null, origin, "has a dot in a file; write nested sections instead");
      } else {
        @Nullable ConfigNode earlier = entries.get(name.getValue());
        ConfigNode value = convert(tuple.getValueNode(), key, origins);
        if (earlier == null) {
          // A section stands where its key stands, not at the line below.
          entries.put(
              name.getValue(),
              value instanceof Mapping section ? new Mapping(section.entries(), origin) : value);
        } else {
          addError(key, value.text(), origin, "is given twice, first at " + earlier.origin());
        }
      }
    }
    return new Mapping(entries, origins.apply(node.getStartMark().getLine() + 1));
  }

  private void addError(String key, @Nullable String value, Origin origin, String problem) {
    errors.add(new ConfigError(key, value, origin, problem, null, List.of()));
  }

  static String child(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }
}
