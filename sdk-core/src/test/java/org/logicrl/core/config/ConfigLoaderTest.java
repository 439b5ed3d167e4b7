package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.logicrl.core.config.Configs.lines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.config.ExampleSettings.Puzzle;

final class ConfigLoaderTest {

  @TempDir Path folder = Path.of("");

  @Test
  void anAssignmentBeatsAVariableWhichBeatsTheFile() {
    Configs configs =
        configs(Map.of("LOGICRL__training__steps", "20", "LOGICRL__training__learningRate", "0.2"));

    ExampleSettings.Training training =
        configs.training(
            "training: {steps: 10, learningRate: 0.1, note: file}", "training.steps=30");

    assertThat(training.steps()).isEqualTo(30);
    assertThat(training.learningRate()).isEqualTo(0.2);
    assertThat(training.note()).isEqualTo("file");
  }

  @Test
  void theLastOfTwoAssignmentsWins() {
    assertThat(configs().training("", "training.steps=1", "training.steps=2").steps()).isEqualTo(2);
  }

  @Test
  void aListIsReplacedAndNotMerged() {
    Configs.Example example =
        configs().bind("{training: {steps: 1}, task: {people: [2, 3, 4]}}", "task.people=[5]");
    example.binder().finish();

    assertThat(example.task().settings()).isEqualTo(new Puzzle(List.of(5), List.of()));
  }

  @Test
  void anEmptyListReplacesAListToo() {
    Configs.Example example =
        configs().bind("{training: {steps: 1}, task: {people: [2, 3]}}", "task.people=[]");
    example.binder().finish();

    assertThat(example.task().settings()).isEqualTo(new Puzzle(List.of(), List.of()));
  }

  @Test
  void anAssignmentOfASectionMergesWithTheSectionOfTheFile() {
    ExampleSettings.Training training =
        configs().training("training: {steps: 10, note: kept}", "training={steps: 5}");

    assertThat(training.steps()).isEqualTo(5);
    assertThat(training.note()).isEqualTo("kept");
  }

  @Test
  void nullInAnAssignmentBringsTheDefaultBack() {
    assertThat(
            configs()
                .training("training: {steps: 1, learningRate: 3}", "training.learningRate=null")
                .learningRate())
        .isEqualTo(1e-4);
  }

  @Test
  void anEmptySectionOfTheFileTakesKeysFromAssignments() {
    assertThat(configs().training("training:\n", "training.steps=7").steps()).isEqualTo(7);
  }

  @Test
  void refusesASectionInOneLayerThatIsAValueInAnother() {
    List<ConfigError> errors = configs().errors("training: fast", "training.steps=7");

    assertThat(errors)
        .singleElement()
        .hasToString(
            "training = fast  ("
                + file()
                + ":1)\n"
                + "is one value here, but a section with keys of its own in --set training.steps");
  }

