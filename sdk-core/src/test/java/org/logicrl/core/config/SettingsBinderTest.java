package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.logicrl.core.config.Configs.lines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.Setting;
import org.logicrl.core.config.ExampleSettings.Saving;
import org.logicrl.core.config.ExampleSettings.Schedule;
import org.logicrl.core.config.ExampleSettings.Training;

final class SettingsBinderTest {

  @TempDir Path folder = Path.of("");
  private Configs configs = new Configs(folder, Map.of());

  @BeforeEach
  void useTheFolder() {
    configs = new Configs(folder, Map.of());
  }

  @Test
  void bindsEveryType() {
    Training training =
        configs.training(
            lines(
                "training:",
                "  steps: 1_000",
                "  learningRate: 1e-5",
                "  shuffle: false",
                "  schedule: constant",
                "  note: 2024-01-01",
                "  saving: {every: 50}"));

    assertThat(training)
        .isEqualTo(
            new Training(1000, 1e-5, false, Schedule.CONSTANT, "2024-01-01", new Saving(50, 3)));
  }

  @Test
  void fillsInDefaultsAndLeavesOptionalKeysNull() {
    assertThat(configs.training("training: {steps: 1}"))
        .isEqualTo(new Training(1, 1e-4, true, Schedule.LINEAR_DECAY, null, new Saving(10, 3)));
  }

  @Test
  void acceptsOneValueWhereAListIsExpected() {
    Configs.Example example = configs.bind("training: {steps: 1}", "task.people=5");
    example.binder().finish();

    assertThat(example.task().settings())
        .isEqualTo(new ExampleSettings.Puzzle(List.of(5), List.of()));
  }

  @Test
  void bindsListsOfRecords() {
    Configs.Example example =
        configs.bind("{training: {steps: 1}, task: {stages: [{every: 5}, {keep: 1}]}}");
    example.binder().finish();

    assertThat(example.task().settings())
        .isEqualTo(
            new ExampleSettings.Puzzle(
                List.of(2, 3), List.of(new Saving(5, 3), new Saving(10, 1))));
  }

  @Test
  void reportsAllErrorsOfAllSectionsAtOnce() {
    ConfigException exception =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                configs
                    .bind(
                        lines(
                            "seed: soon",
                            "training:",
                            "  steps: 0",
                            "  stepz: 5",
                            "  schedule: linear-deca",
                            "  note: ${sys:user.home}",
                            "  saving: {every: 2, keep: 3}",
                            "task: {people: [2, 9, x]}",
                            "trainning: {}"),
                        "task.peple=3")
                    .binder()
                    .finish());

