package org.logicrl.core.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.config.ConfigNode.Mapping;
import org.logicrl.core.config.ConfigNode.Scalar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a configuration file and lays environment variables and assignments over it.
 *
 * <p>Weakest first: the file; environment variables such as {@code LOGICRL__training__steps} (the
 * prefix {@code LOGICRL__}, then the key with {@code __} for each dot, upper and lower case as in
 * the key); assignments such as {@code training.steps=100}, later ones over earlier ones. The
 * values of variables and assignments are YAML.
 *
 * <pre>{@code
 * LoadedConfig loaded =
 *     ConfigLoader.ofSystem().load(Path.of("experiment.yaml"), List.of("task.people=[2, 3]"));
 * SettingsBinder binder = loaded.binder();
 * }</pre>
 */
public final class ConfigLoader {

  /** What the name of an environment variable begins with to be part of the configuration. */
  public static final String ENVIRONMENT_PREFIX = "LOGICRL__";

  private static final Logger LOG = LoggerFactory.getLogger(ConfigLoader.class);

  private static final Pattern KEY =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z][A-Za-z0-9_-]*)*");

  private final Map<String, String> environment;

  /** A loader that sees these environment variables. */
  public ConfigLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** A loader that sees the environment of this process. */
  public static ConfigLoader ofSystem() {
    return new ConfigLoader(System.getenv());
  }

  /**
   * A loader to which environment variables are no configuration of their own; values may still
   * refer to others. It says which ones it passes over.
   */
  public ConfigLoader withoutVariables() {
    Map<String, String> others = new TreeMap<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                LOG.warn("the environment variable {} is passed over: use --set", variable);
              } else {
                others.put(variable, value);
              }
            });
    return new ConfigLoader(others);
  }

  /**
   * Reads a file.
   *
   * @param assignments each {@code key=value}, weakest first
   * @throws ConfigException when nothing can be bound because something is not even YAML; lesser
   *     errors wait for {@link SettingsBinder#finish}
   */
  public LoadedConfig load(Path file, List<String> assignments) {
    if (Files.isDirectory(file)) {
      throw unreadable(file, "is a folder; give the configuration file in it");
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "the file is not UTF-8 text");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "you may not read the file");
    } catch (IOException e) {
      throw unreadable(file, "the file cannot be read: " + e.getMessage());
    }
    @Nullable Path folder = file.toAbsolutePath().getParent();
    return load(file, text, folder == null ? file.toAbsolutePath() : folder, assignments);
  }

  /**
   * A configuration without a file, of variables and assignments alone.
   *
   * @param directory what relative paths refer to
   */
  public LoadedConfig loadWithoutFile(Path directory, List<String> assignments) {
    return load(null, "", directory, assignments);
  }

  private LoadedConfig load(
      @Nullable Path file, String text, Path directory, List<String> assignments) {
    List<ConfigError> errors = new ArrayList<>();
    YamlReader reader = new YamlReader(new EnvironmentLookup(environment), errors);
    List<Mapping> layers = new ArrayList<>();
    layers.add(file == null ? Mapping.empty(Origin.DEFAULT) : fileLayer(reader, file, text));
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                String key = variable.substring(ENVIRONMENT_PREFIX.length()).replace("__", ".");
                addLayer(layers, reader, errors, key, value, Origin.environment(variable));
              }
            });
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String key = assignment.substring(0, Math.max(equals, 0)).strip();
      if (equals < 0) {
        errors.add(
            ConfigError.general(
                Origin.assignment(assignment), "must be key=value, such as training.steps=100"));
      } else {
        String value = assignment.substring(equals + 1);
        addLayer(layers, reader, errors, key, value, Origin.assignment(key));
      }
    }
    Collections.reverse(layers);
    Mapping root = LayerMerger.merge(layers);
    errors.addAll(root.faults());
    return new LoadedConfig(root, directory, errors);
  }

  private static Mapping fileLayer(YamlReader reader, Path file, String text) {
    // A byte order mark is no part of the text, but Java keeps it.
    String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
    @Nullable ConfigNode node = reader.read(yaml, "", line -> Origin.file(file, line));
    if (node == null || node.absent()) {
      return Mapping.empty(Origin.file(file));
    }
    if (node instanceof Mapping mapping) {
      return new Mapping(mapping.entries(), Origin.file(file));
    }
    throw unreadable(file, "a configuration consists of sections and keys, such as 'seed: 1'");
  }

  private static void addLayer(
      List<Mapping> layers,
      YamlReader reader,
      List<ConfigError> errors,
      String key,
      String value,
      Origin origin) {
    if (!KEY.matcher(key).matches()) {
      errors.add(ConfigError.general(origin, "'" + key + "' is not a key such as training.steps"));
      return;
    }
    @Nullable ConfigNode read = reader.read(value, key, line -> origin);
    ConfigNode node = read == null ? new Scalar("null", true, origin) : read;
    List<String> path = Arrays.asList(key.split("\\."));
    for (int i = path.size() - 1; i >= 0; i--) {
      node = new Mapping(Map.of(path.get(i), node), origin);
    }
    layers.add((Mapping) node);
  }

  private static ConfigException unreadable(Path file, String problem) {
    return new ConfigException(List.of(ConfigError.general(Origin.file(file), problem)));
  }
}
