package org.logicrl.core.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.logicrl.api.PluginContext;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.experiment.Sections.Common;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.RolloutWorker;

/** Wires what rollouts and evaluations need: the chosen task, reward rule and generator. */
final class MeasuringModule extends AbstractModule {

  private final Common common;
  private final Path model;
  private final Resources resources;

  /**
   * A module.
   *
   * @param model the folder that the generator is opened from
   */
  MeasuringModule(Common common, Path model, Resources resources) {
    this.common = common;
    this.model = model;
    this.resources = resources;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
    bind(Common.class).toInstance(common);
    bind(PluginContext.class).toInstance(common.context());
    bind(Resources.class).toInstance(resources);
  }

  @Provides
  @Singleton
  Task task(PluginContext context) {
    return common.task().create(context);
  }

  @Provides
  @Singleton
  RewardRule reward(PluginContext context) {
    return common.reward().create(context);
  }

  @Provides
  @Singleton
  @Generating
  Backend backend(PluginContext context) {
    return Backends.create(common.generating(), "rollout", resources, context, Capability.GENERATE);
  }

  @Provides
  @Singleton
  Tokenizer tokenizer(@Generating Backend backend) throws IOException {
    return backend.tokenizer(model);
  }

  @Provides
  @Singleton
  Generator generator(@Generating Backend backend) throws IOException {
    return resources.add(backend.generator(model));
  }

  @Provides
  @Singleton
  Grader grader(Task task, RewardRule rule) {
    return resources.add(new Grader(task, rule, common.rewardSettings()));
  }

  @Provides
  @Singleton
  RolloutWorker worker(Task task, Tokenizer tokenizer, Generator generator) {
    return new RolloutWorker(task, tokenizer, generator, common.run().seed(), common::tooLong);
  }

  @Provides
  @Singleton
  Evaluator evaluator(Task task, RolloutWorker worker, Grader grader, Tokenizer tokenizer) {
    return new Evaluator(
        task,
        worker,
        grader,
        common.evaluation(),
        common.evaluationTokens(),
        tokenizer.stopTokens(),
        common.rollout().stopStrings());
  }
}
