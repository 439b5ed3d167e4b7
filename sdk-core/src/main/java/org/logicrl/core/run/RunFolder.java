package org.logicrl.core.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.core.run.Checkpoints.Checkpoint;

/**
 * The folder of one run.
 *
 * <ul>
 *   <li>{@code run.json}: versions, plugins with their hashes, seed, host; what it was resumed with
 *   <li>{@code config.yaml}: the effective configuration, readable by {@code train}
 *   <li>{@code metrics.jsonl}: one object a step
 *   <li>{@code evaluations.jsonl}: one object an evaluation
 *   <li>{@code rollouts/step-000010.jsonl}: completions with their rewards
 *   <li>{@code checkpoints/step-000100/}: see {@link Checkpoints}
 *   <li>{@code LATEST}: the name of the newest checkpoint
 * </ul>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Makes a new folder {@code <parent>/<name>-<time>}. */
  public static RunFolder create(Path parent, String name) throws IOException {
    makeFolders(parent);
    String base = name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    for (int attempt = 1; ; attempt++) {
      Path path = parent.resolve(attempt == 1 ? base : base + "-" + attempt);
      try {
        Files.createDirectory(path);
        return new RunFolder(path);
      } catch (FileAlreadyExistsException e) {
        // Another run began in the same second: try the next name.
      }
    }
  }

  /**
   * Uses a folder that is given by the user and must be empty or not yet exist. The lock of a run
   * that was refused before it began does not count.
   */
  public static RunFolder createAt(Path path) throws IOException {
    makeFolders(path);
    try (var entries = Files.list(path)) {
      if (entries.anyMatch(entry -> !entry.endsWith(RunLock.FILE))) {
        throw new RunException(
            path + " is not empty: choose another folder, or continue its run with 'resume'");
      }
    }
    return new RunFolder(path);
  }

  private static void makeFolders(Path path) throws IOException {
    for (Path place = path.toAbsolutePath(); place != null; place = place.getParent()) {
      if (Files.exists(place) && !Files.isDirectory(place)) {
        throw new UnusableSettingsException(
            "%s cannot be made for a run, as %s is a file: choose another folder (--run, or the key runs)"
                .formatted(path, place));
      }
    }
    try {
      Files.createDirectories(path);
    } catch (AccessDeniedException e) {
      throw new UnusableSettingsException(
          "%s cannot be made for a run, as you may not write to %s: choose another folder (--run, or the key runs)"
              .formatted(path, e.getFile()),
          e);
    }
  }

  /** Opens the folder of a run that has begun. */
  public static RunFolder open(Path path) {
    if (!Files.isRegularFile(path.resolve("config.yaml"))) {
      throw new RunException(path + " is not the folder of a run: it holds no config.yaml");
    }
    return new RunFolder(path);
  }

  /** The effective configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** What {@code run.json} says. */
  public ObjectNode description() throws IOException {
    if (Json.read(path.resolve("run.json")) instanceof ObjectNode description) {
      return description;
    }
    throw new RunException(path.resolve("run.json") + " is damaged: start the run anew");
  }

  /** Metrics, one line a step. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** Evaluations, one line each. */
  public Path evaluations() {
    return path.resolve("evaluations.jsonl");
  }

  /** The completions of a step. */
  public Path rollouts(long step) {
    return path.resolve("rollouts").resolve(String.format(Locale.ROOT, "step-%06d.jsonl", step));
  }

  /** The checkpoints of this run. */
  public Checkpoints checkpoints() {
    return new Checkpoints(path);
  }

  /**
   * Holds the folder until the lock is closed, so that nobody else writes into it.
   *
   * @throws RunException when somebody does
   */
  public RunLock lock() throws IOException {
    return RunLock.of(path);
  }

  /**
   * The work of a new run.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Does the work of a new run; the caller holds the lock. When it fails before the first step,
   * evaluation or checkpoint, there is nothing to go on with, and the folder goes.
   */
  public <T> T startWith(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException | RuntimeException | Error e) {
      try {
        removeUnlessUnderWay();
      } catch (IOException remaining) {
        e.addSuppressed(remaining);
      }
      throw e;
    }
  }

  private void removeUnlessUnderWay() throws IOException {
    if (holds(metrics()) || holds(evaluations()) || Files.exists(path.resolve("checkpoints"))) {
      return;
    }
    try (var entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        AtomicFiles.deleteTree(entry);
      }
    }
    // A link that the user made to another disk stays.
    if (!Files.isSymbolicLink(path)) {
      Files.delete(path);
    }
  }

  private static boolean holds(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  /** Writes what the run is made of. */
  public void begin(String effectiveConfig, Map<String, Object> description) throws IOException {
    AtomicFiles.write(config(), effectiveConfig);
    AtomicFiles.write(path.resolve("run.json"), Json.pretty(description));
  }

  /**
   * Writes what a run goes on with.
   *
   * @param resumption added to the list {@code resumed} of {@code run.json}
   */
  public void goOn(String effectiveConfig, Map<String, Object> resumption) throws IOException {
    ObjectNode description = description();
    description.withArray("resumed").addPOJO(resumption);
    AtomicFiles.write(path.resolve("run.json"), Json.pretty(description));
    AtomicFiles.write(config(), effectiveConfig);
  }

  /** Drops metrics, rollouts and checkpoints of later steps, before the run goes on from there. */
  public void goBackTo(Checkpoint checkpoint) throws IOException {
    checkpoints().goBackTo(checkpoint);
    JsonLines.truncate(metrics(), checkpoint.step());
    Path folder = path.resolve("rollouts");
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, "step-*.jsonl")) {
        for (Path file : files) {
          String digits = file.getFileName().toString().replaceAll("\\D", "");
          if (Long.parseLong(digits) > checkpoint.step()) {
            Files.delete(file);
          }
        }
      }
    }
  }
}
