package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.PluginContext;
import org.logicrl.api.algorithm.Algorithm;

class AlgorithmsPluginTest {

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(AlgorithmsPlugin.class);
  }

  @Test
  void offersThreeAlgorithms() {
    assertThat(new AlgorithmsPlugin().algorithms())
        .extracting(Factory::name)
        .containsExactly("reinforce++", "grpo", "ppo");
  }

  @Test
  void makesEachFromItsDefaults() {
    for (Factory<?, Algorithm> factory : new AlgorithmsPlugin().algorithms()) {
      assertThat(made(factory)).as(factory.name()).isNotNull();
    }
  }

  private static <S extends Record> Algorithm made(Factory<S, Algorithm> factory) {
    return factory.create(SettingsOf.make(factory.settings()), new PluginContext(1, Path.of(".")));
  }
}
