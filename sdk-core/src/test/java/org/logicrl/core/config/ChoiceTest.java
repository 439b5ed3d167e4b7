package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.Factory;
import org.logicrl.api.PluginContext;
import org.logicrl.core.config.ExampleSettings.Maths;
import org.logicrl.core.config.ExampleSettings.Part;
import org.logicrl.core.config.ExampleSettings.Saving;

final class ChoiceTest {

  @TempDir Path folder = Path.of("");
  private Configs configs = new Configs(folder, Map.of());

  @BeforeEach
  void useTheFolder() {
    configs = new Configs(folder, Map.of());
  }

  @Test
  void makesThePartThatTheNameChooses() {
    Configs.Example example =
        configs.bind("{training: {steps: 1}, task: {name: maths, file: a.jsonl}}");
    example.binder().finish();

    assertThat(example.task().factory().name()).isEqualTo("maths");
    assertThat(example.task().create(new PluginContext(1, folder)))
        .isEqualTo(new Part(new Maths("a.jsonl")));
  }

  @Test
  void passesThePartThroughAFunction() {
    Configs.Example example =
        configs.bind("{training: {steps: 1}, task: {name: maths, file: a.jsonl}}");
    example.binder().finish();

    assertThat(
            example
                .task()
                .map(part -> new Part(new Maths("b.jsonl")))
                .create(new PluginContext(1, folder)))
        .isEqualTo(new Part(new Maths("b.jsonl")));
  }

  @Test
  void takesTheDefaultWhenNoNameIsGiven() {
    Configs.Example example = configs.bind("training: {steps: 1}");
    example.binder().finish();

    assertThat(example.task().factory().name()).isEqualTo("puzzle");
  }

  @Test
  void namesTheNearestAndAllForAnUnknownName() {
    ConfigError error =
        configs.errors("{training: {steps: 1}, task: {name: puzle, file: a}}").get(0);

    assertThat(error.key()).isEqualTo("task.name");
    assertThat(error.nearest()).containsExactly("puzzle");
    assertThat(error.allowed()).isEqualTo("one of maths, puzzle");
  }

  @Test
  void judgesNoOtherKeysWhenTheNameIsUnknown() {
    assertThat(configs.errors("{training: {steps: 1}, task: {name: chess, depth: 3}}")).hasSize(1);
  }

  @Test
  void addsTheRemarksOfTheOffersToAnUnknownName() {
    Offers<Part> offers =
        new Offers<>() {
          @Override
          public List<Factory<?, Part>> factories() {
            return List.of();
          }

          @Override
          public List<String> remarks(String name) {
            return List.of(name + ".jar was refused: it is broken");
          }
        };
    SettingsBinder binder = configs.binder("task: {name: chess}");
    binder.choice("task", Selector.name("The task."), offers);

    assertThatThrownBy(binder::finish)
        .hasMessageContaining("chess.jar was refused: it is broken")
        .hasMessageContaining("nothing, as no plugin offers one");
  }

  @Test
  void refusesAChoiceThatIsNotMade() {
    SettingsBinder binder = configs.binder("");
    binder.choice("task", Selector.name("The task."), ExampleSettings.PARTS);

    assertThatThrownBy(binder::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("task.name")
        .hasMessageContaining("must be given: The task.")
        .hasMessageContaining("one of maths, puzzle");
  }

  /** Whoever sets a key of a part may have forgotten to choose it. */
  @Test
  void saysWhichDefaultDoesNotKnowAKey() {
    assertThat(configs.errors("{training: {steps: 1}, task: {file: f}}"))
        .extracting(ConfigError::problem)
        .containsExactly("is not a known key while task.name is puzzle, its default");
  }

  @Test
  void refusesAListAsAName() {
    assertThat(configs.errors("{training: {steps: 1}, task: {name: [maths]}}"))
        .extracting(ConfigError::problem)
        .containsExactly("must be a name");
  }

  @Test
  void sharesItsSectionWithOtherSettings() {
    SettingsBinder binder = configs.binder("rollout: {backend: maths, file: f, every: 7}");
    Bound<Saving> settings = binder.section("rollout", Saving.class);
    Choice<Part> engine =
        binder.choice("rollout", Selector.backend("The engine."), ExampleSettings.PARTS);
    binder.finish();

    assertThat(settings.value().every()).isEqualTo(7);
    assertThat(engine.settings()).isEqualTo(new Maths("f"));
  }

  @Test
  void reportsTheRefusalOfAFactoryAsAConfigurationError() {
    Configs.Example example = configs.bind("{training: {steps: 1}, task: {people: 7}}");
    example.binder().finish();

    assertThatThrownBy(() -> example.task().create(new PluginContext(1, folder)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("task = puzzle")
        .hasMessageContaining("seven people make no puzzle here");
  }
}
