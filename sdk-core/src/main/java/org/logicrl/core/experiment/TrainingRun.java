package org.logicrl.core.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Injector;
import com.google.inject.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.ModelException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reinforcement-learning run, from its configuration to its result. */
public final class TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final Training sections;
  private final PluginCatalog catalog;

  /**
   * A run of a bound configuration.
   *
   * @throws org.logicrl.core.config.ConfigException when the generator takes no weights, or the
   *     algorithm needs larger groups
   */
  public TrainingRun(Training sections, PluginCatalog catalog) {
    sections.common().requireTakesWeights();
    sections.requireGroups();
    this.sections = sections;
    this.catalog = catalog;
  }

  /**
   * Trains from the beginning; what the run is made of is written first. The folder goes again when
   * the run fails before it came to anything.
   */
  public Trainer.Result start(RunFolder folder, Progress progress, StopSignal stop)
      throws IOException {
    try (Resources resources = new Resources()) {
      resources.add(folder.lock());
      return folder.startWith(
          () -> {
            Injector injector = injector(null, resources);
            Circumstances circumstances = circumstances(injector);
            folder.begin(
                sections.common().effective().toYaml(),
                RunDescription.of(
                    "train", sections.common(), sections.modelFolder(), circumstances));
            progress.engines(circumstances.engines());
            return trainer(injector, folder, progress, stop).run(null);
          });
    }
  }

  /**
   * Goes on from the newest complete checkpoint. The folder then says what it went on with.
   *
   * @param changes the keys of the configuration that have changed since, with their values
   * @throws RunException when there is no checkpoint, the model that the run started from and needs
   *     as a reference has changed, or the run is going on elsewhere
   */
  public Trainer.Result resume(
      RunFolder folder, Map<String, String> changes, Progress progress, StopSignal stop)
      throws IOException {
    try (Resources resources = new Resources()) {
      resources.add(folder.lock());
      Checkpoint checkpoint = folder.checkpoints().require(sections.training().steps());
      requireReference(folder);
      Injector injector = injector(checkpoint.path(), resources);
      Circumstances circumstances = circumstances(injector);
      new Resumption(checkpoint.step(), changes, circumstances).write(folder, sections.common());
      progress.engines(circumstances.engines());
      return trainer(injector, folder, progress, stop).run(checkpoint);
    }
  }

  private Injector injector(@Nullable Path checkpoint, Resources resources) throws IOException {
    Path policy = checkpoint == null ? sections.modelFolder() : checkpoint;
    try {
      return Wiring.injector(
          List.of(
              new MeasuringModule(sections.common(), policy, resources),
              new TrainingModule(sections, checkpoint, resources)));
    } catch (ModelException e) {
      if (checkpoint != null) {
        throw e;
      }
      throw sections.common().effective().refusal("model.path", e);
    }
  }

  private Trainer trainer(Injector injector, RunFolder folder, Progress progress, StopSignal stop) {
    return new Trainer(
        injector.getInstance(TrainingParts.class),
        injector.getInstance(Evaluator.class),
        sections.training(),
        sections.common().evaluation(),
        folder,
        progress,
        stop);
  }

  private Circumstances circumstances(Injector injector) throws IOException {
    Backend learning = injector.getInstance(Key.get(Backend.class, Learning.class));
    Backend referring = injector.getInstance(Key.get(Backend.class, Referring.class));
    Map<String, Backend> engines = new LinkedHashMap<>();
    engines.put("rollout", injector.getInstance(Key.get(Backend.class, Generating.class)));
    engines.put("learner", learning);
    if (referring != learning) {
      engines.put(ReferenceEngine.SECTION, referring);
    }
    return Circumstances.of(catalog, engines);
  }

  /** Without a KL term nothing of the SDK reads the first model again. */
  private void requireReference(RunFolder folder) throws IOException {
    if (sections.needsReference()) {
      sections.requireModelFolder();
    } else if (!Files.isDirectory(sections.modelFolder())) {
      return;
    }
    Optional<String> change = modelChange(folder);
    if (change.isPresent() && sections.needsReference()) {
      throw new RunException(change.get());
    }
    change.ifPresent(what -> LOG.warn("{}; nothing needs it in this run", what));
  }

  /** In what the first model is another one now, if it is. */
  private Optional<String> modelChange(RunFolder folder) throws IOException {
    JsonNode then = folder.description().path("model").path("sha256");
    JsonNode now =
        Json.parse(Json.line(RunDescription.model(sections.modelFolder()))).path("sha256");
    if (then.equals(now)) {
      return Optional.empty();
    }
    return Optional.of(
        "the model in %s is not the one that the run started from: its files had the SHA-256 %s and have %s; name the right one with --set model.path="
            .formatted(sections.modelFolder(), then, now));
  }
}
