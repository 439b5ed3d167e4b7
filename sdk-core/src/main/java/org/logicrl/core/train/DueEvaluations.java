package org.logicrl.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.EvaluationSettings;
import org.logicrl.core.settings.TrainingSettings;

/**
 * The evaluations of a run: before the first step if it is asked for that, every so many steps, and
 * after the last. Each is made once and written to the run's file, whose lines are used again when
 * the run is resumed and still measures in the same way; each says in which way it was made.
 */
public final class DueEvaluations implements AutoCloseable {

  private static final String SETTINGS = "settings";

  private final LongFunction<Optional<Evaluation>> evaluator;
  private final Progress progress;
  private final EvaluationSettings settings;
  private final JsonNode way;
  private final long steps;
  private final Map<Long, Evaluation> made = new HashMap<>();
  private final JsonLines file;

  /**
   * Opens a run's file.
   *
   * @param evaluator evaluates the model as it is, after so many steps; empty when it was stopped
   * @param steps all steps of the run
   * @param done steps before now; what the file holds beyond them is dropped, and so is an
   *     evaluation at the end of a run that has been made longer since, or measures otherwise now
   */
  public DueEvaluations(
      LongFunction<Optional<Evaluation>> evaluator,
      EvaluationSettings settings,
      RunFolder run,
      Progress progress,
      long steps,
      long done)
      throws IOException {
    this.evaluator = evaluator;
    this.progress = progress;
    this.settings = settings;
    this.steps = steps;
    this.way = Json.parse(Json.line(way(settings)));
    JsonLines.truncate(run.evaluations(), done);
    boolean keep = settings.problems() == 0 || (due(done) && read(run.evaluations(), done));
    if (!keep) {
      JsonLines.truncate(run.evaluations(), done - 1);
    }
    read(run.evaluations(), done);
    this.file = JsonLines.append(run.evaluations());
  }

  /** What two evaluations must have in common to be compared. */
  private static Map<String, Object> way(EvaluationSettings settings) {
    Map<String, Object> way = new LinkedHashMap<>();
    way.put("split", settings.split().label());
    way.put("problems", settings.problems());
    way.put("outOfDistribution", settings.outOfDistribution());
    way.put("samples", settings.samples());
    way.put("temperature", settings.temperature());
    way.put("maxTokens", settings.maxTokens());
    way.put("perturbations", settings.perturbations());
    return way;
  }

  /**
   * The evaluation after so many steps, made now unless it has been; null when none is due, or it
   * was stopped.
   */
  public @Nullable Evaluation after(long stepsDone) {
    Evaluation known = made.get(stepsDone);
    if (known != null || !due(stepsDone)) {
      return known;
    }
    Evaluation result = evaluator.apply(stepsDone).orElse(null);
    if (result != null) {
      ObjectNode line = Json.tree(result);
      line.set(SETTINGS, way);
      file.write(line);
      file.sync();
      made.put(stepsDone, result);
      progress.evaluated(result);
    }
    return result;
  }

  /** The evaluation before the first step; null when the run has none. */
  public @Nullable Evaluation before() {
    return made.get(0L);
  }

  /** Whether the evaluation after so many steps is due, but was stopped. */
  public boolean missing(long stepsDone) {
    return due(stepsDone) && !made.containsKey(stepsDone);
  }

  private boolean due(long stepsDone) {
    return settings.problems() > 0
        && (stepsDone == 0
            || stepsDone == steps
            || TrainingSettings.due(stepsDone, settings.every()));
  }

  /** Reads what was made in the same way as now; answers whether the one of a step was. */
  private boolean read(Path evaluations, long step) throws IOException {
    made.clear();
    if (Files.exists(evaluations)) {
      for (String text : Files.readAllLines(evaluations)) {
        if (Json.parse(text) instanceof ObjectNode line && way.equals(line.remove(SETTINGS))) {
          Evaluation evaluation = Json.parse(line.toString(), Evaluation.class);
          made.put(evaluation.step(), evaluation);
        }
      }
    }
    return made.containsKey(step);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
