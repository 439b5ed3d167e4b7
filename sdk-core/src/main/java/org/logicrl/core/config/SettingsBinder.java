package org.logicrl.core.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.core.config.Choice.Selected;
import org.logicrl.core.config.ConfigNode.Faulty;
import org.logicrl.core.config.ConfigNode.Mapping;
import org.logicrl.core.config.ConfigNode.Scalar;
import org.logicrl.core.config.ConfigSection.Part;
import org.logicrl.core.config.ConfigSection.Selection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds the sections of a configuration to settings records, and collects every error on the way.
 *
 * <p>A command declares the sections it reads; each declaration binds at once and returns a handle.
 * {@link #finish} then throws all errors in one {@link ConfigException}, or gives the effective
 * configuration, after which the handles give their values.
 *
 * <pre>{@code
 * SettingsBinder binder = loaded.binder();
 * Bound<RunSettings> run = binder.top(RunSettings.class);               // name, seed
 * Choice<Task> task = binder.choice("task", Selector.name("The task."), catalog.tasks());
 * Bound<RolloutSettings> rollout = binder.section("rollout", RolloutSettings.class);
 * Choice<Backend> engine =
 *     binder.choice("rollout", Selector.backend("The engine that generates."), catalog.backends());
 * EffectiveConfig effective = binder.finish();
 * Task puzzles = task.create(new PluginContext(run.value().seed(), loaded.directory()));
 * }</pre>
 *
 * <p>A section may be declared several times, as {@code rollout} is here: its keys are then the
 * union of the records' keys, and a key that two records share is a {@link SettingsException}. The
 * same declarations on an empty configuration give {@link #schema} and {@link #sample}.
 */
public final class SettingsBinder {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsBinder.class);
  private static final String TOP = "";

  /** The sections that some command has. */
  private static final Set<String> SECTIONS =
      Set.of(
          "model",
          "task",
          "reward",
          "algorithm",
          "rollout",
          "learner",
          "reference",
          "training",
          "sft",
          "evaluation",
          "bench");

  private final Mapping root;
  private final List<ConfigError> errors;
  private final NodeBinder nodes;
  private final Map<String, ConfigSection> sections = new LinkedHashMap<>();
  private final Set<String> ignored = new HashSet<>();

  SettingsBinder(Mapping root, List<ConfigError> errors) {
    this.root = root;
    this.errors = new ArrayList<>(errors);
    this.nodes = new NodeBinder(this.errors);
    sections.put(TOP, new ConfigSection(TOP, root, false));
  }

  /** Binds keys that stand at the top level, outside of every section. */
  public <S extends Record> Bound<S> top(Class<S> settings) {
    return section(TOP, settings);
  }

  /** Binds keys of a section; an absent section is an empty one. */
  public <S extends Record> Bound<S> section(String name, Class<S> settings) {
    return new Bound<>(bind(open(name), settings, false));
  }

  /**
   * Lets a key of a section choose a factory, and binds the factory's settings to other keys of the
   * same section.
   */
  public <T> Choice<T> choice(String name, Selector selector, Offers<T> offers) {
    ConfigSection section = open(name);
    List<Factory<?, T>> factories = offers.factories();
    @Nullable ConfigNode node = section.given().entries().get(selector.key());
    Origin origin = node == null || node.absent() ? Origin.DEFAULT : node.origin();
    @Nullable Factory<?, T> factory = null;
    if (node == null || node.absent()) {
      factory = find(factories, selector.defaultName());
      if (factory == null && !section.malformed()) {
        errors.add(ChoiceErrors.absent(section, selector, offers));
      }
    } else if (node instanceof Scalar scalar) {
      factory = find(factories, scalar.text());
      if (factory == null) {
        errors.add(ChoiceErrors.unknown(section, selector, offers, scalar));
      }
    } else if (!(node instanceof Faulty)) {
      errors.add(
          ConfigError.at(
              YamlReader.child(name, selector.key()),
              node,
              "must be a name",
              ChoiceErrors.names(factories)));
    }
    String chosen = factory == null ? null : factory.name();
    section.add(new Selection(selector, List.copyOf(factories), chosen, origin));
    if (factory == null) {
      return new Choice<>(name, origin, null);
    }
    return new Choice<>(name, origin, select(section, factory));
  }

  /** Accepts sections without looking at them: those that other commands read. */
  public SettingsBinder ignore(String... names) {
    ignored.addAll(Arrays.asList(names));
    return this;
  }

  /** Accepts every section that some command has, without looking at those not declared here. */
  public SettingsBinder ignoreSections() {
    ignored.addAll(SECTIONS);
    return this;
  }

  /**
   * Ends the declarations.
   *
   * @return the values of all declared keys
   * @throws ConfigException with every error, keys that no declaration knows included
   */
  public EffectiveConfig finish() {
    List<ConfigError> all = new ArrayList<>(errors);
    sections.values().forEach(section -> addUnknownKeys(section, all));
    if (!all.isEmpty()) {
      throw new ConfigException(all);
    }
    return EffectiveConfig.of(sections.values());
  }

  /** The JSON Schema (draft 2020-12) of configurations with these declarations. */
  public ObjectNode schema() {
    return JsonSchema.of(sections.values());
  }

  /**
   * A configuration file with these declarations: the defaults, each key with its help as a
   * comment. A section that chooses a factory shows the keys of the one that is chosen here.
   */
  public String sample() {
    return SampleYaml.of(sections.values());
  }

  private ConfigSection open(String name) {
    @Nullable ConfigSection declared = sections.get(name);
    if (declared != null) {
      return declared;
    }
    @Nullable ConfigNode node = root.entries().get(name);
    boolean malformed = node != null && !node.absent() && !(node instanceof Mapping);
    if (malformed && node != null && !(node instanceof Faulty)) {
      errors.add(ConfigError.at(name, node, "must be a section with keys of its own"));
    }
    Mapping given = node instanceof Mapping mapping ? mapping : Mapping.empty(root.origin());
    ConfigSection section = new ConfigSection(name, given, malformed);
    sections.put(name, section);
    return section;
  }

  private <S extends Record> @Nullable S bind(
      ConfigSection section, Class<S> type, boolean chosen) {
    SettingsRecord<S> settings = SettingsRecord.of(type);
    @Nullable S value =
        section.malformed() ? null : nodes.bind(settings, section.given(), section.name());
    section.add(new Part(settings, value, chosen));
    return value;
  }

  private <S extends Record, T> @Nullable Selected<S, T> select(
      ConfigSection section, Factory<S, T> factory) {
    @Nullable S settings = bind(section, factory.settings(), true);
    return settings == null ? null : new Selected<>(factory, settings);
  }

  private void addUnknownKeys(ConfigSection section, List<ConfigError> all) {
    if (!section.keysKnown()) {
      return;
    }
    List<String> known = new ArrayList<>(section.keys());
    if (section.name().equals(TOP)) {
      known.addAll(sections.keySet());
      known.addAll(ignored);
      known.remove(TOP);
    }
    section
        .given()
        .entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                if (isOfOtherCommands(section, key, node)) {
                  LOG.warn("{} is passed over: nothing here has a section {}", node.origin(), key);
                } else {
                  ConfigError error = NodeBinder.unknown(section.name(), key, node, known);
                  all.add(withOtherSections(section, error, key));
                }
              }
            });
  }

  /** Whether a section is one of other commands, and there for them in the environment alone. */
  private static boolean isOfOtherCommands(ConfigSection section, String key, ConfigNode node) {
    return section.name().equals(TOP) && SECTIONS.contains(key) && node.ofEnvironment();
  }

  /**
   * A known key in the wrong section is a likelier slip than a misspelt one; a part that was not
   * chosen likelier still, where there is a default.
   */
  private ConfigError withOtherSections(ConfigSection section, ConfigError error, String key) {
    Stream<String> elsewhere =
        sections.values().stream()
            .filter(other -> other.keys().contains(key))
            .map(other -> YamlReader.child(other.name(), key));
    List<String> nearest =
        Stream.concat(elsewhere, error.nearest().stream()).distinct().limit(3).toList();
    Selection selection = section.selection();
    String problem = error.problem();
    if (error.nearest().isEmpty()
        && selection != null
        && selection.origin().equals(Origin.DEFAULT)) {
      problem +=
          " while %s is %s, its default"
              .formatted(
                  YamlReader.child(section.name(), selection.selector().key()), selection.chosen());
    }
    return new ConfigError(
        error.key(),
        error.value(),
        error.origin(),
        problem,
        nearest.isEmpty() ? error.allowed() : null,
        nearest);
  }

  private static <T> @Nullable Factory<?, T> find(List<Factory<?, T>> all, String name) {
    return all.stream().filter(factory -> factory.name().equals(name)).findFirst().orElse(null);
  }
}
