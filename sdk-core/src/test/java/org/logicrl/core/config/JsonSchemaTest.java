package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.core.config.Configs.lines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("");

  @Test
  void describesARecordWithRangesDefaultsAndHelp() throws Exception {
    assertThat(json(JsonSchema.of(SettingsRecord.of(ExampleSettings.Saving.class)).toString()))
        .isEqualTo(
            json(
                """
                {"type": "object",
                 "properties": {
                   "every": {"type": "integer", "minimum": 1,
                             "description": "Steps between checkpoints.", "default": 10},
                   "keep": {"type": "integer", "minimum": 0,
                            "description": "Checkpoints that are kept.", "default": 3}},
                 "additionalProperties": false}
                """));
  }

  @Test
  void describesListsWithOrWithoutBrackets() throws Exception {
    JsonNode people =
        json(JsonSchema.of(SettingsRecord.of(ExampleSettings.Puzzle.class)).toString())
            .at("/properties/people");

    assertThat(people)
        .isEqualTo(
            json(
                """
                {"anyOf": [
                   {"type": "array", "items": {"type": "integer", "minimum": 2, "maximum": 8}},
                   {"type": "integer", "minimum": 2, "maximum": 8}],
                 "description": "Numbers of people.", "default": [2, 3]}
                """));
  }

  @Test
  void describesEnumerationsAndRequiredKeys() {
    JsonNode schema = JsonSchema.of(SettingsRecord.of(ExampleSettings.Training.class));

    assertThat(schema.at("/required")).hasToString("[\"steps\"]");
    assertThat(schema.at("/properties/schedule/enum"))
        .hasToString("[\"constant\",\"linear-decay\"]");
  }

  @Test
  void describesAWholeConfigurationWithItsChoices() throws Exception {
    JsonNode schema = json(new Configs(folder, Map.of()).bind("").binder().schema().toString());

    assertThat(schema.at("/$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.at("/required")).hasToString("[\"training\"]");
    assertThat(schema.at("/properties/seed/type").asText()).isEqualTo("integer");
    assertThat(schema.at("/properties/training/additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.at("/properties/task/properties"))
        .isEqualTo(
            json(
                """
                {"name": {"type": "string", "description": "The problems to train on.",
                          "enum": ["maths", "puzzle"], "default": "puzzle"}}
                """));
    assertThat(schema.at("/properties/task/allOf/0"))
        .isEqualTo(
            json(
                """
                {"if": {"properties": {"name": {"const": "maths"}}, "required": ["name"]},
                 "then": {"type": "object", "required": ["file"], "properties":
                   {"file": {"type": "string", "description": "File of problems."}}}}
                """));
    assertThat(schema.at("/properties/task/unevaluatedProperties").asBoolean(true)).isFalse();
  }

  @Test
  void theSampleExplainsEveryKey() {
    assertThat(new Configs(folder, Map.of()).bind("").binder().sample())
        .isEqualTo(
            lines(
                "# Name of the run. (text)",
                "name: example",
                "# Seed of all random numbers. (a whole number)",
                "seed: 1",
                "",
                "training:",
                "  # Number of steps. (a whole number, 1 to 1000000)",
                "  steps: # must be given",
                "  # Step size. (a number, at least 0)",
                "  learningRate: 1e-4",
                "  # Whether to shuffle. (true or false)",
                "  shuffle: true",
                "  # Rule of the step size. (one of constant, linear-decay)",
                "  schedule: linear-decay",
                "  # Note for people. (text)",
                "  # note:",
                "  # When to save. (a section)",
                "  saving:",
                "    # Steps between checkpoints. (a whole number, at least 1)",
                "    every: 10",
                "    # Checkpoints that are kept. (a whole number, at least 0)",
                "    keep: 3",
                "",
                "task:",
                "  # The problems to train on. (one of maths, puzzle)",
                "  name: puzzle",
                "  # Numbers of people. (a list; each a whole number, 2 to 8)",
                "  people: [2, 3]",
                "  # Stages of the curriculum. (a list; each a section)",
                "  stages: []"));
  }

  @Test
  void theSampleBindsToTheDefaultsOnceItsGapsAreFilled() {
    Configs configs = new Configs(folder, Map.of());
    String sample = configs.bind("").binder().sample();

    assertThat(configs.training(sample, "training.steps=5"))
        .isEqualTo(configs.training("training: {steps: 5}"));
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }
}
