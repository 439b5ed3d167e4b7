package org.logicrl.core.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.PluginContext;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.TooLongException;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.Choice;
import org.logicrl.core.config.ConfigException;
import org.logicrl.core.config.EffectiveConfig;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.ModelOutput;
import org.logicrl.core.settings.EvaluationSettings;
import org.logicrl.core.settings.FineTuningSettings;
import org.logicrl.core.settings.LearnerSettings;
import org.logicrl.core.settings.MismatchSettings;
import org.logicrl.core.settings.ModelSettings;
import org.logicrl.core.settings.RewardSettings;
import org.logicrl.core.settings.RolloutSettings;
import org.logicrl.core.settings.RunSettings;
import org.logicrl.core.settings.TrainingSettings;

/**
 * A configuration bound to its sections: all errors have been reported, every value is there.
 *
 * <p>The three kinds of configuration share most sections; what a kind does not have is not
 * accepted in its file.
 */
public final class Sections {

  private final Path folder;
  private final SettingsBinder binder;
  private final PluginCatalog catalog;
  private final Bound<RunSettings> run;

  private Sections(LoadedConfig loaded, PluginCatalog catalog) {
    this.folder = loaded.directory();
    this.catalog = catalog;
    this.binder = loaded.binder();
    this.run = binder.top(RunSettings.class);
  }

  /** The sections of {@code train}. */
  public static Training training(LoadedConfig loaded, PluginCatalog catalog) {
    if (Kind.of(loaded) == Kind.SFT) {
      throw loaded.refusal(
          "has a section sft, so it is a configuration for 'sft', not for 'train'");
    }
    return new Sections(loaded, catalog).declareTraining().get();
  }

  /**
   * The sections of {@code eval}, which passes over the others of any kind of configuration.
   *
   * @param model the model folder; null for the configuration's
   */
  public static Evaluating evaluating(
      LoadedConfig loaded, @Nullable Path model, PluginCatalog catalog) {
    return new Sections(loaded, catalog).declareEvaluating(model).get();
  }

  /** The sections of {@code sft}. */
  public static FineTuning fineTuning(LoadedConfig loaded, PluginCatalog catalog) {
    if (Kind.of(loaded) == Kind.TRAIN) {
      throw loaded.refusal(
          "has no section sft, so it is a configuration for 'train', not for 'sft'");
    }
    return new Sections(loaded, catalog).declareFineTuning().get();
  }

  /** What a configuration file is for. */
  public enum Kind {
    /** Reinforcement learning, and evaluations. */
    TRAIN,
    /** Supervised fine-tuning. */
    SFT;

    /** The kind of a configuration, by the sections that it has. */
    public static Kind of(LoadedConfig loaded) {
      return loaded.has("sft") ? SFT : TRAIN;
    }
  }

  /**
   * The values of all keys of a configuration.
   *
   * @throws org.logicrl.core.config.ConfigException with every error
   */
  public static EffectiveConfig effective(LoadedConfig loaded, Kind kind, PluginCatalog catalog) {
    Sections sections = new Sections(loaded, catalog);
    sections.declare(kind);
    return sections.finish();
  }

  /** A binder that knows all sections of a kind, for its schema and its sample. */
  public static SettingsBinder declared(LoadedConfig loaded, Kind kind, PluginCatalog catalog) {
    Sections sections = new Sections(loaded, catalog);
    sections.declare(kind);
    return sections.binder;
  }

  private void declare(Kind kind) {
    switch (kind) {
      case TRAIN -> declareTraining();
      case SFT -> declareFineTuning();
    }
  }

  /** The values of all keys; the folder that paths refer to is among them wherever they go. */
  private EffectiveConfig finish() {
    EffectiveConfig effective = binder.finish();
    return effective.with("directory", run.value().directory(folder).toString());
  }

