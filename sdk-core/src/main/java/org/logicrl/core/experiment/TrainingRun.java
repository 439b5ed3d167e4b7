package org.logicrl.core.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Checkpoints.Checkpoint;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunException;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.train.Progress;
import org.logicrl.core.train.StopSignal;
import org.logicrl.core.train.Trainer;
import org.logicrl.core.train.TrainingParts;

/** A reinforcement-learning run, from its configuration to its result. */
public final class TrainingRun {

  private final Training sections;
  private final PluginCatalog catalog;

  /**
   * A run of a bound configuration.
   *
   * @throws org.logicrl.core.config.ConfigException when the generator takes no weights
   */
  public TrainingRun(Training sections, PluginCatalog catalog) {
    sections.common().requireTakesWeights();
    this.sections = sections;
    this.catalog = catalog;
  }

  /** Trains from the beginning; what the run is made of is written first. */
  public Trainer.Result start(RunFolder folder, Progress progress, StopSignal stop)
      throws IOException {
    return run(folder, null, progress, stop, () -> describe(folder));
  }

  /**
   * Goes on from the newest complete checkpoint. The folder then says what it went on with.
   *
   * @param changes the keys of the configuration that have changed since, with their values
   * @throws RunException when there is no checkpoint, or the model that the run started from has
   *     changed
   */
  public Trainer.Result resume(
      RunFolder folder, Map<String, String> changes, Progress progress, StopSignal stop)
      throws IOException {
    Checkpoint checkpoint = folder.checkpoints().require(sections.training().steps());
    requireSameModel(folder);
    return run(
        folder,
        checkpoint,
        progress,
        stop,
        () ->
            folder.goOn(
                sections.common().effective().toYaml(),
                RunDescription.resumed(checkpoint.step(), changes)));
  }

  private Trainer.Result run(
      RunFolder folder,
      @Nullable Checkpoint from,
      Progress progress,
      StopSignal stop,
      Preparation preparation)
      throws IOException {
    try (Resources resources = new Resources()) {
      Path policy = from == null ? sections.modelFolder() : from.path();
      Injector injector =
          Wiring.injector(
              List.of(
                  new MeasuringModule(sections.common(), policy, resources),
                  new TrainingModule(sections, from == null ? null : from.path(), resources)));
      preparation.prepare();
      Trainer trainer =
          new Trainer(
              injector.getInstance(TrainingParts.class),
              injector.getInstance(Evaluator.class),
              sections.training(),
              sections.common().evaluation(),
              folder,
              progress,
              stop);
      return trainer.run(from);
    }
  }

  /** Writes the folder's description once all parts have been made. */
  private void describe(RunFolder folder) throws IOException {
    folder.begin(
        sections.common().effective().toYaml(),
        RunDescription.of("train", sections.common(), catalog, sections.modelFolder()));
  }

  private void requireSameModel(RunFolder folder) throws IOException {
    JsonNode then = folder.description().path("model").path("sha256");
    JsonNode now =
        Json.parse(Json.line(RunDescription.model(sections.modelFolder()))).path("sha256");
    if (!then.equals(now)) {
      throw new RunException(
          "the model in %s is not the one that the run started from: its files had the SHA-256 %s and have %s"
              .formatted(sections.modelFolder(), then, now));
    }
  }

  /** Work that waits until the parts have been made. */
  @FunctionalInterface
  private interface Preparation {
    void prepare() throws IOException;
  }
}
