package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.PluginContext;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;

/** {@code generate} and {@code logprobs}, on a model with random weights. */
final class ModelCommandsTest {

  private static final String PROMPTS =
      """
      {"prompt": "one two", "id": 7}
      {"prompt": "three"}
      """;

  @TempDir private static Path folder;
  private static Path model = Path.of("");

  @BeforeAll
  static void makesAModel() throws Exception {
    model = folder.resolve("model");
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      SettingsBinder binder =
          new ConfigLoader(Map.of()).loadWithoutFile(folder, List.of()).binder();
      var choice =
          binder.choice(
              "learner",
              Selector.backend("The engine.").withDefault("pytorch"),
              catalog.backends());
      binder.finish();
      try (Backend backend = choice.create(new PluginContext(1, folder))) {
        backend.initialize(
            model, new ModelShape(16, 1, 2, 1, 32, 1024, 10000, 0.5), List.of("one two three"), 1);
      }
    }
  }

  @Test
  void completesPromptsAndKeepsTheRow() throws Exception {
    List<JsonNode> rows = rows(generate(PROMPTS, "--set=rollout.maxTokens=5"));
    assertThat(rows).hasSize(2);
    JsonNode row = rows.get(0);
    assertThat(row.path("id").asInt()).isEqualTo(7);
    assertThat(row.path("response").isTextual()).isTrue();
    assertThat(row.path("tokens").size()).isBetween(1, 5);
    assertThat(row.path("logProbs")).hasSameSizeAs(row.path("tokens"));
    assertThat(row.path("finish").asText()).isIn("stop", "length");
  }

  @Test
  void aCompletionDoesNotDependOnTheRowsBesideIt() throws Exception {
    List<JsonNode> together = rows(generate(PROMPTS));
    List<JsonNode> apart = rows(generate(PROMPTS, "--set=rollout.prompts=1"));
    assertThat(apart.get(1).path("tokens")).isEqualTo(together.get(1).path("tokens"));
  }

  @Test
  void writesARowForEachCompletion() throws Exception {
    List<JsonNode> rows = rows(generate(PROMPTS, "--set=rollout.completions=3"));
    assertThat(rows).hasSize(6);
    assertThat(rows.get(0).path("tokens")).isNotEqualTo(rows.get(1).path("tokens"));
  }

  @Test
  void reportsRowsWithoutAPrompt() {
    Cli.Result result = generate("{\"prompt\": \"\"}\n{\"prompt\": \"one\"}");
    assertThat(result.err()).contains("line 1: its \"prompt\" is empty", "1 rows, 1 malformed");
  }

  @Test
  void scoresWhatItGeneratedWithTheSameLogProbabilities() throws Exception {
    JsonNode generated = rows(generate("{\"prompt\": \"one\"}", "--set=seed=3")).get(0);
    List<String> tokens = new ArrayList<>();
    tokens.add(idOf("one"));
    generated.path("tokens").forEach(token -> tokens.add(token.asText()));
    JsonNode scored = rows(logProbs("{\"tokens\": %s}".formatted(tokens))).get(0);
    assertThat(scored.path("logProbs")).hasSameSizeAs(generated.path("tokens"));
    assertThat(scored.path("entropies")).hasSameSizeAs(generated.path("tokens"));
    for (int i = 0; i < generated.path("logProbs").size(); i++) {
      assertThat(scored.path("logProbs").get(i).asDouble())
          .isCloseTo(generated.path("logProbs").get(i).asDouble(), within(1e-4));
    }
  }

  @Test
  void aHigherTemperatureRaisesTheEntropy() throws Exception {
    String row = "{\"tokens\": [1, 2, 3]}";
    double cold = rows(logProbs(row)).get(0).path("entropies").get(0).asDouble();
    double hot = rows(logProbs(row, "--temperature=4")).get(0).path("entropies").get(0).asDouble();
    assertThat(hot).isGreaterThan(cold);
  }

  @Test
  void reportsTokensThatTheModelDoesNotHave() {
    Cli.Result result =
        logProbs(
            "{\"tokens\": [1, 99999]}\n{\"tokens\": []}\n{\"tokens\": [1.5]}\n{\"tokens\": [1]}");
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.out()).contains("\"logProbs\": []");
    assertThat(result.err()).contains("line 1: its token 1 is 99999", "1 rows, 3 malformed");
  }

  @Test
  void refusesATemperatureOfZero() {
    assertThat(logProbs("", "--temperature=0").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void namesABackendThatIsNotThere() {
    Cli.Result result = generate(PROMPTS, "--backend=pytroch");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("rollout.backend = pytroch", "did you mean pytorch?");
  }

  private static String idOf(String word) throws Exception {
    JsonNode words = Json.read(model.resolve("tokenizer.json")).path("model").path("vocab");
    return words.path(word).asText();
  }

  private static Cli.Result generate(String rows, String... options) {
    return run("generate", rows, options);
  }

  private static Cli.Result logProbs(String rows, String... options) {
    return run("logprobs", rows, options);
  }

  private static Cli.Result run(String command, String rows, String... options) {
    List<Object> arguments = new ArrayList<>(List.of(command, "--model", model));
    arguments.addAll(List.of("--in=-", "--out=-"));
    arguments.addAll(List.of(options));
    return Cli.runWithInput(rows, arguments.toArray());
  }

  private static List<JsonNode> rows(Cli.Result result) throws Exception {
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      rows.add(Json.parse(line));
    }
    return rows;
  }
}
