package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

  @ParameterizedTest
  @CsvSource({"grpo,grpo,0", "grpo,gpro,1", "steps,step,1", "ppo,rloo,3", "abc,'',3", "ca,abc,3"})
  void countsEditsAndSwapsOfNeighbours(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    assertThat(Nearest.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void namesAtMostThreeBestFirst() {
    assertThat(Nearest.of("grpo", List.of("grpo4", "gpro", "grp", "grpo3", "reinforce")))
        .containsExactly("gpro", "grp", "grpo3");
  }

  @Test
  void ignoresCase() {
    assertThat(Nearest.of("MAXTOKENS", List.of("maxTokens"))).containsExactly("maxTokens");
  }

  @ParameterizedTest
  @CsvSource({"reinforc,reinforce++", "ONNX,onnxruntime"})
  void namesWhatBeginsWithTheGivenName(String given, String name) {
    assertThat(Nearest.of(given, List.of("pytorch", "grpo", "reinforce++", "onnxruntime")))
        .containsExactly(name);
  }

  @Test
  void twoCharactersAreNoBeginning() {
    assertThat(Nearest.of("on", List.of("onnxruntime"))).isEmpty();
  }

  @Test
  void namesNothingThatIsFarAway() {
    assertThat(Nearest.of("temperature", List.of("steps", "k", "seed"))).isEmpty();
  }
}
