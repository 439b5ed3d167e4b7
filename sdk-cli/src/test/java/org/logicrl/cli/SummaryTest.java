package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SummaryTest {

  @Test
  void showsTheMetricsOfAStepThatAreThere() {
    assertThat(
            Summary.of(
                Map.of(
                    "critic/score/mean", -0.123,
                    "outcome/correct", 0.5,
                    "response_length/mean", 99.6,
                    "perf/throughput", 1234.4,
                    "timing_s/step", 2.04,
                    "something/else", 1.0)))
        .isEqualTo("reward -0.12  accuracy 0.500  length 100  1234 tok/s  2.0 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor/kl_loss", "actor/reward_kl_penalty"})
  void showsTheKlTermWhereverItStands(String metric) {
    assertThat(Summary.of(Map.of(metric, 0.01234))).isEqualTo("kl 0.0123");
  }

  @Test
  void showsTheLossOfSupervisedFineTuning() {
    assertThat(
            Summary.of(Map.of("sft/loss", 1.23456, "sft/grad_norm", 0.5, "perf/throughput", 100.0)))
        .isEqualTo("loss 1.2346  grad 0.50  100 tok/s");
  }

  @Test
  void showsHowMuchOfTheModelsOwnSolutionsIsKept() {
    assertThat(
            Summary.of(
                Map.of(
                    "sft/loss",
                    0.5,
                    "sft/grad_norm",
                    0.5,
                    "outcome/correct",
                    0.25,
                    "sft/kept",
                    3.0)))
        .isEqualTo("loss 0.5000  grad 0.50  accuracy 0.250  kept 3");
  }

  @Test
  void leavesTheLossOutWhereThereWasNothingToLearn() {
    assertThat(Summary.of(Map.of("sft/loss", Double.NaN, "outcome/correct", 0.0, "sft/kept", 0.0)))
        .isEqualTo("accuracy 0.000  kept 0");
  }

  @Test
  void isEmptyWithoutMetrics() {
    assertThat(Summary.of(Map.of())).isEmpty();
  }
}
