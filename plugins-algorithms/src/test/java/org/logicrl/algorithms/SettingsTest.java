package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Setting;

class SettingsTest {

  @Test
  void meansTheSameByTheSharedKeysOfAllAlgorithms() {
    List<String> shared =
        Arrays.stream(PolicySettings.class.getDeclaredMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .map(Method::getName)
            .toList();

    assertThat(shared).hasSize(10);
    for (String key : shared) {
      assertThat(component(GrpoSettings.class, key))
          .as(key)
          .isEqualTo(component(ReinforcePlusPlusSettings.class, key))
          .isEqualTo(component(PpoSettings.class, key));
    }
  }

  @Test
  void refusesADualClipThatWouldCutTheUnchangedPolicy() {
    assertThatThrownBy(() -> SettingsOf.ppo("dualClip", 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dualClip")
        .hasMessageContaining("greater than 1");
  }

  @Test
  void asksForTheConstantThatTheAggregationDividesBy() {
    assertThatThrownBy(() -> SettingsOf.grpo("lossAggregation", "seq-mean-token-sum-norm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set lossNormTokens");
  }

  @Test
  void refusesAConstantThatNothingUses() {
    assertThatThrownBy(() -> SettingsOf.reinforcePlusPlus("lossNormTokens", 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seq-mean-token-sum-norm");
  }

  @Test
  void allowsNoDualClip() {
    assertThatCode(() -> SettingsOf.grpo("dualClip", 0)).doesNotThrowAnyException();
  }

  private static List<Object> component(Class<? extends Record> settings, String key) {
    RecordComponent component =
        Arrays.stream(settings.getRecordComponents())
            .filter(candidate -> candidate.getName().equals(key))
            .findFirst()
            .orElseThrow(() -> new AssertionError(settings + " lacks " + key));
    return List.of(component.getType(), component.getAnnotation(Setting.class));
  }
}
