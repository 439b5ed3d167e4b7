package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(
          9,
          Duration.ofMillis(100),
          Duration.ofMillis(1000),
          Duration.ofSeconds(1),
          Duration.ofSeconds(9));

  @Test
  void pausesDoubleUpToTheLongest() {
    for (int retry = 0; retry < 8; retry++) {
      long full = Math.min(1000, 100L << retry);
      assertThat(POLICY.pause(7, retry, Duration.ZERO).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void pausesOfDifferentRequestsDiffer() {
    assertThat(POLICY.pause(1, 3, Duration.ZERO)).isNotEqualTo(POLICY.pause(2, 3, Duration.ZERO));
  }

  @Test
  void aPauseIsNoShorterThanTheServerAsks() {
    assertThat(POLICY.pause(7, 0, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void readsSecondsAndDatesOfRetryAfter() {
    Instant now = Instant.parse("2015-10-21T07:27:30Z");
    assertThat(ServerErrors.retryAfter(Optional.of("12"), now)).isEqualTo(Duration.ofSeconds(12));
    assertThat(ServerErrors.retryAfter(Optional.of("Wed, 21 Oct 2015 07:28:00 GMT"), now))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void passesOverARetryAfterThatMakesNoSense() {
    Instant now = Instant.parse("2015-10-21T07:29:00Z");
    assertThat(ServerErrors.retryAfter(Optional.of("soon"), now)).isZero();
    assertThat(ServerErrors.retryAfter(Optional.of("-3"), now)).isZero();
    assertThat(ServerErrors.retryAfter(Optional.of("Wed, 21 Oct 2015 07:28:00 GMT"), now)).isZero();
    assertThat(ServerErrors.retryAfter(Optional.empty(), now)).isZero();
  }
}
