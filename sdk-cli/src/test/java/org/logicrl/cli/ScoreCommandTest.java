package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.PythonJson;

final class ScoreCommandTest {

  private static final String ANSWER = "(1) Zoey is a knight\n(2) Ava is a knave";
  private static final String RIGHT = "</think><answer>" + ANSWER + "</answer>";
  private static final String WRONG = RIGHT.replace("knave", "knight");

  @TempDir private Path folder;

  @Test
  void addsTheRewardAndKeepsEverythingElse() throws Exception {
    Cli.Result result = scoreLogicRl(row(RIGHT), row(WRONG));
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    List<String> rows = result.out().lines().toList();
    JsonNode right = Json.parse(rows.get(0));
    assertThat(right.path("note").asText()).isEqualTo("é");
    assertThat(right.path("reward").path("total").asDouble()).isEqualTo(3);
    assertThat(right.path("reward").path("verdict").asText()).isEqualTo("correct");
    assertThat(right.path("reward").path("reason").asText()).isEqualTo("all right");
    assertThat(right.path("reward").path("components").size()).isPositive();
    JsonNode wrong = Json.parse(rows.get(1)).path("reward");
    assertThat(wrong.path("verdict").asText()).isEqualTo("wrong");
    assertThat(result.err()).contains("2 rows, 0 malformed", "correct 50.0 %, wrong 50.0 %");
  }

  @Test
  void reportsRowsThatCannotBeUsedAndScoresTheRest() {
    Cli.Result result = scoreLogicRl("{", row(RIGHT), "{\"prompt\": \"\", \"response\": \"\"}");
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.err())
        .contains("line 1: it is not JSON", "line 3: it has no \"answer\"", "1 rows, 2 malformed");
  }

  @Test
  void printsTheSummaryAsJson() throws Exception {
    Path in = Files.writeString(folder.resolve("in.jsonl"), row(RIGHT) + "\n" + row(WRONG));
    Path out = folder.resolve("out.jsonl");
    Cli.Result result =
        Cli.run(
            "score",
            "--task=knights-and-knaves",
            "--reward=logic-rl",
            "--json",
            "--in",
            in,
            "--out",
            out);
    JsonNode summary = Json.parse(result.out());
    assertThat(summary.path("rows").asInt()).isEqualTo(2);
    assertThat(summary.path("malformed").asInt()).isZero();
    assertThat(summary.path("outcomes").path("correct").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(out)).hasSize(2);
  }

  @Test
  void refusesToOverwriteItsInput() throws Exception {
    Path file = Files.writeString(folder.resolve("rows.jsonl"), row(RIGHT));
    Cli.Result result =
        Cli.run(
            "score",
            "--task=knights-and-knaves",
            "--reward=logic-rl",
            "--in",
            file,
            "--out",
            folder.resolve("./rows.jsonl"));
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readString(file)).isEqualTo(row(RIGHT));
  }

  @Test
  void namesAnInputThatIsMissing() {
    Path missing = folder.resolve("missing.jsonl");
    Cli.Result result =
        Cli.run(
            "score", "--task=knights-and-knaves", "--reward=logic-rl", "--in", missing, "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).isEqualTo("there is no file %s%n".formatted(missing));
  }

  @Test
  void refusesToReadAFolder() {
    Cli.Result result =
        Cli.run(
            "score", "--task=knights-and-knaves", "--reward=logic-rl", "--in", folder, "--out=-");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .isEqualTo("%s is a folder: name a file in it to read%n".formatted(folder));
  }

  @Test
  void failsWhenTheRuleFailedOnEveryRow() {
    String[] rows = Collections.nCopies(30, row(RIGHT)).toArray(String[]::new);
    Cli.Result result = score("length-penalty", rows);
    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out().lines()).hasSize(30).allMatch(row -> row.contains("\"total\": -3.0"));
    assertThat(result.err())
        .contains("30 rows, 0 malformed, mean reward -3.0000, error 100.0 %")
        .contains("the reward rule length-penalty failed on every row")
        .contains("set unit to words or characters");
  }

  @Test
  void succeedsWhenThereAreNoRows() {
    Cli.Result result = score("length-penalty", new String[] {});
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.err()).contains("0 rows, 0 malformed").doesNotContain("failed");
  }

  @Test
  void takesSettingsOfTheRule() throws Exception {
    Cli.Result result =
        Cli.runWithInput(
            row(RIGHT),
            "score",
            "--task=knights-and-knaves",
            "--reward=length-penalty",
            "--set=reward.unit=characters",
            "--set=reward.maxLength=10",
            "--set=reward.buffer=5",
            "--in=-",
            "--out=-");
    JsonNode reward = Json.parse(result.out()).path("reward");
    assertThat(reward.path("total").asDouble()).isNegative();
  }

  private static Cli.Result scoreLogicRl(String... rows) {
    return score("logic-rl", rows);
  }

  private static Cli.Result score(String rule, String[] rows) {
    return Cli.runWithInput(
        String.join("\n", rows),
        "score",
        "--task=knights-and-knaves",
        "--reward=" + rule,
        "--in=-",
        "--out=-");
  }

  private static String row(String response) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("prompt", "<|im_start|>assistant\n<think>");
    row.put("response", response);
    row.put("answer", ANSWER);
    row.put("note", "é");
    return PythonJson.line(row);
  }
}
