package org.logicrl.tasks.math;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Split;

/** Problems out of JSONL files, and what is said about files that cannot be used. */
final class MathTaskTest {

  @TempDir private Path folder;

  @Test
  void readsFilesInThePublishedShapeOfAime() throws IOException {
    write(
        "aime.jsonl",
        """
        {"question": "Find the sum.", "answer": "073", "year": 2021, "id": "2021-I-1", "problem_number": 1}
        {"question": "Find the product.", "answer": "80", "year": 2022, "id": "2022-I-1", "problem_number": 1}
        """);
    MathTask task = task(Settings.train("aime.jsonl").difficulty("year"));
    assertThat(task.problems(Split.TRAIN).size()).isEqualTo(2);
    assertThat(task.problems(Split.TEST).size()).isZero();
    assertThat(task.problems(Split.TRAIN).get(0))
        .isEqualTo(
            new Problem(
                "train/0", "Find the sum.", "073", "2021", folder.resolve("aime.jsonl") + ":1"));
  }

  @Test
  void readsFilesInThePublishedShapeOfAmc() throws IOException {
    write(
        "amc.jsonl",
        """
        {"id": 0, "problem": "How many?", "answer": 27.0, "url": "https://example.org/0"}

        {"id": 1, "problem": "How few?", "answer": -4.0, "url": "https://example.org/1"}
        """);
    MathTask task = task(Settings.train("amc.jsonl"));
    assertThat(task.problems(Split.TRAIN).get(0).reference()).isEqualTo("27");
    assertThat(task.problems(Split.TRAIN).get(1).question()).isEqualTo("How few?");
    assertThat(task.problems(Split.TRAIN).get(1).reference()).isEqualTo("-4");
  }

  @Test
  void readsSeveralFilesAsOne() throws IOException {
    write("a.jsonl", "{\"question\": \"a?\", \"answer\": 1}");
    write("b.jsonl", "{\"problem\": \"b?\", \"answer\": 2.50}");
    MathTask task = task(Settings.train("a.jsonl", "b.jsonl"));
    assertThat(task.problems(Split.TRAIN).get(1).id()).isEqualTo("train/1");
    assertThat(task.problems(Split.TRAIN).get(1).reference()).isEqualTo("2.5");
  }

  @Test
  void takesTheColumnsItIsTold() throws IOException {
    write("own.jsonl", "{\"question\": \"no\", \"task\": \"yes?\", \"result\": true}");
    Problem problem =
        task(Settings.train("own.jsonl").columns("task", "result")).problems(Split.TRAIN).get(0);
    assertThat(problem.question()).isEqualTo("yes?");
    assertThat(problem.reference()).isEqualTo("true");
  }

  @Test
  void namesAFileThatIsNotThere() {
    refused(Settings.train("nowhere.jsonl"))
        .hasMessageContaining(folder.resolve("nowhere.jsonl") + " of split train is not there");
  }

  @Test
  void namesTheColumnsOfAFileThatLacksOne() throws IOException {
    write("own.jsonl", "{\"qestion\": \"a?\", \"answer\": 1}");
    refused(Settings.train("own.jsonl"))
        .hasMessageEndingWith(
            "has no column question or problem or prompt; it has [qestion, answer];"
                + " did you mean 'qestion'? Set task.question to the column's name");
    refused(Settings.train("own.jsonl").columns("qestion", "anwser"))
        .hasMessageContaining("did you mean 'answer'? Set task.answer");
  }

  @Test
  void namesTheLineThatIsNoJson() throws IOException {
    write("own.jsonl", "{\"question\": \"a?\", \"answer\": 1}\n\n{\"question\": ");
    refused(Settings.train("own.jsonl"))
        .hasMessageContaining("own.jsonl:3: the line is not JSON: ");
  }

  @Test
  void namesTheLineThatIsNoObject() throws IOException {
    write("own.jsonl", "[{\"question\": \"a?\", \"answer\": 1}]");
    refused(Settings.train("own.jsonl"))
        .hasMessageEndingWith("own.jsonl:1: the line is not a JSON object");
  }

  @Test
  void namesTheLineThatGoesOn() throws IOException {
    write("own.jsonl", "{\"question\": \"a?\", \"answer\": 1} {}");
    refused(Settings.train("own.jsonl")).hasMessageContaining("own.jsonl:1: the line goes on");
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    byte[] bytes = "{\"question\": \"?\", \"answer\": 1}".getBytes(UTF_8);
    bytes[14] = (byte) 0xFF;
    Files.write(folder.resolve("own.jsonl"), bytes);
    refused(Settings.train("own.jsonl")).hasMessageContaining("own.jsonl:1: ");
  }

  @Test
  void namesTheRowWithoutAnAnswer() throws IOException {
    write(
        "own.jsonl",
        "{\"question\": \"a?\", \"answer\": 1}\n{\"question\": \"b?\", \"answer\": [2]}");
    refused(Settings.train("own.jsonl"))
        .hasMessageEndingWith("own.jsonl:2: the row has no text and no number under 'answer'");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    write("own.jsonl", "\n \n");
    refused(Settings.train("own.jsonl")).hasMessageContaining("own.jsonl is empty");
  }

  @Test
  void refusesAQuestionInTwoSplits() throws IOException {
    write("a.jsonl", "{\"question\": \"a?\", \"answer\": 1}");
    write(
        "b.jsonl", "{\"question\": \"b?\", \"answer\": 1}\n{\"question\": \"a?\", \"answer\": 1}");
    refused(Settings.train("a.jsonl").test("b.jsonl"))
        .hasMessageContaining("a.jsonl:1 and ")
        .hasMessageContaining("b.jsonl:2 ask the same question");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(Settings settings) {
    return assertThatThrownBy(() -> task(settings)).isInstanceOf(IllegalArgumentException.class);
  }

  private MathTask task(Settings settings) {
    return new MathTask(settings.build(), folder::resolve);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
