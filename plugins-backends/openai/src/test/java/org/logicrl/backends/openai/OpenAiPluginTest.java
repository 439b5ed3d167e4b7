package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Plugin;

final class OpenAiPluginTest {

  @Test
  void isFoundAsAPluginAndOffersTheBackend() {
    List<Plugin> found =
        ServiceLoader.load(Plugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(OpenAiPlugin.class::isInstance)
            .toList();
    assertThat(found)
        .singleElement()
        .satisfies(
            plugin ->
                assertThat(plugin.backends())
                    .singleElement()
                    .satisfies(factory -> assertThat(factory.name()).isEqualTo("openai")));
  }
}
