package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.PluginContext;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;

/** Commands whose completions come from a server with OpenAI's protocol. */
final class ServerCommandsTest {

  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeEach
  void makesAModel() throws IOException {
    config = new SmallExperiment(folder).config();
  }

  @Test
  void evaluatesWhatTheServerWrites() throws Exception {
    try (SolvingServer server = new SolvingServer()) {
      useServer(server.baseUrl());
      teach(server, Split.TEST, 4);
      Cli.Result result = Cli.run("eval", config, "--json");
      assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
      JsonNode splits = Json.parse(result.out()).path("splits");
      assertThat(splits.get(0).path("all").path("accuracy").asDouble()).isEqualTo(1);
      assertThat(splits.get(0).path("all").path("greedyAccuracy").asDouble()).isEqualTo(1);
      assertThat(splits.get(1).path("all").path("accuracy").asDouble()).isZero();
      // The list of models; and 4 + 2 problems, each greedily and twice at a temperature.
      assertThat(server.requests()).isEqualTo(1 + 6 * 3);
    }
  }

  @Test
  void completesRowsWithoutLogProbabilitiesWhereTheServerGivesNone() throws Exception {
    try (SolvingServer server = new SolvingServer()) {
      Cli.Result result =
          Cli.runWithInput(
              "{\"prompt\": \"You meet\"}\n",
              "generate",
              "--model",
              folder.resolve("model"),
              "--in=-",
              "--out=-",
              "--backend=openai",
              "--set=rollout.baseUrl=" + server.baseUrl());
      assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
      assertThat(result.out())
          .contains("\"tokens\": [1, 2, 3]", "\"logProbs\": [null, null, null]");
    }
  }

  @Test
  void refusesToTrainFromAServer() throws Exception {
    try (SolvingServer server = new SolvingServer()) {
      useServer(server.baseUrl());
      assertRefused(Cli.run("train", config, "--run", folder.resolve("run")));
      assertThat(folder.resolve("run")).doesNotExist();
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void refusesToFineTuneWithAServer() throws Exception {
    try (SolvingServer server = new SolvingServer()) {
      useServer(server.baseUrl());
      String text =
          Files.readString(config)
              .replaceAll("(?m)^(model|algorithm|training):.*\n", "")
              .concat("sft: {steps: 1, from: model, output: tuned}\n");
      Files.writeString(config, text);
      assertRefused(Cli.run("sft", config, "--run", folder.resolve("run")));
      assertThat(folder.resolve("run")).doesNotExist();
    }
  }

  @Test
  void saysWhichServerCannotBeReached() throws Exception {
    String baseUrl;
    try (SolvingServer server = new SolvingServer()) {
      baseUrl = server.baseUrl();
    }
    useServer(baseUrl);
    Cli.Result result = Cli.run("eval", config, "--set=rollout.retries=0");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains(baseUrl, "cannot be reached", "rollout.baseUrl");
  }

  @Test
  void theDocumentedConfigurationIsValid() throws Exception {
    String page = Files.readString(Path.of("../docs/backends.md"));
    String fence = "```yaml\n";
    int start = page.indexOf(fence, page.indexOf("## `openai`")) + fence.length();
    Files.writeString(config, page.substring(start, page.indexOf("```", start)));
    Cli.Result result = Cli.run("config", "validate", config);
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
  }

  private static void assertRefused(Cli.Result result) {
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .contains("rollout.backend = openai", "takes no weights", "'eval' and 'generate'")
        .doesNotContain("\tat ");
  }

  private void useServer(String baseUrl) throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "rollout: {backend: pytorch, threads: 1,",
                "rollout: {backend: openai, baseUrl: \"%s\",".formatted(baseUrl))
            .replace("maxTokens: 12", "maxTokens: 1000"));
  }

  /** Teaches a server the worked solutions of the first problems of a split. */
  private void teach(SolvingServer server, Split split, int count) throws IOException {
    try (PluginCatalog catalog = PluginCatalog.load(List.of())) {
      Training sections =
          Sections.training(new ConfigLoader(Map.of()).load(config, List.of()), catalog);
      PluginContext context = sections.common().context();
      Task task = sections.common().task().create(context);
      try (Backend backend = sections.learning().create(context)) {
        Tokenizer tokenizer = backend.tokenizer(sections.modelFolder());
        for (long index = 0; index < count; index++) {
          Problem problem = task.problems(split).get(index);
          List<Integer> response =
              new ArrayList<>(ids(tokenizer, task.workedSolution(problem).orElseThrow()));
          response.add(tokenizer.stopTokens().get(0));
          server.learn(ids(tokenizer, tokenizer.render(task.prompt(problem))), response);
        }
      }
    }
  }

  private static List<Integer> ids(Tokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encode(text)).boxed().toList();
  }
}
