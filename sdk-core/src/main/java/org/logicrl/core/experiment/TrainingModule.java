package org.logicrl.core.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.PluginContext;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.Choice;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.settings.RolloutSettings;
import org.logicrl.core.train.Trainer;
import org.logicrl.core.train.TrainingParts;

/** Wires the parts of reinforcement learning, beside those of {@link MeasuringModule}. */
final class TrainingModule extends AbstractModule {

  private final Training sections;
  private final @Nullable Path checkpoint;
  private final Resources resources;

  /**
   * A module.
   *
   * @param checkpoint the checkpoint that the run goes on from; null for a new run
   */
  TrainingModule(Training sections, @Nullable Path checkpoint, Resources resources) {
    this.sections = sections;
    this.checkpoint = checkpoint;
    this.resources = resources;
  }

  @Provides
  @Singleton
  Algorithm algorithm(PluginContext context) {
    return sections.algorithm().create(context);
  }

  @Provides
  @Singleton
  @Learning
  Backend backend(PluginContext context, Algorithm algorithm) {
    Choice<Backend> choice = sections.learning();
    Backend backend = Backends.create(choice, "learner", resources, context, Capability.LEARN);
    if (algorithm.needs().referenceLogProbs() && sections.reference().own().isEmpty()) {
      Backends.require(
          backend,
          choice,
          "learner",
          Capability.SCORE,
          "choose another backend, or one for the reference model with reference.backend");
    }
    if (algorithm.needs().values()) {
      Backends.require(backend, choice, "learner", Capability.VALUE, "choose another backend");
    }
    return backend;
  }

  /** The learner's where the section {@code reference} names no other, or nothing needs one. */
  @Provides
  @Singleton
  @Referring
  Backend referring(PluginContext context, Algorithm algorithm, @Learning Backend learning) {
    Optional<Choice<Backend>> own = sections.reference().own();
    if (own.isEmpty() || !algorithm.needs().referenceLogProbs()) {
      return learning;
    }
    return Backends.create(
        own.get(), ReferenceEngine.SECTION, resources, context, Capability.SCORE);
  }

  @Provides
  @Singleton
  Learner learner(@Learning Backend backend) throws IOException {
    Path folder = checkpoint == null ? sections.modelFolder() : checkpoint;
    return resources.add(backend.learner(folder, sections.learner().optimizer()));
  }

  @Provides
  @Singleton
  TrainingParts parts(
      Task task,
      RolloutWorker worker,
      Grader grader,
      Algorithm algorithm,
      Learner learner,
      Generator generator,
      Tokenizer tokenizer,
      @Learning Backend learning,
      @Referring Backend referring)
      throws IOException {
    long seed = sections.common().run().seed();
    RolloutSettings rollout = sections.common().rollout();
    return new TrainingParts(
        new ProblemOrder(task.problems(Split.TRAIN), seed),
        worker,
        grader,
        algorithm,
        learner,
        generator,
        algorithm.needs().referenceLogProbs() ? reference(learner, learning, referring) : null,
        algorithm.needs().values() ? critic(learning) : null,
        rollout,
        sections.learner(),
        sections.mismatch(),
        rollout.sampling(tokenizer.stopTokens()),
        seed);
  }

  /** Where the learner keeps the model that it began with, its engine needs no second copy. */
  private Scorer reference(Learner learner, Backend learning, Backend referring)
      throws IOException {
    Path folder = sections.modelFolder();
    Optional<Scorer> base = referring == learning ? learner.base(folder) : Optional.empty();
    return resources.add(base.isPresent() ? base.get() : referring.scorer(folder));
  }

  private ValueModel critic(Backend backend) throws IOException {
    Path folder = checkpoint == null ? sections.modelFolder() : checkpoint.resolve(Trainer.CRITIC);
    OptimizerSettings optimizer = sections.learner().optimizer();
    return resources.add(backend.valueModel(folder, optimizer));
  }
}
