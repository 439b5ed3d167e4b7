package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.core.run.Json;

/** {@code logprobs} and {@code generate} print what transformers computes on the same models. */
final class GoldenCommandsTest {

  static final List<String> MODELS =
      List.of("qwen2-tied", "qwen2-untied", "qwen3", "qwen3-bias", "llama3-rope");

  private static final Path FOLDER =
      Path.of("..", "plugins-backends", "pytorch", "src", "test", "resources", "models");
  private static final int VOCABULARY = 192;
  private static final int STOP = 2;

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> modelsAndBackends() {
    return MODELS.stream()
        .flatMap(
            model ->
                Stream.of("pytorch", "onnxruntime").map(backend -> Arguments.of(model, backend)));
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void logProbabilitiesAndEntropiesAreThoseOfTransformers(String model) throws IOException {
    JsonNode sequences = expected(model).path("sequences");
    String rows = rows(sequences.size(), i -> "{\"tokens\": %s}".formatted(sequences.get(i)));
    withTokenizer(model);
    for (String temperature : List.of("1.0", "0.7")) {
      List<JsonNode> scored =
          run(
              rows,
              "logprobs",
              "--model=" + folder,
              "--backend=pytorch",
              "--temperature=" + temperature);
      for (int i = 0; i < sequences.size(); i++) {
        String of = ".t%s.%d".formatted(temperature, i);
        assertNear(scored.get(i).path("logProbs"), tensor(model, "logprobs" + of));
        assertNear(scored.get(i).path("entropies"), tensor(model, "entropy" + of));
      }
    }
  }

  /** Of the most likely token only, up to the stop token, which transformers was told to pass. */
  @ParameterizedTest
  @MethodSource("modelsAndBackends")
  void greedyTokensAreThoseOfTransformers(String model, String backend) throws IOException {
    JsonNode expected = expected(model).path("greedy");
    JsonNode sequences = expected(model).path("sequences");
    List<JsonNode> completed =
        run(
            rows(expected.size(), i -> "{\"prompt\": \"%s\"}".formatted(text(sequences.get(i)))),
            "generate",
            "--model=" + withTokenizer(model),
            "--backend=" + backend,
            "--set=rollout.threads=1",
            "--set=rollout.topK=1",
            "--set=rollout.maxTokens=40");
    for (int i = 0; i < expected.size(); i++) {
      List<Integer> tokens = ids(expected.get(i));
      int stop = tokens.indexOf(STOP);
      assertThat(ids(completed.get(i).path("tokens")))
          .isEqualTo(stop < 0 ? tokens : tokens.subList(0, stop + 1));
      assertThat(completed.get(i).path("finish").asText()).isEqualTo(stop < 0 ? "length" : "stop");
    }
  }

  /** The model with a tokenizer that writes token 17 as {@code <17>}. */
  private Path withTokenizer(String model) throws IOException {
    for (String file : List.of("config.json", "generation_config.json", "model.safetensors")) {
      Files.copy(FOLDER.resolve(model).resolve(file), folder.resolve(file));
    }
    String added =
        rows(
            VOCABULARY,
            i ->
                ("{\"id\":%d,\"content\":\"<%d>\",\"single_word\":false,\"lstrip\":false,"
                        + "\"rstrip\":false,\"normalized\":false,\"special\":true}")
                    .formatted(i, i));
    String words = rows(VOCABULARY, i -> "\"<%d>\":%d".formatted(i, i));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        ("{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":[%s],"
                + "\"normalizer\":null,\"pre_tokenizer\":null,\"post_processor\":null,"
                + "\"decoder\":null,\"model\":{\"type\":\"WordLevel\",\"vocab\":{%s},"
                + "\"unk_token\":\"<0>\"}}")
            .formatted(added.replace("\n", ","), words.replace("\n", ",")));
    return folder;
  }

  private static String text(JsonNode ids) {
    return ids(ids).stream().map("<%d>"::formatted).collect(Collectors.joining());
  }

  private static List<Integer> ids(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(i -> array.get(i).asInt()).toList();
  }

  private static String rows(int count, IntFunction<String> row) {
    return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
  }

  private static void assertNear(JsonNode actual, float[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(i).asDouble()).as("value %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }

  private static JsonNode expected(String model) throws IOException {
    return Json.read(FOLDER.resolve(model).resolve("expected.json"));
  }

  /** A tensor of the expected numbers, which lie behind eight bytes of length and a JSON header. */
  private static float[] tensor(String model, String name) throws IOException {
    byte[] file = Files.readAllBytes(FOLDER.resolve(model).resolve("expected.safetensors"));
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();
    JsonNode place = Json.parse(new String(file, 8, header, UTF_8)).path(name).path("data_offsets");
    float[] values = new float[(place.get(1).asInt() - place.get(0).asInt()) / Float.BYTES];
    bytes.position(8 + header + place.get(0).asInt());
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static List<JsonNode> run(String rows, String command, String... options)
      throws IOException {
    Object[] arguments =
        Stream.concat(Stream.of(command, "--in=-", "--out=-"), Stream.of(options)).toArray();
    Cli.Result result = Cli.runWithInput(rows, arguments);
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize((int) rows.lines().count());
    List<JsonNode> parsed = new ArrayList<>();
    for (String line : lines) {
      parsed.add(Json.parse(line));
    }
    return parsed;
  }
}
