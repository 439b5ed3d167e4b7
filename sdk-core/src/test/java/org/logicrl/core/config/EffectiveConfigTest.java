package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.core.config.Configs.lines;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EffectiveConfigTest {

  private static final int ROUNDS = 200;
  private static final String[] SPICE = {
    "null",
    "~",
    "true",
    "on",
    "${",
    "}",
    "$",
    "#",
    ": ",
    "- ",
    "'",
    "\"",
    "\\",
    "\n",
    "\t",
    " ",
    "é",
    "\u2028",
    "\u0007",
    "\uFEFF",
    "\uD83D\uDE00",
    "1e-4",
    "[",
    "{",
    ",",
    "&a",
    "*",
    "!",
    "%",
    "@",
    "a"
  };

  @TempDir Path folder = Path.of("");
  private Configs configs = new Configs(folder, Map.of());

  @BeforeEach
  void useTheFolder() {
    configs = new Configs(folder, Map.of("LOGICRL__training__learningRate", "3e-5"));
  }

  @Test
  void aTextAtTheTopLevelStandsBeforeTheSections() {
    EffectiveConfig effective = configs.bind("{seed: 3, training: {steps: 5}}").binder().finish();

    assertThat(effective.with("directory", "/a b").toYaml())
        .startsWith(lines("name: example", "seed: 3", "directory: \"/a b\"", "training:"));
    assertThat(effective.with("name", "other").toYaml())
        .startsWith(lines("name: other", "seed: 3", "training:"));
  }

  @Test
  void writesEveryValueInDeclarationOrder() {
    EffectiveConfig effective =
        configs
            .bind(
                "{task: {stages: [{every: 5}]}, training: {note: 'a: b', steps: 1e3}}",
                "task.people=4")
            .binder()
            .finish();

    assertThat(effective.toYaml())
        .isEqualTo(
            lines(
                "name: example",
                "seed: 1",
                "training:",
                "  steps: 1000",
                "  learningRate: 3e-5",
                "  shuffle: true",
                "  schedule: linear-decay",
                "  note: \"a: b\"",
                "  saving:",
                "    every: 10",
                "    keep: 3",
                "task:",
                "  name: puzzle",
                "  people: [4]",
                "  stages: [{every: 5, keep: 3}]"));
  }

  @Test
  void namesTheOriginOfEveryValue() {
    EffectiveConfig effective =
        configs.bind(lines("training:", "  steps: 5"), "task.people=4").binder().finish();

    assertThat(effective.entries())
        .contains(
            new EffectiveConfig.Entry("seed", "1", Origin.DEFAULT),
            new EffectiveConfig.Entry(
                "training.steps", "5", Origin.file(folder.resolve("experiment.yaml"), 2)),
            new EffectiveConfig.Entry(
                "training.learningRate",
                "3e-5",
                Origin.environment("LOGICRL__training__learningRate")),
            new EffectiveConfig.Entry("task.people", "[4]", Origin.assignment("task.people")));
  }

  @Test
  void showsKeysValuesAndOriginsInColumns() {
    SettingsBinder binder = configs.binder("{}", "seed=12");
    binder.ignore("training").top(ExampleSettings.Run.class);

    assertThat(binder.finish().toTable())
        .isEqualTo(lines("name  example  default", "seed  12       --set seed"));
  }

  @Test
  void readsBackToTheSameConfigurationForRandomValues() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder note = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        note.append(SPICE[random.nextInt(SPICE.length)]);
      }
      double rate = Math.abs(Double.longBitsToDouble(random.nextLong()));
      String yaml =
          "training: {steps: %d, learningRate: %s, note: %s}"
              .formatted(
                  1 + random.nextInt(1000),
                  YamlText.number(Double.isFinite(rate) ? rate : 1),
                  YamlText.string(note.toString()));
      Configs.Example first = new Configs(folder, Map.of()).bind(yaml);
      String effective = first.binder().finish().toYaml();
      Configs.Example second = new Configs(folder, Map.of()).bind(effective);

      assertThat(second.binder().finish().toYaml()).as("seed %d", seed).isEqualTo(effective);
      assertThat(second.training().value()).isEqualTo(first.training().value());
      assertThat(second.training().value().note()).as("seed %d", seed).isEqualTo(note.toString());
    }
  }
}
