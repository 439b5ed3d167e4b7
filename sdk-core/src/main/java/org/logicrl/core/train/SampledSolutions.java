package org.logicrl.core.train;

import java.io.IOException;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.rollout.Rollouts;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.FineTuningSettings;
import org.logicrl.core.settings.TrainingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rejection sampling: the model as it is now draws completions of a batch of problems, and those
 * are learned from that are right and came to an end by themselves. It is policy gradient with the
 * reward 1 for what is right, 0 for everything else, and no baseline.
 *
 * <p>The method is that of RAFT (Dong et al., arXiv 2304.06767). Differences from the paper: the
 * reward rule's verdict decides, not a ranking by its total; of a problem the first right
 * completions are kept, each once, not the best one; and each sample serves for one optimiser step,
 * so that the sampler is never older than the learner. The loss is the mean over the tokens of
 * whatever was kept: a step with one solution is as large as one with many.
 */
public final class SampledSolutions implements SolutionSource {

  private static final Logger LOG = LoggerFactory.getLogger(SampledSolutions.class);

  /** So many steps in a row without a solution are worth a warning. */
  private static final int PATIENCE = 10;

  private final ProblemOrder problems;
  private final RolloutWorker worker;
  private final Grader grader;
  private final Learner learner;
  private final Generator generator;
  private final Sampling sampling;
  private final int completions;
  private final FineTuningSettings settings;
  private final RunFolder run;
  private int emptySteps;

  /**
   * Solutions of problems in the order of training.
   *
   * @param generator the worker's, which gets the learner's weights before each step
   * @param completions drawn for each problem
   * @param run gets the rollouts of some steps
   */
  public SampledSolutions(
      ProblemOrder problems,
      RolloutWorker worker,
      Grader grader,
      Learner learner,
      Generator generator,
      Sampling sampling,
      int completions,
      FineTuningSettings settings,
      RunFolder run) {
    this.problems = problems;
    this.worker = worker;
    this.grader = grader;
    this.learner = learner;
    this.generator = generator;
    this.sampling = sampling;
    this.completions = completions;
    this.settings = settings;
    this.run = run;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DivergedException when the model's log-probabilities are not finite
   */
  @Override
  public Batch take(long step) throws IOException {
    Timings timings = new Timings();
    timings.time("update_weights", () -> WeightHandOver.run(learner, generator));
    Rollouts rollouts = timings.time("gen", () -> draw(step));
    DivergedException.requireFinite(
        rollouts.generation().logProbs(),
        "the generator's log-probabilities",
        step,
        DivergedException.LOWER_RATE);
    List<Reward> rewards = timings.time("reward", () -> grader.grade(rollouts));
    Set<Integer> kept = kept(rollouts, rewards, settings.keep());
    if (TrainingSettings.due(step + 1, settings.rolloutsEvery())) {
      RolloutFile.write(run, step + 1, rollouts, rewards, kept);
    }
    warnOfNothing(kept.size(), step);
    int[] rows = kept.stream().mapToInt(Integer::intValue).toArray();
    Sequences sequences = rollouts.sequences().select(rows);
    Map<String, Double> metrics = new LinkedHashMap<>();
    long solved = Arrays.stream(rows).map(row -> row / completions).distinct().count();
    metrics.put("sft/kept", (double) rows.length);
    metrics.put("sft/kept_length", (double) sequences.responses().total() / rows.length);
    metrics.put("sft/solved", (double) solved / settings.batch());
    metrics.putAll(BatchMetrics.of(rollouts, rewards));
    metrics.putAll(timings.seconds());
    return new Batch(sequences, rollouts.sequences().tokens().spans().total(), metrics);
  }

  private Rollouts draw(long step) {
    return worker.roll(
        problems.take(step, settings.batch()), 0, completions, sampling, "rejection", step);
  }

  /**
   * The rows that are learned from, in order.
   *
   * @param keep the most of a problem
   */
  static Set<Integer> kept(Rollouts rollouts, List<Reward> rewards, int keep) {
    Set<Integer> kept = new LinkedHashSet<>();
    Set<IntBuffer> different = new HashSet<>();
    for (int row = 0; row < rollouts.count(); row++) {
      if (row % rollouts.completions() == 0) {
        different.clear();
      }
      if (different.size() < keep
          && isRight(rollouts, rewards, row)
          && different.add(response(rollouts, row))) {
        kept.add(row);
      }
    }
    return kept;
  }

  /** What was cut off has not shown how it ends. */
  private static boolean isRight(Rollouts rollouts, List<Reward> rewards, int row) {
    return rewards.get(row).verdict().outcome() == Outcome.CORRECT
        && rollouts.generation().finishes().get(row) != Finish.LENGTH;
  }

  private static IntBuffer response(Rollouts rollouts, int row) {
    Spans spans = rollouts.generation().responses().spans();
    return IntBuffer.wrap(
        rollouts.generation().responses().ids(), spans.start(row), spans.length(row));
  }

  /** A run that learns nothing looks like one that works. */
  private void warnOfNothing(int kept, long step) {
    emptySteps = kept == 0 ? emptySteps + 1 : 0;
    if (emptySteps > 0 && emptySteps % PATIENCE == 0) {
      LOG.warn(
          "step {}: no completion of the last {} steps was right and ended by itself, so nothing was"
              + " learned: raise rollout.completions or rollout.maxTokens, or begin with worked"
              + " solutions",
          step + 1,
          emptySteps);
    }
  }
}
