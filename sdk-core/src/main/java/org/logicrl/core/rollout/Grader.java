package org.logicrl.core.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;
import org.logicrl.core.settings.RewardSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores completions in parallel, and keeps the run going when a rule fails: a rule that throws or
 * takes too long gives the verdict {@link Outcome#ERROR} and the configured score, and is counted.
 */
public final class Grader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Grader.class);

  /** A rule that fails on everything would fill the log with the same failure. */
  private static final int MOST_LOGGED = 10;

  private final Task task;
  private final RewardRule rule;
  private final RewardSettings settings;
  private final ExecutorService threads;
  private final AtomicInteger failures = new AtomicInteger();

  /** How long the rule may take for one completion, in nanoseconds. */
  private final long patience;

  /** A grader with one thread for each processor. */
  public Grader(Task task, RewardRule rule, RewardSettings settings) {
    this.task = task;
    this.rule = rule;
    this.settings = settings;
    this.patience = (long) (settings.timeoutSeconds() * 1e9);
    // Unbounded, because a thread that a rule has blocked for good must not hold up the others.
    // Each call submits no more tasks at a time than there are processors.
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "grader");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Scores all completions, in order. */
  public List<Reward> grade(Rollouts rollouts) {
    List<Problem> problems = new ArrayList<>(rollouts.count());
    for (int row = 0; row < rollouts.count(); row++) {
      problems.add(rollouts.problem(row));
    }
    return grade(problems, rollouts.texts());
  }

  /** Scores each completion as an answer to the problem at the same place. */
  public List<Reward> grade(List<Problem> problems, List<Completion> completions) {
    int count = completions.size();
    int workers = Math.min(Runtime.getRuntime().availableProcessors(), count);
    Slice[] slices = new Slice[workers];
    for (int i = 0; i < workers; i++) {
      slices[i] =
          new Slice(
              problems,
              completions,
              (int) ((long) count * i / workers),
              (int) ((long) count * (i + 1) / workers));
      slices[i].start();
    }
    List<Reward> rewards = new ArrayList<>(count);
    for (Slice slice : slices) {
      slice.collect(rewards);
    }
    return rewards;
  }

  private Reward score(Problem problem, Completion completion) {
    long started = System.nanoTime();
    try {
      Reward reward =
          Objects.requireNonNull(
              rule.score(problem, completion, task::verify), "it returned no reward");
      return System.nanoTime() - started > patience ? late(problem) : reward;
    } catch (Exception | AssertionError | StackOverflowError e) {
      // Exception and not RuntimeException: rules in other languages throw checked ones, too.
      if (isToBeLogged()) {
        LOG.warn("the reward rule failed on a completion of {}", problem.id(), e);
      }
      return failed("the reward rule failed: " + e);
    }
  }

  private Reward late(Problem problem) {
    if (isToBeLogged()) {
      LOG.warn("the reward rule ran out of time on {}", problem.id());
    }
    return failed("the reward rule took over " + settings.timeoutSeconds() + " s");
  }

  /** Counts a failure; the first ones are logged. */
  private boolean isToBeLogged() {
    int number = failures.incrementAndGet();
    if (number == MOST_LOGGED + 1) {
      LOG.warn("further failures of the reward rule are counted, and not logged");
    }
    return number <= MOST_LOGGED;
  }

  private Reward failed(String reason) {
    return new Reward(settings.errorScore(), Map.of(), new Verdict(Outcome.ERROR, reason));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** A worker's share, scored one by one in one thread for as long as nothing blocks. */
  private final class Slice {
    private final List<Problem> problems;
    private final List<Completion> completions;
    private final int to;
    private final Reward[] done;
    private final int from;
    private volatile int next;
    private Future<?> running;

    Slice(List<Problem> problems, List<Completion> completions, int from, int to) {
      this.problems = problems;
      this.completions = completions;
      this.from = from;
      this.to = to;
      this.next = from;
      this.done = new Reward[to - from];
      this.running = CompletableFuture.completedFuture(null);
    }

    void start() {
      int begin = next;
      running =
          threads.submit(
              () -> {
                for (int i = begin; i < to && !Thread.currentThread().isInterrupted(); i++) {
                  Reward reward = score(problems.get(i), completions.get(i));
                  synchronized (this) {
                    if (next != i) {
                      return; // given up on: somebody else has gone on from here
                    }
                    done[i - from] = reward;
                    next = i + 1;
                  }
                }
              });
    }

    void collect(List<Reward> rewards) {
      int seen = next;
      while (true) {
        try {
          running.get(patience, TimeUnit.NANOSECONDS);
          break;
        } catch (TimeoutException e) {
          synchronized (this) {
            if (next == seen) {
              done[seen - from] = late(problems.get(seen));
              next = seen + 1;
              running.cancel(true);
              start();
            }
            seen = next;
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while scoring", e);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error; // no failure on one completion, but of the process or of the rule's jar
          }
          throw new IllegalStateException("the reward rule broke down", e.getCause());
        }
      }
      rewards.addAll(List.of(done));
    }
  }
}
