package org.logicrl.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.EvaluationSettings;
import org.logicrl.core.settings.TrainingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluations of a run: before the first step if it is asked for that, every so many steps, and
 * after the last. Each is made once and written to the run's file, whose lines are used again when
 * the run is resumed and still measures in the same way; each says in which way it was made.
 */
public final class DueEvaluations implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DueEvaluations.class);
  private static final String SETTINGS = "settings";

  private final LongFunction<Optional<Evaluation>> evaluator;
  private final Progress progress;
  private final EvaluationSettings settings;
  private final JsonNode way;
  private final long steps;
  private final Map<Long, Evaluation> made = new HashMap<>();
  private final Set<Long> otherwise = new TreeSet<>();
  private final Path path;
  private JsonLines file;

  /**
   * Opens a run's file.
   *
   * @param evaluator evaluates the model as it is, after so many steps; empty when it was stopped
   * @param steps all steps of the run
   * @param done steps before now; what the file holds beyond them is dropped, and so is an
   *     evaluation at the end of a run that has been made longer since
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
    this.path = run.evaluations();
    boolean keep = due(done) || settings.problems() == 0;
    JsonLines.truncate(path, keep ? done : done - 1);
    this.file = JsonLines.append(path);
    read();
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
      write(result);
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

  /** Adds a line, in the place of one that was made in another way. */
  private void write(Evaluation result) {
    ObjectNode line = Json.tree(result);
    line.set(SETTINGS, way);
    try {
      if (otherwise.remove(result.step())) {
        file.close();
        JsonLines.truncate(path, result.step() - 1);
        file = JsonLines.append(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.write(line);
    file.sync();
  }

  /** Reads what was made in the same way as now. */
  private void read() throws IOException {
    for (JsonNode line : file.lines()) {
      if (line instanceof ObjectNode object && way.equals(object.remove(SETTINGS))) {
        Evaluation evaluation = Json.parse(object.toString(), Evaluation.class);
        made.put(evaluation.step(), evaluation);
      } else {
        otherwise.add(line.path("step").asLong());
      }
    }
    if (!otherwise.isEmpty()) {
      LOG.warn(
          "the evaluations after steps {} were made with other settings: they are not compared with those to come",
          otherwise);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