  /** What every kind of configuration has. */
  public record Common(
      RunSettings run,
      Path directory,
      EffectiveConfig effective,
      Choice<Task> task,
      Choice<RewardRule> reward,
      RewardSettings rewardSettings,
      Choice<Backend> generating,
      RolloutSettings rollout,
      EvaluationSettings evaluation) {

    /** What parts are told about the run. */
    public PluginContext context() {
      return new PluginContext(run.seed(), directory);
    }

    /** The same sections, but for the backend that generates. */
    public Common withGenerating(Choice<Backend> other) {
      return new Common(
          run, directory, effective, task, reward, rewardSettings, other, rollout, evaluation);
    }

    /**
     * Checks that the generator can follow a learner, before a run leaves anything on disk.
     *
     * @throws ConfigException when it takes no weights
     */
    void requireTakesWeights() {
      try (Backend backend = generating.create(context())) {
        if (!backend.takesWeights()) {
          throw effective.refusal(
              "rollout.backend",
              "takes no weights, so it cannot follow the model in training",
              "a backend that does; this one serves 'eval' and 'generate'");
        }
      }
    }

    /** Most tokens of a completion in evaluations. */
    public int evaluationTokens() {
      return evaluation.maxTokens() > 0 ? evaluation.maxTokens() : rollout.maxTokens();
    }

    /** The refusal of the key that allows completions more tokens than the model does. */
    ConfigException tooLong(int maxTokens, TooLongException failure) {
      boolean inEvaluations =
          maxTokens == evaluation.maxTokens() && maxTokens != rollout.maxTokens();
      return effective.refusal(
          inEvaluations ? "evaluation.maxTokens" : "rollout.maxTokens", failure);
    }
  }

  /** The sections of reinforcement learning. */
  public record Training(
      Common common,
      ModelSettings model,
      Choice<Algorithm> algorithm,
      Choice<Backend> learning,
      LearnerSettings learner,
      ReferenceEngine reference,
      MismatchSettings mismatch,
      TrainingSettings training) {

    /** The same sections, but for those that every kind of configuration has. */
    public Training withCommon(Common other) {
      return new Training(
          other, model, algorithm, learning, learner, reference, mismatch, training);
    }

    /** The model folder that training starts from. */
    public Path modelFolder() {
      return common.context().resolve(model.path());
    }

    /**
     * Checks that there is a model folder, before a run leaves anything on disk.
     *
     * @throws ConfigException when there is none
     */
    public void requireModelFolder() {
      if (!Files.isDirectory(modelFolder())) {
        throw common
            .effective()
            .refusal(
                "model.path",
                modelFolder() + " is no folder",
                "a Hugging Face model folder, relative to %s; where it has moved, --set model.path="
                    .formatted(common.directory()));
      }
    }

    /** Whether the run needs its first model until its end, as the reference of a KL term. */
    boolean needsReference() {
      return algorithm.create(common.context()).needs().referenceLogProbs();
    }

    /**
     * Checks that groups are as large as the algorithm needs them, before a run leaves anything on
     * disk.
     *
     * @throws ConfigException when they are smaller
     */
    void requireGroups() {
      int needed = algorithm.create(common.context()).needs().minimumGroupSize();
      if (common.rollout().completions() < needed) {
        throw common
            .effective()
            .refusal(
                "rollout.completions",
                "are fewer completions of a problem than %s needs"
                    .formatted(algorithm.factory().name()),
                "%d or more".formatted(needed));
      }
    }
  }

  /**
   * What an evaluation needs.
   *
   * @param model the model folder
   * @param configured whether the configuration names it, and no option
   */
  public record Evaluating(Common common, Path model, boolean configured) {}

  /** The sections of supervised fine-tuning. */
  public record FineTuning(
      Common common, Choice<Backend> learning, LearnerSettings learner, FineTuningSettings sft) {

    /**
     * Checks that a batch is neither divided nor learned twice.
     *
     * @throws ConfigException when it is
     */
    void requireOneUpdate() {
      requireOne("learner.epochs", learner.epochs());
      requireOne("learner.miniBatches", learner.miniBatches());
    }

    private void requireOne(String key, int value) {
      if (value != 1) {
        throw common
            .effective()
            .refusal(key, "is for 'train': 'sft' takes one optimiser step of each batch", "1");
      }
    }

    /** Where the model is written at the end. */
    ModelOutput output() {
      return new ModelOutput("sft.output", common.context().resolve(sft.output()));
    }

    /**
     * Checks that the model can be written at the end, before a run leaves anything on disk.
     *
     * @throws ConfigException when the run starts from there: the model below adapters would be
     *     replaced by one that has them already, and could not be started from again
     * @throws org.logicrl.api.UnusableSettingsException when something else than an older model is
     *     there
     */
    public void requireOutput() throws IOException {
      String from = sft.from();
      if (from != null && output().is(common.context().resolve(from))) {
        throw common
            .effective()
            .refusal(
                "sft.output",
                "is the folder that the run starts from (sft.from), which it may need until its end",
                "another folder");
      }
      output().prepare();
    }
  }

