package org.logicrl.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.config.ConfigException;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;

final class PluginCatalogTest {

  @TempDir Path folder = Path.of("");

  @Test
  void findsPluginsInFoldersAndInSingleJars() {
    JarBuilder.reward("a.A", "alpha").write(folder.resolve("a/a.jar"));
    JarBuilder.reward("b.B", "beta").write(folder.resolve("b.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThat(catalog.rewards().names()).containsExactly("alpha", "beta");
      assertThat(catalog.tasks().names()).isEmpty();
      assertThat(catalog.refused()).isEmpty();
    }
  }

  @Test
  void findsPluginsOnTheClassPathOfTheHost() throws Exception {
    Path jar = JarBuilder.reward("a.A", "alpha").write(folder.resolve("lib/a.jar"));
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    JarBuilder.reward("b.B", "beta").write(plugins.resolve("b.jar"));

    try (URLClassLoader host = host(jar);
        PluginCatalog catalog = PluginCatalog.load(host, List.of(plugins))) {
      assertThat(catalog.rewards().plugin("alpha").source()).isEqualTo(jar.toString());
      assertThat(catalog.plugins())
          .extracting(InstalledPlugin::className)
          .containsExactly("a.A", "b.B");
    }
  }

  @Test
  void recordsTheClassAndTheHashOfEachJar() throws Exception {
    Path jar = JarBuilder.reward("a.A", "alpha").write(folder.resolve("a/a.jar"));
    Path library = new JarBuilder().resource("x.txt", "x").write(folder.resolve("a/library.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThat(catalog.plugins())
          .singleElement()
          .satisfies(
              plugin -> {
                assertThat(plugin.className()).isEqualTo("a.A");
                assertThat(plugin.source()).isEqualTo(folder.resolve("a").toString());
                assertThat(plugin.files())
                    .containsExactly(
                        new PluginFile(jar, sha256(jar)), new PluginFile(library, sha256(library)));
              });
    }
  }

  @Test
  void passesOverFilesThatAreNoJars() throws Exception {
    Files.writeString(folder.resolve("README.txt"), "put jars here");
    Files.writeString(folder.resolve(".DS_Store"), "");
    Files.createDirectory(folder.resolve(".git"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThat(catalog.refused()).isEmpty();
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> PluginCatalog.load(List.of(folder.resolve("none"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aRefusedPluginDoesNotStopTheOthers() throws Exception {
    Files.writeString(folder.resolve("a.jar"), "not a jar");
    JarBuilder.reward("b.B", "beta").write(folder.resolve("b.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThat(catalog.rewards().names()).containsExactly("beta");
      assertThat(catalog.refused())
          .singleElement()
          .satisfies(
              refused -> {
                assertThat(refused.source()).isEqualTo(folder.resolve("a.jar").toString());
                assertThat(refused.reason()).contains("is not a readable jar");
              });
    }
  }

  @Test
  void refusesTwoPluginsThatOfferTheSameNameAndNamesBothJars() {
    JarBuilder.reward("a.A", "same").write(folder.resolve("a.jar"));
    JarBuilder.reward("b.B", "same").write(folder.resolve("b/b.jar"));

    assertThatThrownBy(() -> PluginCatalog.load(List.of(folder)))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining(
            "the reward rule 'same' is offered by %s (a.A) and by %s (b.B)"
                .formatted(folder.resolve("a.jar"), folder.resolve("b")));
  }

  @Test
  void namesTheNearestAndAllForANameThatIsNotThere() {
    JarBuilder.reward("a.A", "alpha").write(folder.resolve("a.jar"));
    JarBuilder.reward("b.B", "beta").write(folder.resolve("b.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThatThrownBy(() -> catalog.rewards().require("alhpa"))
          .isInstanceOf(PluginException.class)
          .hasMessage(
              "there is no reward rule 'alhpa'; did you mean alpha?\navailable: alpha, beta");
    }
  }

  @Test
  void saysWhyTheJarWithAMissingNameWasRefused() {
    JarBuilder.plugin(
            "a.A",
            """
            record Bare(int x) {}
            @Override public List<Factory<?, Task>> tasks() {
              return List.of(new Factory<>("chess", "chess", Bare.class, (s, c) -> null));
            }
            """)
        .write(folder.resolve("a.jar"));
    new JarBuilder().resource("x", "x").write(folder.resolve("b.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThatThrownBy(() -> catalog.tasks().require("chess"))
          .hasMessageContaining("available: none")
          .hasMessageContaining(folder.resolve("a.jar") + " was refused")
          .hasMessageContaining("has no @Setting")
          .hasMessageNotContaining("b.jar");
      assertThat(catalog.tasks().remarks("checkers")).hasSize(2);
    }
  }

  @Test
  void aConfigurationErrorNamesTheRefusedJarToo() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    new JarBuilder().resource("x", "x").write(plugins.resolve("chess.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(plugins))) {
      SettingsBinder binder =
          new ConfigLoader(Map.of()).loadWithoutFile(folder, List.of("task.name=chess")).binder();
      binder.choice("task", Selector.name("The task."), catalog.tasks());

      assertThatThrownBy(binder::finish)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("task.name = chess  (--set task.name)")
          .hasMessageContaining("chess.jar was refused: no jar has a file META-INF/services");
    }
  }

  private static URLClassLoader host(Path jar) throws Exception {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, PluginCatalogTest.class.getClassLoader());
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