  @Test
  void nullInAnAssignmentRemovesASection() {
    assertThat(configs().load("sft: {shape: {layers: 2}}", "sft=null").has("sft")).isFalse();
    assertThat(configs().errors("training: {steps: 1}", "training=null"))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.key()).isEqualTo("training.steps");
              assertThat(error.problem()).startsWith("must be given");
            });
  }

  @Test
  void nullInAVariableRemovesASectionWithinASection() {
    Configs configs = configs(Map.of("LOGICRL__training__saving", "null"));

    assertThat(configs.training("training: {steps: 1, saving: {every: 5, keep: 5}}").saving())
        .isEqualTo(new ExampleSettings.Saving(10, 3));
  }

  @Test
  void aRemovedSectionTakesKeysFromLaterAssignmentsAndNoneFromTheFile() {
    ExampleSettings.Training training =
        configs()
            .training(
                "training: {steps: 1, learningRate: 3}",
                "training.steps=2",
                "training=null",
                "training.steps=4");

    assertThat(training.steps()).isEqualTo(4);
    assertThat(training.learningRate()).isEqualTo(1e-4);
  }

  @Test
  void refusesDuplicateKeysWithBothLines() {
    List<ConfigError> errors =
        configs().errors(lines("training:", "  steps: 1", "  note: x", "  steps: 2"));

    assertThat(errors)
        .singleElement()
        .hasToString(
            "training.steps = 2  (" + file() + ":4)\nis given twice, first at " + file() + ":2");
  }

  @Test
  void reportsASyntaxErrorWithFileLineAndColumn() {
    assertThatThrownBy(() -> configs().load(lines("training:", "  steps: [1, 2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file() + ":3")
        .hasMessageContaining("is not valid YAML: line 3, column 1");
  }

  @Test
  void reportsASyntaxErrorInAnAssignmentWithItsKey() {
    assertThatThrownBy(() -> configs().load("", "training.steps=[1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("training.steps  (--set training.steps)");
  }

  @Test
  void refusesAKeyWithADotInTheFile() {
    assertThat(configs().errors("{training: {steps: 1}, training.steps: 2}"))
        .singleElement()
        .extracting(ConfigError::problem)
        .isEqualTo("has a dot in a file; write nested sections instead");
  }

  @Test
  void refusesTagsMergeKeysAndKeysThatAreLists() {
    assertThat(
            configs()
                .errors(
                    lines("training: {steps: !file 1}", "task: {<<: {people: 2}}", "? [a]", ": 1")))
        .extracting(ConfigError::problem)
        .containsExactlyInAnyOrder(
            "has a tag, which a configuration cannot have",
            "is a merge key, which a configuration cannot have",
            "a key must be a word, not a list or a section");
  }

  @Test
  void refusesAliasesOfListsWhichCouldGrowWithoutBound() {
    assertThatThrownBy(() -> configs().load("{a: &a [1], b: [*a, *a]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("aliases");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> loader().load(folder.resolve("none.yaml"), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("there is no such file");
  }

  @Test
  void refusesAFolderInPlaceOfAFile() {
    assertThatThrownBy(() -> loader().load(folder, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("(%s)", folder)
        .hasMessageContaining("is a folder")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws Exception {
    Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xE4});

    assertThatThrownBy(() -> loader().load(file, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void refusesAFileThatIsOneValue() {
    assertThatThrownBy(() -> configs().load("[1, 2]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sections and keys");
  }

  @Test
  void refusesAssignmentsAndVariablesThatNameNoKey() {
    List<ConfigError> errors =
        configs(Map.of("LOGICRL__a____b", "1"))
            .errors("training: {steps: 1}", "training.steps", "=3");

    assertThat(errors)
        .extracting(ConfigError::problem)
        .containsExactly(
            "'a..b' is not a key such as training.steps",
            "must be key=value, such as training.steps=100",
            "'' is not a key such as training.steps");
  }

  @Test
  void doesNotReportALookupThatAStrongerLayerReplaces() {
    assertThat(
            configs()
                .training("training: {steps: 1, note: '${env:NONE}'}", "training.note=fine")
                .note())
        .isEqualTo("fine");
  }

  @Test
  void leavesOtherVariablesOfTheEnvironmentAlone() {
    Configs configs = configs(Map.of("LOGICRL_HOME", "/opt", "PATH", "/bin"));

    assertThat(configs.training("training: {steps: 1}").steps()).isEqualTo(1);
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(configs().training("\uFEFFtraining: {steps: 4}").steps()).isEqualTo(4);
  }

  @Test
  void worksWithoutAFile() {
    LoadedConfig loaded = loader().loadWithoutFile(folder, List.of("training.steps=9"));
    SettingsBinder binder = loaded.binder();
    Bound<ExampleSettings.Training> training =
        binder.section("training", ExampleSettings.Training.class);
    binder.finish();

    assertThat(training.value().steps()).isEqualTo(9);
    assertThat(loaded.directory()).isEqualTo(folder);
  }

  @Test
  void relativePathsReferToTheFolderOfTheFile() {
    assertThat(configs().load("").directory()).isEqualTo(folder.toAbsolutePath());
  }

  private Path file() {
    return folder.resolve("experiment.yaml");
  }

  private Configs configs() {
    return configs(Map.of());
  }

  private Configs configs(Map<String, String> environment) {
    return new Configs(folder, environment);
  }

  private static ConfigLoader loader() {
    return new ConfigLoader(Map.of());
  }
}
