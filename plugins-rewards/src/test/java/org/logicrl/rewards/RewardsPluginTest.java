package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.PluginContext;
import org.logicrl.api.Setting;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.rewards.WeightedSettings.Entry;
import org.logicrl.rewards.WeightedSettings.RuleName;

final class RewardsPluginTest {

  static Stream<Factory<?, RewardRule>> factories() {
    return new RewardsPlugin().rewards().stream();
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::type))
        .contains(RewardsPlugin.class);
  }

  @Test
  void offersEveryRuleOfASumUnderTheSameName() {
    assertThat(factories().map(Factory::name))
        .contains(Arrays.stream(RuleName.values()).map(RuleName::label).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("factories")
  void makesARuleFromDefaults(Factory<?, RewardRule> factory) {
    assertThat(make(factory)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("factories")
  void explainsEverySetting(Factory<?, RewardRule> factory) {
    for (RecordComponent component : factory.settings().getRecordComponents()) {
      assertThat(component.getAnnotation(Setting.class)).as("%s", component).isNotNull();
      assertThat(component.getAnnotation(Setting.class).help()).isNotBlank();
    }
  }

  private static <S extends Record> RewardRule make(Factory<S, RewardRule> factory) {
    Map<String, ?> required =
        factory.settings() == WeightedSettings.class
            ? Map.of("rules", List.of(new Entry(RuleName.LOGIC_RL, 1)))
            : Map.of();
    return factory.create(
        Defaults.with(factory.settings(), required), new PluginContext(1, Path.of(".")));
  }
}
