package org.logicrl.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.Factory;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;

final class PluginModuleTest {

  @TempDir Path folder = Path.of("");

  @Test
  void bindsFactoriesByName() {
    JarBuilder.reward("a.A", "alpha").write(folder.resolve("a.jar"));
    JarBuilder.reward("b.B", "beta").write(folder.resolve("b.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new PluginModule(catalog),
              binder -> {
                binder.requireExplicitBindings();
                binder.disableCircularProxies();
              });

      Map<String, Factory<?, RewardRule>> rewards =
          injector.getInstance(Key.get(new TypeLiteral<Map<String, Factory<?, RewardRule>>>() {}));
      Map<String, Factory<?, Backend>> backends =
          injector.getInstance(Key.get(new TypeLiteral<Map<String, Factory<?, Backend>>>() {}));
      assertThat(rewards).containsOnlyKeys("alpha", "beta");
      assertThat(rewards.get("beta")).isSameAs(catalog.rewards().require("beta"));
      assertThat(backends).isEmpty();
      assertThat(injector.getInstance(PluginCatalog.class)).isSameAs(catalog);
    }
  }
}
