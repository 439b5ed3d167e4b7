package org.logicrl.core.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.CombinedConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;
import org.logicrl.core.config.ConfigNode.Faulty;
import org.logicrl.core.config.ConfigNode.Mapping;
import org.logicrl.core.config.Origin.Layer;

/**
 * Lays configurations over each other with Commons Configuration: sections merge key by key, values
 * and lists are replaced as a whole, and an absent value takes away what weaker layers say.
 */
final class LayerMerger {

  private LayerMerger() {}

  /**
   * One configuration out of several. A key that is a section in one layer and a value in another
   * becomes {@link Faulty}.
   *
   * @param strongestFirst at least one
   */
  static Mapping merge(List<Mapping> strongestFirst) {
    CombinedConfiguration merged = new CombinedConfiguration(new OverrideCombiner());
    for (int i = 0; i < strongestFirst.size(); i++) {
      Mapping layer = strongestFirst.get(i);
      for (Mapping stronger : strongestFirst.subList(0, i)) {
        layer = withoutRemoved(layer, stronger);
      }
      BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
      configuration.addNodes(null, toNode("", layer).getChildren());
      merged.addConfiguration(configuration);
    }
    ImmutableNode root = merged.getNodeModel().getInMemoryRepresentation();
    Origin weakest = strongestFirst.get(strongestFirst.size() - 1).origin();
    return new Mapping(children(root, ""), weakest);
  }

  /**
   * A layer without the sections that are absent in a stronger one; the combiner would keep their
   * keys beside the absent value.
   */
  private static Mapping withoutRemoved(Mapping layer, Mapping stronger) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(layer.entries());
    stronger
        .entries()
        .forEach(
            (key, value) -> {
              if (entries.get(key) instanceof Mapping section) {
                if (value.absent()) {
                  entries.remove(key);
                } else if (value instanceof Mapping over) {
                  entries.put(key, withoutRemoved(section, over));
                }
              }
            });
    return new Mapping(entries, layer.origin());
  }

  /** Values and lists are opaque to Commons Configuration, which would flatten a list. */
  private static ImmutableNode toNode(String name, ConfigNode value) {
    ImmutableNode.Builder node = new ImmutableNode.Builder().name(name);
    if (value instanceof Mapping mapping) {
      mapping.entries().forEach((key, child) -> node.addChild(toNode(key, child)));
      return node.addAttribute(mapping.origin().layer().name(), mapping.origin()).create();
    }
    return node.value(value).create();
  }

  private static ConfigNode fromNode(ImmutableNode node, String key) {
    Optional<Origin> section = sectionOrigin(node);
    if (section.isEmpty()) {
      return (ConfigNode) node.getValue();
    }
    // Beside an absent value there are keys of stronger layers only.
    if (!(node.getValue() instanceof ConfigNode value) || value.absent()) {
      return new Mapping(children(node, key), section.get());
    }
    return Faulty.of(
        key,
        value.text(),
        value.origin(),
        "is one value here, but a section with keys of its own in " + section.get());
  }

  /** Where a section stands: in the file if it is there, else in the next stronger layer. */
  private static Optional<Origin> sectionOrigin(ImmutableNode node) {
    return Arrays.stream(Layer.values())
        .map(layer -> (Origin) node.getAttributes().get(layer.name()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Map<String, ConfigNode> children(ImmutableNode node, String parent) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (ImmutableNode child : node.getChildren()) {
      String key = YamlReader.child(parent, child.getNodeName());
      entries.put(child.getNodeName(), fromNode(child, key));
    }
    return entries;
  }
}
