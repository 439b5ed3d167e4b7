package org.logicrl.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.train.Progress;

/**
 * Shows progress on stderr: a bar on a terminal, otherwise a line every so many steps. Evaluations
 * show in the bar where there is one, and as a line every so many seconds where there is none.
 */
final class ConsoleProgress implements Progress {

  private static final double SECONDS_BETWEEN_LINES = 5;

  private final PrintStream err;
  private final boolean terminal;
  private final int every;
  private final LongSupplier clock;
  private long steps;
  private long started;
  private long first;
  private long evaluationStarted;
  private long evaluationShown;
  private @Nullable ProgressBar bar;

  /**
   * Progress on a stream.
   *
   * @param terminal whether a person watches it
   * @param every steps between lines where nobody does
   * @param clock in nanoseconds
   */
  ConsoleProgress(PrintStream err, boolean terminal, int every, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.every = every;
    this.clock = clock;
  }

  /** Progress on stderr; the launcher knows whether that is a terminal, which Java cannot tell. */
  static ConsoleProgress ofSystem(int every) {
    return new ConsoleProgress(
        System.err, Boolean.getBoolean("logicrl.terminal"), every, System::nanoTime);
  }

  @Override
  public void engines(Map<String, Map<String, String>> engines) {
    engines.forEach(
        (part, facts) -> {
          if (!facts.isEmpty()) {
            err.println(
                facts.entrySet().stream()
                    .map(fact -> fact.getKey() + " " + fact.getValue())
                    .collect(Collectors.joining(", ", part + ": ", "")));
          }
        });
  }

  @Override
  public void begin(long stepsDone, long all) {
    steps = all;
    first = stepsDone;
    started = clock.getAsLong();
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("step")
              .setInitialMax(all)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(err))
              .build()
              .stepTo(stepsDone);
    }
  }

  @Override
  public void step(long stepsDone, Map<String, Double> metrics) {
    String text = Summary.of(metrics);
    ProgressBar shown = bar;
    if (shown != null) {
      shown.stepTo(stepsDone);
      shown.setExtraMessage(text);
    } else if (stepsDone % every == 0 || stepsDone == steps || stepsDone == first + 1) {
      double elapsed = secondsSince(started);
      double left = elapsed / (stepsDone - first) * (steps - stepsDone);
      err.printf(
          Locale.ROOT, "step %d/%d  %s  (%s left)%n", stepsDone, steps, text, duration(left));
    }
  }

  @Override
  public void evaluating(long step, int done, int problems) {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.setExtraMessage("evaluating, %d of %d problems".formatted(done, problems));
    } else if (done == 0) {
      err.printf(Locale.ROOT, "evaluating after %d steps ...%n", step);
      evaluationStarted = clock.getAsLong();
      evaluationShown = evaluationStarted;
    } else if (secondsSince(evaluationShown) >= SECONDS_BETWEEN_LINES) {
      evaluationShown = clock.getAsLong();
      double left = secondsSince(evaluationStarted) / done * (problems - done);
      err.printf(
          Locale.ROOT,
          "evaluating, %d of %d problems  (%s left)%n",
          done,
          problems,
          duration(left));
    }
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    for (SplitResult split : evaluation.splits()) {
      String line =
          String.format(
              Locale.ROOT,
              "after %d steps, %s: sampled %.1f %% (+- %.1f), greedy %.1f %%, %.0f tokens",
              evaluation.step(),
              split.split(),
              100 * split.all().accuracy(),
              100 * split.all().standardError(),
              100 * split.all().greedyAccuracy(),
              split.all().meanTokens());
      err.println(line);
    }
  }

  @Override
  public void end() {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
      bar = null;
    }
  }

  private double secondsSince(long then) {
    return (clock.getAsLong() - then) * 1e-9;
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
  }
}
