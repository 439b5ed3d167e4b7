package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.core.run.Json;

final class BenchCommandTest {

  private static final String[] SMALL_MODEL = {
    "--set=bench.shape={hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, intermediateSize:"
        + " 32}",
    "--set=bench.vocabulary=10",
    "--set=bench.prompts=2",
    "--set=bench.completions=2",
    "--set=bench.promptTokens=3",
    "--set=bench.newTokens=4"
  };

  @Test
  void measuresATaskForSeveralNumbersOfPeople() throws Exception {
    assertThat(figures("data", "--set=bench.problems=5", "--people=3,4"))
        .containsOnlyKeys("3 people", "4 people");
  }

  @Test
  void measuresARuleOnCompletionsAndHostileTexts() throws Exception {
    assertThat(figures("reward", "--set=bench.problems=5", "--reward=logic-rl"))
        .containsKeys("completions", "rows of a file, all processors", "100 kB of tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "onnxruntime"})
  void measuresGeneration(String backend) throws Exception {
    List<String> options = new ArrayList<>(List.of(SMALL_MODEL));
    options.add("--backend=" + backend);
    assertThat(figures("rollout", options.toArray(String[]::new)))
        .containsOnlyKeys("generated", "vocabulary");
  }

  @ParameterizedTest
  @CsvSource({
    "learn, onnxruntime, learn, learner.threads=1",
    "rollout, openai, initialize, learner.baseUrl=http://localhost:1/v1"
  })
  void refusesABackendThatCannotDoIt(String what, String backend, String capability, String key) {
    Cli.Result result =
        Cli.run("bench", what, "--backend=" + backend, "--set=" + key, SMALL_MODEL[0]);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .contains(
            "learner.backend is %s, which does not offer '%s'".formatted(backend, capability));
  }

  @Test
  void measuresTheWorkOfTheComparisonUnlessToldOtherwise() throws Exception {
    Map<String, Double> figures =
        figures("rollout", SMALL_MODEL[0], "--set=bench.newTokens=2", "--set=bench.prompts=1");
    assertThat(figures.get("vocabulary")).isGreaterThan(128);
  }

  @Test
  void measuresDecodingOfMoreAndLongerSequences() throws Exception {
    JsonNode sweep = Json.parse(sweep("--json"));
    assertThat(sweep.path("figures").findValuesAsText("name"))
        .containsExactly("memory read", "large matrix products", "vocabulary");
    List<String> batches = new ArrayList<>();
    for (JsonNode point : sweep.path("points")) {
      batches.add(point.path("sequences") + " x " + point.path("length"));
      assertThat(point.path("tokensPerSecond").isNumber()).isTrue();
      assertThat(point.path("memoryAllows").asDouble()).isPositive();
      assertThat(point.path("productsAllow").asDouble()).isPositive();
    }
    assertThat(batches).containsExactly("1 x 8", "3 x 8", "2 x 8", "2 x 16");
  }

  @Test
  void printsASweepAsATable() throws Exception {
    assertThat(sweep())
        .containsPattern("sequences +length +tokens/s +memory allows +products allow")
        .contains("GB/s");
  }

  @Test
  void refusesASweepOfSequencesThatDoNotFitTheModel() {
    Cli.Result result =
        Cli.run("bench", "rollout", "--sweep", "--set=bench.lengths=[9000]", SMALL_MODEL[0]);
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("bench.lengths up to 9000");
  }

  @Test
  void refusesASweepWithoutTokensThatCount() {
    Cli.Result result =
        Cli.run("bench", "rollout", "--sweep", "--set=bench.newTokens=2", SMALL_MODEL[0]);
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("bench.newTokens is 2");
  }

  private static String sweep(String... options) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                arguments(
                    "rollout",
                    "--sweep",
                    SMALL_MODEL[0],
                    SMALL_MODEL[1],
                    "--set=bench.sequences=[1, 3]",
                    "--set=bench.lengths=[8, 16]",
                    "--set=bench.sequencesOfLengths=2",
                    "--set=bench.newTokens=4")));
    arguments.addAll(List.of(options));
    Cli.Result result = Cli.run(arguments.toArray());
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    return result.out();
  }

  @Test
  void measuresLearning() throws Exception {
    assertThat(figures("learn", SMALL_MODEL))
        .containsEntry("vocabulary", 10.0)
        .containsOnlyKeys(
            "learned",
            "learned, prompts shared",
            "learned, prompts apart",
            "large matrix products",
            "share of them",
            "vocabulary");
  }

  @Test
  void measuresLearningInBfloat16AtTheWorkOfTheComparison() throws Exception {
    Map<String, Double> figures =
        figures(
            "learn",
            "--work=small",
            "--set=learner.precision=bf16",
            "--set=bench.prompts=2",
            SMALL_MODEL[0]);
    assertThat(figures)
        .containsEntry("vocabulary", 128.0)
        .containsOnlyKeys("learned", "large matrix products", "share of them", "vocabulary");
  }

  @Test
  void measuresWhatMemoryManyStepsTake() throws Exception {
    List<String> options = new ArrayList<>(List.of(SMALL_MODEL));
    options.add("--set=bench.repetitions=60");
    options.add("--work=small");
    options.add("--set=bench.newTokens=4");
    Cli.Result result = Cli.run(arguments("learn", options.toArray(String[]::new)));
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains("resident after 50 steps", "resident at the end", "growth");
  }

  @Test
  void measuresThePhasesOfAStep() throws Exception {
    Map<String, Double> figures =
        figures(
            "step",
            SMALL_MODEL[0],
            "--set=task.prompt=bare",
            "--set=rollout={prompts: 1, completions: 2, maxTokens: 4}");
    assertThat(figures).containsKeys("gen", "reward", "ref", "update_actor", "step", "vocabulary");
    assertThat(figures.get("step")).isGreaterThan(figures.get("gen"));
    assertThat(figures).containsEntry("response_length/mean", 4.0);
  }

  @Test
  void givesAnotherTaskNoKeysOfPuzzles() {
    Cli.Result result =
        Cli.run(arguments("step", "--task=math", "--set=task.train=[missing.jsonl]"));
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("missing.jsonl").doesNotContain("task.people");
  }

  @Test
  void printsATable() {
    Cli.Result result = Cli.run(arguments("data", "--set=bench.problems=5", "--people=3"));
    assertThat(result.out()).matches("3 people +[0-9.,]+  problems/s\\R");
  }

  @Test
  void refusesSequencesThatDoNotFitTheModel() {
    Cli.Result result = Cli.run("bench", "rollout", "--set=bench.newTokens=2000");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("newTokens (2000)");
  }

  private static Map<String, Double> figures(String command, String... options) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of(arguments(command, options)));
    arguments.add("--json");
    Cli.Result result = Cli.run(arguments.toArray());
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    Map<String, Double> figures = new TreeMap<>();
    for (JsonNode figure : Json.parse(result.out()).path("figures")) {
      assertThat(figure.path("value").asDouble()).isPositive();
      figures.put(figure.path("name").asText(), figure.path("value").asDouble());
    }
    return figures;
  }

  private static Object[] arguments(String command, String... options) {
    List<Object> arguments = new ArrayList<>(List.of("bench", command));
    arguments.add("--set=bench={warmups: 1, warmupSeconds: 0, repetitions: 1}");
    arguments.addAll(List.of(options));
    return arguments.toArray();
  }
}
