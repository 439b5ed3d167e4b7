package org.logicrl.tasks.math;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Split;

/** Makes problems of the rows of files. */
final class MathProblems {

  private static final List<String> QUESTIONS = List.of("question", "problem", "prompt");
  private static final List<String> ANSWERS = List.of("answer");

  private MathProblems() {}

  /**
   * The problems of a split: the rows of its files, one file after the other. The source of each is
   * the place of its row, for messages.
   *
   * @throws IllegalArgumentException when a file cannot be used
   */
  static List<Problem> read(Split split, MathSettings settings, Function<String, Path> resolve) {
    List<Problem> problems = new ArrayList<>();
    for (String name : settings.files(split)) {
      Path path = resolve.apply(name);
      if (!Files.isRegularFile(path)) {
        throw new IllegalArgumentException(
            "the file %s of split %s is not there; relative paths refer to the folder of the"
                    .formatted(path, split.label())
                + " configuration file");
      }
      try {
        read(DataFile.open(path), path, split, settings, problems);
      } catch (IOException e) {
        throw new IllegalArgumentException(path + " cannot be read: " + e.getMessage(), e);
      }
    }
    return List.copyOf(problems);
  }

  private static void read(
      DataFile file, Path path, Split split, MathSettings settings, List<Problem> problems)
      throws IOException {
    Columns columns = new Columns(path, file.columns());
    String question = columns.find("question", settings.question(), QUESTIONS);
    String answer = columns.find("answer", settings.answer(), ANSWERS);
    String label = settings.difficulty();
    String difficulty = label == null ? null : columns.find("difficulty", label, List.of());
    List<String> wanted = new ArrayList<>(List.of(question, answer));
    if (difficulty != null) {
      wanted.add(difficulty);
    }
    int before = problems.size();
    file.read(
        wanted,
        (place, row) ->
            problems.add(
                new Problem(
                    split.label() + "/" + problems.size(),
                    text(place, row, question),
                    text(place, row, answer),
                    difficulty == null ? "" : text(place, row, difficulty),
                    place)));
    if (problems.size() == before) {
      throw new IllegalArgumentException(path + " has no rows");
    }
  }

  private static String text(String place, Map<String, String> row, String column) {
    @Nullable String text = row.get(column);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "%s: the row has no text and no number under '%s'".formatted(place, column));
    }
    return text;
  }
}
