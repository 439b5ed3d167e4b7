package org.logicrl.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.PluginContext;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

final class PluginIsolationTest {

  @TempDir Path folder = Path.of("");

  @Test
  void eachPluginSeesItsOwnVersionOfALibrary() {
    for (int version = 1; version <= 2; version++) {
      Path library =
          new JarBuilder()
              .source(
                  "lib.Version",
                  "package lib; public class Version { public static int number() { return "
                      + version
                      + "; } }")
              .write(folder.resolve("p" + version + "/library.jar"));
      JarBuilder.plugin(
              "p.P",
              """
              public record Settings() {}
              @Override public List<Factory<?, RewardRule>> rewards() {
                return List.of(new Factory<>("version-%d", "v", Settings.class, (s, c) ->
                    (p, completion, verifier) -> new Reward(
                        lib.Version.number(), java.util.Map.of(), Verdict.correct())));
              }
              """
                  .formatted(version))
          .library(library)
          .write(folder.resolve("p" + version + "/p.jar"));
    }

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThat(score(catalog.rewards().require("version-1"))).isEqualTo(1);
      assertThat(score(catalog.rewards().require("version-2"))).isEqualTo(2);
    }
  }

  @Test
  void theServicesOfTheHostDoNotLeakIn() throws Exception {
    Path hostJar =
        JarBuilder.reward("h.H", "host")
            .resource("META-INF/services/java.lang.Runnable", "h.Task")
            .resource("host.txt", "host")
            .write(folder.resolve("host.jar"));
    Path pluginJar = JarBuilder.reward("a.A", "alpha").write(folder.resolve("a.jar"));
    URL[] hostUrls = {hostJar.toUri().toURL()};

    try (URLClassLoader host = new URLClassLoader(hostUrls, getClass().getClassLoader());
        PluginClassLoader loader =
            new PluginClassLoader("a", List.of(pluginJar.toUri().toURL()), host)) {
      assertThat(ServiceLoader.load(Plugin.class, loader).stream())
          .extracting(provider -> provider.type().getName())
          .containsExactly("a.A");
      assertThat(Collections.list(loader.getResources("META-INF/services/java.lang.Runnable")))
          .isEmpty();
      assertThat(loader.getResource("host.txt")).isNull();
    }
  }

  @Test
  void resourcesOfTheApiComeFromTheHost() throws Exception {
    String name = "org/logicrl/api/Plugin.class";
    Path jar = new JarBuilder().resource(name, "fake").write(folder.resolve("a.jar"));

    try (PluginClassLoader loader =
        new PluginClassLoader("a", List.of(jar.toUri().toURL()), getClass().getClassLoader())) {
      assertThat(loader.getResource(name)).isEqualTo(getClass().getClassLoader().getResource(name));
      assertThat(Collections.list(loader.getResources(name))).hasSize(1);
      assertThat(loader.loadClass("org.logicrl.api.Plugin")).isSameAs(Plugin.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.slf4j.Logger", "org.jspecify.annotations.Nullable"})
  void sharesLoggingAndNullnessWithTheHost(String name) throws Exception {
    try (PluginClassLoader loader = loader()) {
      assertThat(loader.loadClass(name)).isSameAs(Class.forName(name));
    }
  }

  @Test
  void seesTheJavaPlatform() throws Exception {
    try (PluginClassLoader loader = loader()) {
      assertThat(loader.loadClass("java.sql.Connection").getName())
          .isEqualTo("java.sql.Connection");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.logicrl.core.plugin.PluginCatalog|use the API instead",
        "com.google.common.collect.ImmutableList|put the jar that holds it into the plugin's folder",
        "org.logicrl.api.Missing|built against another version of sdk-api",
        "ai.djl.Missing|comes from the SDK's own lib folder"
      })
  void saysWhereAMissingClassShouldComeFrom(String nameAndAdvice) throws Exception {
    String[] parts = nameAndAdvice.split("\\|", -1);
    try (PluginClassLoader loader = loader()) {
      assertThatThrownBy(() -> loader.loadClass(parts[0]))
          .isInstanceOf(ClassNotFoundException.class)
          .hasMessageContaining("the class " + parts[0] + " was not found for the plugin a")
          .hasMessageContaining(parts[1]);
    }
  }

  private PluginClassLoader loader() {
    return new PluginClassLoader("a", List.of(), getClass().getClassLoader());
  }

  private <S extends Record> double score(Factory<S, RewardRule> factory) {
    try {
      S settings = factory.settings().getDeclaredConstructor().newInstance();
      Reward reward =
          factory
              .create(settings, new PluginContext(1, folder))
              .score(
                  new Problem("1", "?", "!", "", null),
                  new Completion("?", "", "!"),
                  (problem, answer) -> Verdict.correct());
      assertThat(reward.components()).isEqualTo(Map.of());
      return reward.total();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
