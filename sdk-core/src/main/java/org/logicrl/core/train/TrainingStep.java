package org.logicrl.core.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Problem;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.rollout.Rollouts;
import org.logicrl.core.settings.LearnerSettings;
import org.logicrl.core.settings.RolloutSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training step: problems, completions, rewards, advantages, update, new weights for the
 * generator. {@link #run} reads in that order.
 */
final class TrainingStep {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingStep.class);

  private final ProblemOrder problems;
  private final RolloutWorker worker;
  private final Grader grader;
  private final Algorithm algorithm;
  private final Learner learner;
  private final Generator generator;
  private final @Nullable Scorer reference;
  private final @Nullable ValueModel critic;
  private final RolloutSettings rollout;
  private final LearnerSettings settings;
  private final Sampling sampling;
  private final Mismatch mismatch;
  private final PolicyUpdate policyUpdate;
  private final @Nullable ValueUpdate valueUpdate;
  private final long steps;
  private boolean alarmed;

  /**
   * A step of a run.
   *
   * @param steps all steps of the run, for the learning-rate schedule
   */
  TrainingStep(TrainingParts parts, long steps) {
    this.problems = parts.problems();
    this.worker = parts.worker();
    this.grader = parts.grader();
    this.algorithm = parts.algorithm();
    this.learner = parts.learner();
    this.generator = parts.generator();
    this.reference = parts.reference();
    this.critic = parts.critic();
    this.rollout = parts.rollout();
    this.settings = parts.learnerSettings();
    this.sampling = parts.sampling();
    this.mismatch = new Mismatch(parts.mismatch());
    this.policyUpdate =
        new PolicyUpdate(
            algorithm, learner, settings, mismatch, rollout.temperature(), parts.seed());
    ValueModel values = parts.critic();
    this.valueUpdate =
        values == null ? null : new ValueUpdate(algorithm, values, settings, parts.seed());
    this.steps = steps;
  }

  /**
   * What a step did.
   *
   * @param skipped which optimiser steps were all left out
   */
  record Result(
      Rollouts rollouts, List<Reward> rewards, Map<String, Double> metrics, Skipped skipped) {}

  /**
   * Of whom every optimiser step was left out because its gradient was not finite.
   *
   * @param policy whether of the policy
   * @param critic whether of the critic
   */
  record Skipped(boolean policy, boolean critic) {}

  /**
   * Runs a step.
   *
   * @param step the number of steps before it
   */
  Result run(long step) {
    Timings timings = new Timings();
    long start = System.nanoTime();
    List<Problem> batch = problems.take(step, rollout.prompts());
    Rollouts rollouts =
        timings.time(
            "gen", () -> worker.roll(batch, 0, rollout.completions(), sampling, "rollout", step));
    DivergedException.requireFinite(
        rollouts.generation().logProbs(),
        "the generator's log-probabilities",
        step,
        DivergedException.LOWER_RATE);
    List<Reward> rewards = timings.time("reward", () -> grader.grade(rollouts));
    Experience experience = experience(rollouts, rewards, timings);
    Advantages advantages = timings.time("adv", () -> algorithm.advantages(experience));
    DivergedException.requireFinite(
        advantages.advantages(),
        "the advantages",
        step,
        critic == null
            ? DivergedException.LOWER_RATE
            : DivergedException.LOWER_RATE + ", or learner.criticLearningRate");

    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("training/global_step", step + 1.0);
    metrics.putAll(BatchMetrics.of(rollouts, rewards));
    metrics.putAll(advantages.metrics());
    Skipped skipped = update(rollouts, experience, advantages, step, timings, metrics);
    timings.time("update_weights", this::handOver);

    timings.seconds().forEach(metrics::put);
    double seconds = (System.nanoTime() - start) * 1e-9;
    int tokens = rollouts.sequences().tokens().spans().total();
    metrics.put("timing_s/step", seconds);
    metrics.put("perf/total_num_tokens", (double) tokens);
    metrics.put("perf/throughput", tokens / seconds);
    return new Result(rollouts, rewards, metrics, skipped);
  }

  /** Gives the learner's weights to the generator. */
  void handOver() {
    WeightHandOver.run(learner, generator);
  }

  /** Adds what the algorithm needs to know about the rollouts. */
  private Experience experience(Rollouts rollouts, List<Reward> rewards, Timings timings) {
    Sequences sequences = rollouts.sequences();
    double temperature = rollout.temperature();
    Scorer frozen = reference;
    ValueModel values = critic;
    int[] groups = new int[rollouts.count()];
    Arrays.setAll(groups, row -> row / rollouts.completions());
    return new Experience(
        sequences.responses(),
        BatchMetrics.totals(rewards),
        groups,
        policyUpdate.needsOldLogProbs() ? learnerLogProbs(sequences, timings) : null,
        frozen == null
            ? null
            : timings.time("ref", () -> frozen.score(sequences, temperature).logProbs()),
        values == null ? null : timings.time("values", () -> values.values(sequences)));
  }

  private float[] learnerLogProbs(Sequences sequences, Timings timings) {
    return timings.time(
        "old_log_prob", () -> learner.score(sequences, rollout.temperature()).logProbs());
  }

  private Skipped update(
      Rollouts rollouts,
      Experience experience,
      Advantages advantages,
      long step,
      Timings timings,
      Map<String, Double> metrics) {
    Sequences sequences = rollouts.sequences();
    ValueUpdate ofCritic = valueUpdate;
    float[] values = experience.values();
    float[] returns = advantages.returns();
    boolean criticSkipped = false;
    if (ofCritic != null && values != null) {
      if (returns == null) {
        throw new IllegalStateException("the algorithm has a critic, but gave no returns");
      }
      double rate = settings.criticLearningRate(step, steps);
      ValueUpdate.Result result =
          timings.time(
              "update_critic", () -> ofCritic.apply(sequences, values, returns, rate, step));
      metrics.putAll(result.metrics());
      criticSkipped = result.skipped();
      if (step < settings.criticWarmupSteps()) {
        // No update tells what the learner makes of these rollouts.
        float[] known = experience.oldLogProbs();
        float[] scored = known == null ? learnerLogProbs(sequences, timings) : known;
        watch(rollouts, scored, step, metrics);
        return new Skipped(false, criticSkipped);
      }
    }
    PolicyUpdate.Result result =
        timings.time(
            "update_actor",
            () ->
                policyUpdate.apply(
                    sequences,
                    experience,
                    advantages,
                    rollouts.generation().logProbs(),
                    experience.oldLogProbs(),
                    settings.learningRate(step, steps),
                    step));
    metrics.putAll(result.metrics());
    watch(rollouts, result.firstLogProbs(), step, metrics);
    return new Skipped(result.skipped(), criticSkipped);
  }

  /** Logs how far the generator's probabilities are from the learner's, and warns when too far. */
  private void watch(
      Rollouts rollouts, float[] learnerLogProbs, long step, Map<String, Double> metrics) {
    Map<String, Double> difference =
        mismatch.metrics(
            rollouts.sequences().responses(), rollouts.generation().logProbs(), learnerLogProbs);
    metrics.putAll(difference);
    boolean alarm = difference.getOrDefault("rollout_corr/alarm", 0.0) > 0;
    if (alarm && !alarmed) {
      LOG.warn(
          "step {}: the generator's probabilities are off the learner's by a factor of {} on"
              + " average, more than learner.mismatchAlarm: use more precision in rollout, or weigh"
              + " the loss with learner.importanceCap",
          step + 1,
          difference.get("rollout_corr/token_mult_prob_error"));
    }
    alarmed = alarm;
  }
}