  /** Declares all sections; the result is there once they have been bound without an error. */
  private Supplier<Training> declareTraining() {
    Bound<ModelSettings> model = binder.section("model", ModelSettings.class);
    Measured measured = measured();
    Choice<Algorithm> algorithm =
        binder.choice(
            "algorithm",
            Selector.name("The algorithm that trains the policy."),
            catalog.algorithms());
    Choice<Backend> learning = learning();
    Bound<LearnerSettings> learner = binder.section("learner", LearnerSettings.class);
    ReferenceEngine reference = ReferenceEngine.declare(binder, catalog.backends());
    Bound<MismatchSettings> mismatch = binder.section("learner", MismatchSettings.class);
    Bound<TrainingSettings> training = binder.section("training", TrainingSettings.class);
    Bound<EvaluationSettings> evaluation = evaluation();
    return () ->
        new Training(
            common(finish(), measured, evaluation),
            model.value(),
            algorithm,
            learning,
            learner.value(),
            reference,
            mismatch.value(),
            training.value());
  }

  private Supplier<Evaluating> declareEvaluating(@Nullable Path given) {
    binder.ignore("model", "algorithm", "learner", "reference", "training", "sft");
    Bound<ModelSettings> model =
        given == null ? binder.section("model", ModelSettings.class) : null;
    Measured measured = measured();
    Bound<EvaluationSettings> evaluation = evaluation();
    return () -> {
      Common common = common(finish(), measured, evaluation);
      return new Evaluating(
          common,
          model == null
              ? Objects.requireNonNull(given)
              : common.context().resolve(model.value().path()),
          model != null);
    };
  }

  private Supplier<FineTuning> declareFineTuning() {
    Measured measured = measured();
    Choice<Backend> learning = learning();
    Bound<LearnerSettings> learner = binder.section("learner", LearnerSettings.class);
    Bound<FineTuningSettings> sft = binder.section("sft", FineTuningSettings.class);
    Bound<EvaluationSettings> evaluation = evaluation();
    return () ->
        new FineTuning(
            common(finish(), measured, evaluation), learning, learner.value(), sft.value());
  }

  private record Measured(
      Choice<Task> task,
      Choice<RewardRule> reward,
      Bound<RewardSettings> rewardSettings,
      Choice<Backend> generating,
      Bound<RolloutSettings> rollout) {}

  private Measured measured() {
    return new Measured(
        binder.choice("task", Selector.name("Where problems come from."), catalog.tasks()),
        binder.choice(
            "reward", Selector.name("The rule that scores completions."), catalog.rewards()),
        binder.section("reward", RewardSettings.class),
        binder.choice(
            "rollout", Selector.backend("The engine that generates."), catalog.backends()),
        binder.section("rollout", RolloutSettings.class));
  }

  private Choice<Backend> learning() {
    return binder.choice(
        "learner", Selector.backend("The engine that learns."), catalog.backends());
  }

  private Bound<EvaluationSettings> evaluation() {
    return binder.section("evaluation", EvaluationSettings.class);
  }

  private Common common(
      EffectiveConfig effective, Measured measured, Bound<EvaluationSettings> evaluation) {
    return new Common(
        run.value(),
        run.value().directory(folder),
        effective,
        measured.task(),
        measured.reward(),
        measured.rewardSettings().value(),
        measured.generating(),
        measured.rollout().value(),
        evaluation.value());
  }
}