    String file = folder.resolve("experiment.yaml").toString();
    assertThat(Objects.requireNonNull(exception))
        .hasMessage(
            lines(
                    "10 errors in the configuration:",
                    "",
                    "  1) training.note = ${sys:user.home}  (FILE:6)",
                    "     uses ${sys:user.home}, but ${env:NAME} is the only lookup; write $${ to"
                        + " mean the characters themselves",
                    "",
                    "  2) seed = soon  (FILE:1)",
                    "     is not a whole number",
                    "     allowed: a whole number",
                    "",
                    "  3) training.steps = 0  (FILE:3)",
                    "     is out of range",
                    "     allowed: a whole number, 1 to 1000000",
                    "",
                    "  4) training.schedule = linear-deca  (FILE:5)",
                    "     is not a known choice",
                    "     did you mean linear-decay?",
                    "     allowed: one of constant, linear-decay",
                    "",
                    "  5) training.saving  (FILE:7)",
                    "     keep (3) must be at most every",
                    "",
                    "  6) task.people[1] = 9  (FILE:8)",
                    "     is out of range",
                    "     allowed: a list; each a whole number, 2 to 8",
                    "",
                    "  7) task.people[2] = x  (FILE:8)",
                    "     is not a whole number",
                    "     allowed: a list; each a whole number, 2 to 8",
                    "",
                    "  8) trainning = {}  (FILE:9)",
                    "     is not a known key",
                    "     did you mean training?",
                    "",
                    "  9) training.stepz = 5  (FILE:4)",
                    "     is not a known key",
                    "     did you mean training.steps?",
                    "",
                    "  10) task.peple = 3  (--set task.peple)",
                    "      is not a known key",
                    "      did you mean task.people?")
                .replace("FILE", file));
  }

  @Test
  void saysWhatAMissingKeyMeans() {
    assertThat(configs.errors(""))
        .singleElement()
        .hasToString(
            lines(
                    "training.steps  (" + folder.resolve("experiment.yaml") + ")",
                    "must be given: Number of steps.",
                    "allowed: a whole number, 1 to 1000000")
                .strip());
  }

  @Test
  void pointsToTheSectionWhereAMisplacedKeyBelongs() {
    assertThat(configs.errors("{training: {steps: 1}, learningRate: 1}"))
        .singleElement()
        .extracting(ConfigError::nearest)
        .isEqualTo(List.of("training.learningRate"));
  }

  @Test
  void listsTheKnownKeysWhenNoneIsNear() {
    assertThat(configs.errors("training: {steps: 1, saving: {zzzzzz: 1}}"))
        .singleElement()
        .extracting(ConfigError::allowed)
        .isEqualTo("every, keep");
  }

  @Test
  void refusesSectionsAndListsWhereOneValueIsExpected() {
    assertThat(configs.errors("training: {steps: [1], note: {a: 1}, saving: 5}"))
        .extracting(ConfigError::problem)
        .containsExactly(
            "must be a single value",
            "must be a single value",
            "must be a section with keys of its own");
  }

  @Test
  void reportsAValueInPlaceOfASectionOnce() {
    assertThat(configs.errors("{training: {steps: 1}, task: puzzle}"))
        .extracting(ConfigError::key)
        .containsExactly("task");
  }

  @Test
  void bindsOneSectionToSeveralRecords() {
    SettingsBinder binder = configs.binder("training: {steps: 3, every: 4}");
    Bound<Training> training = binder.section("training", Training.class);
    Bound<Saving> saving = binder.section("training", Saving.class);
    binder.finish();

    assertThat(training.value().steps()).isEqualTo(3);
    assertThat(saving.value().every()).isEqualTo(4);
  }

  @Test
  void refusesAKeyThatTwoRecordsOfASectionShare() {
    record Other(@Setting(help = "Steps.", defaultValue = "1") int steps) {}
    SettingsBinder binder = configs.binder("training: {steps: 3}");
    binder.section("training", Training.class);

    assertThatThrownBy(() -> binder.section("training", Other.class))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("training.steps", Training.class.getName(), "Other");
  }

  @Test
  void ignoresSectionsOfOtherCommands() {
    SettingsBinder binder = configs.binder("{training: {stepz: 3}, seed: 2}").ignore("training");
    Bound<ExampleSettings.Run> run = binder.top(ExampleSettings.Run.class);
    binder.finish();

    assertThat(run.value().seed()).isEqualTo(2);
  }

  /** They are there for all commands. */
  @Test
  void passesOverASectionThatOnlyEnvironmentVariablesHave() {
    Configs exported = new Configs(folder, Map.of("LOGICRL__learner__threads", "1"));
    SettingsBinder binder = exported.binder("seed: 2");
    Bound<ExampleSettings.Run> run = binder.top(ExampleSettings.Run.class);
    binder.finish();
    assertThat(run.value().seed()).isEqualTo(2);

    // What is also given elsewhere is a mistake.
    assertThat(exported.errors("seed: 2", "learner.rate=1"))
        .extracting(ConfigError::key)
        .contains("learner");
    // So is a section of the file that only the environment fills, and one that no command has.
    assertThat(exported.errors("learner: {}")).extracting(ConfigError::key).contains("learner");
    assertThat(new Configs(folder, Map.of("LOGICRL__optimizer__rate", "1")).errors("seed: 2"))
        .extracting(ConfigError::key)
        .contains("optimizer");
  }

  @Test
  void keepsItsValuesBackUntilThereIsNoError() {
    Configs.Example example = configs.bind("training: {steps: x}");

    assertThatThrownBy(() -> example.training().value())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("finish()");
  }

  @Test
  void aConstructorThatFailsOtherwiseIsAnErrorOfTheProgram() {
    SettingsBinder binder = configs.binder("s: {number: 1}");

    assertThatThrownBy(() -> binder.section("s", Broken.class))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("oops");
  }

  record Broken(@Setting(help = "A number.") int number) {
    Broken {
      if (number == 1) {
        throw new IllegalStateException("oops");
      }
    }
  }
}
