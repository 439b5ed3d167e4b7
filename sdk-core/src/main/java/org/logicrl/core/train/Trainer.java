package org.logicrl.core.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluator;
import org.logicrl.core.run.Checkpoints.Checkpoint;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.EvaluationSettings;
import org.logicrl.core.settings.TrainingSettings;

/**
 * The reinforcement-learning loop: evaluates, takes training steps, writes metrics and checkpoints,
 * evaluates again.
 *
 * <p>Nothing but the number of steps, the weights and the optimisers' states carries over from one
 * step to the next: every random number and every problem follows from the seed and the step. So k
 * steps, a stop, a resume and N - k steps give what N steps give, bit for bit.
 */
public final class Trainer {

  /** The folder of a checkpoint that holds the critic. */
  public static final String CRITIC = "critic";

  private final TrainingParts parts;
  private final Evaluator evaluator;
  private final TrainingSettings training;
  private final EvaluationSettings evaluation;
  private final RunFolder run;
  private final Progress progress;
  private final StopSignal stop;
  private final TrainingStep step;

  /** A loop over the given parts. */
  public Trainer(
      TrainingParts parts,
      Evaluator evaluator,
      TrainingSettings training,
      EvaluationSettings evaluation,
      RunFolder run,
      Progress progress,
      StopSignal stop) {
    this.parts = parts;
    this.evaluator = evaluator;
    this.training = training;
    this.evaluation = evaluation;
    this.run = run;
    this.progress = progress;
    this.stop = stop;
    this.step = new TrainingStep(parts, training.steps());
  }

  /**
   * What a run came to.
   *
   * @param steps training steps done
   * @param before the evaluation before the first step, even if that was long before a resumption;
   *     null when the run was stopped in it, evaluates nothing, or was resumed to measure otherwise
   * @param after the evaluation after the last; null when the run was stopped, or evaluates nothing
   * @param stopped whether it was asked to stop before its last evaluation was done
   */
  public record Result(
      long steps, @Nullable Evaluation before, @Nullable Evaluation after, boolean stopped) {}

  /** Runs from the beginning, or from a checkpoint that the parts have been opened from. */
  public Result run(@Nullable Checkpoint from) throws IOException {
    long done = 0;
    if (from != null) {
      restore(from.path());
      done = from.step();
      run.goBackTo(from);
    }
    try (JsonLines metrics = JsonLines.append(run.metrics());
        DueEvaluations evaluations =
            new DueEvaluations(this::evaluate, evaluation, run, progress, training.steps(), done)) {
      step.handOver();
      evaluations.after(done);
      SkippedSteps skipped = SkippedSteps.ofTraining(metrics);
      // A run that is stopped before its first step can be resumed, too.
      long saved = from == null ? -1 : done;
      try {
        progress.begin(done, training.steps());
        while (done < training.steps() && !stop.requested()) {
          TrainingStep.Result result = step.run(done);
          done++;
          write(metrics, done, result);
          progress.step(done, result.metrics());
          skipped.add(result.skipped().policy(), result.skipped().critic());
          if (skipped.inARow() >= parts.learnerSettings().maxSkippedSteps()) {
            save(metrics, done, skipped.inARow());
            throw skipped.tooMany(done);
          }
          // Weights of which every step fails must not drive the checkpoints of sound ones out.
          boolean due = TrainingSettings.due(done, training.saveEvery());
          if (due && skipped.inARow() == 0 && done < training.steps()) {
            save(metrics, done, 0);
            saved = done;
          }
          if (done < training.steps()) {
            evaluations.after(done);
          }
        }
      } finally {
        progress.end();
      }
      if (saved < done) {
        save(metrics, done, skipped.inARow());
      }
      Evaluation last = done < training.steps() ? null : evaluations.after(done);
      boolean stopped = done < training.steps() || evaluations.missing(done);
      return new Result(done, evaluations.before(), last, stopped);
    }
  }

  private Optional<Evaluation> evaluate(long stepsDone) {
    return evaluator.evaluate(
        stepsDone,
        stop::requested,
        (problems, all) -> progress.evaluating(stepsDone, problems, all));
  }

  /** Writes a checkpoint, before which so many steps were left out. */
  private void save(JsonLines metrics, long done, int leftOut) throws IOException {
    // What a checkpoint goes on from is on disk before it.
    metrics.sync();
    if (leftOut > 0) {
      run.checkpoints().writeBeside(done, leftOut, this::write);
    } else {
      run.checkpoints().write(done, training.keepCheckpoints(), this::write);
    }
  }

  private void write(Path target) throws IOException {
    parts.learner().saveModel(target);
    parts.learner().saveState(target);
    ValueModel critic = parts.critic();
    if (critic != null) {
      critic.saveModel(target.resolve(CRITIC));
      critic.saveState(target.resolve(CRITIC));
    }
  }

  private void restore(Path checkpoint) throws IOException {
    parts.learner().restoreState(checkpoint);
    ValueModel critic = parts.critic();
    if (critic != null) {
      critic.restoreState(checkpoint.resolve(CRITIC));
    }
  }

  private void write(JsonLines metrics, long done, TrainingStep.Result result) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", done);
    line.putAll(result.metrics());
    metrics.write(line);
    if (TrainingSettings.due(done, training.rolloutsEvery())) {
      RolloutFile.write(run, done, result.rollouts(), result.rewards(), null);
    }
  }
}
