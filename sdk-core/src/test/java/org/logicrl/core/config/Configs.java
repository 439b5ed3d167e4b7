package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Loads configurations that a test writes inline, from a real file. */
final class Configs {

  private final Path folder;
  private final Map<String, String> environment;

  Configs(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  LoadedConfig load(String yaml, String... assignments) {
    return new ConfigLoader(environment).load(file(yaml), List.of(assignments));
  }

  SettingsBinder binder(String yaml, String... assignments) {
    return load(yaml, assignments).binder();
  }

  /** The experiment that most tests declare: run, training and task. */
  Example bind(String yaml, String... assignments) {
    SettingsBinder binder = binder(yaml, assignments);
    return new Example(
        binder,
        binder.top(ExampleSettings.Run.class),
        binder.section("training", ExampleSettings.Training.class),
        binder.choice(
            "task",
            Selector.name("The problems to train on.").withDefault("puzzle"),
            ExampleSettings.PARTS));
  }

  /** What is wrong with a configuration of that experiment. */
  List<ConfigError> errors(String yaml, String... assignments) {
    ConfigException exception =
        catchThrowableOfType(
            ConfigException.class, () -> bind(yaml, assignments).binder().finish());
    return Objects.requireNonNull(exception, "nothing is wrong").errors();
  }

  ExampleSettings.Training training(String yaml, String... assignments) {
    Example example = bind(yaml, assignments);
    example.binder().finish();
    return example.training().value();
  }

  private Path file(String yaml) {
    try {
      return Files.writeString(folder.resolve("experiment.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String lines(String... lines) {
    return Arrays.stream(lines).collect(Collectors.joining("\n", "", "\n"));
  }

  /** A declared experiment. */
  record Example(
      SettingsBinder binder,
      Bound<ExampleSettings.Run> run,
      Bound<ExampleSettings.Training> training,
      Choice<ExampleSettings.Part> task) {}
}
