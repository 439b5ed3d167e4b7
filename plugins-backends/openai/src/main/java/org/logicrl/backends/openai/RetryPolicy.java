package org.logicrl.backends.openai;

import java.time.Duration;
import org.logicrl.api.RandomStream;

/**
 * When a request is tried again.
 *
 * @param retries how often
 * @param firstPause before the first retry; each later one is twice as long
 * @param longestPause the most that a pause grows to by itself
 * @param timeout the longest wait for one answer
 * @param deadline the longest time for all tries and pauses together
 */
record RetryPolicy(
    int retries, Duration firstPause, Duration longestPause, Duration timeout, Duration deadline) {

  /** What the settings say. */
  static RetryPolicy of(OpenAiSettings settings) {
    return new RetryPolicy(
        settings.retries(),
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        seconds(settings.requestTimeoutSeconds()),
        seconds(settings.deadlineSeconds()));
  }

  /** A length of time to the millisecond. */
  static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /**
   * The pause before a retry: between half and all of the exponential one, so that many requests
   * that failed together do not come back together; but no shorter than the server asks for.
   *
   * @param key draws the share
   * @param retry counted from 0
   * @param asked what the server asks for, zero where it does not
   */
  Duration pause(long key, int retry, Duration asked) {
    double share = 0.5 + 0.5 * RandomStream.uniformAt(key, retry);
    double grown =
        Math.min((double) longestPause.toMillis(), firstPause.toMillis() * Math.pow(2, retry))
            * share;
    Duration own = Duration.ofMillis(Math.round(grown));
    return own.compareTo(asked) < 0 ? asked : own;
  }
}
