package org.logicrl.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginRefusalTest {

  @TempDir Path folder = Path.of("");
  @TempDir Path workshop = Path.of("");

  @Test
  void refusesAJarWithoutAServiceFile() {
    refuses(new JarBuilder().resource("x.txt", "x"), "no jar has a file META-INF/services");
  }

  @Test
  void refusesAManifestThatBringsInAJarFromElsewhere() {
    Path outside = new JarBuilder().resource("x.txt", "x").write(workshop.resolve("outside.jar"));
    refuses(
        JarBuilder.reward("a.A", "half")
            .resource("META-INF/MANIFEST.MF", manifest(outside.toUri().toString())),
        "brings in file:",
        "outside.jar, which is not among the plugin's jars");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/x.jar", "missing.jar ../", "%"})
  void refusesAManifestThatBringsInAnythingElse(String classPath) {
    refuses(
        JarBuilder.reward("a.A", "half").resource("META-INF/MANIFEST.MF", manifest(classPath)),
        "the manifest of",
        "which is not among the plugin's jars");
  }

  @Test
  void acceptsAManifestThatNamesTheJarsBesideIt() {
    Path plugin = folder.resolve("plugin");
    new JarBuilder().resource("x.txt", "x").write(plugin.resolve("library.jar"));
    JarBuilder.reward("a.A", "half")
        .resource("META-INF/MANIFEST.MF", manifest("library.jar missing.jar"))
        .write(plugin.resolve("plugin.jar"));

    assertThat(refusals()).isEmpty();
  }

  @Test
  void refusesAnEmptyServiceFile() {
    refuses(new JarBuilder().service("# nobody"), "is empty; name the class");
  }

  @Test
  void refusesAnEmptyFolder() throws Exception {
    Files.createDirectory(folder.resolve("empty"));

    assertThat(refusals()).singleElement().asString().contains("it holds no jar");
  }

  @Test
  void refusesAServiceFileThatNamesNoClassOfTheJar() {
    refuses(new JarBuilder().service("a.Missing"), "Provider a.Missing not found", "spelling");
  }

  @Test
  void refusesAServiceFileThatIsGarbage() {
    refuses(new JarBuilder().service("a b c"), "Illegal configuration-file syntax");
  }

  @Test
  void refusesAClassThatIsNoPlugin() {
    refuses(
        new JarBuilder().source("a.A", "package a; public class A {}").service("a.A"),
        "a.A not a subtype of org.logicrl.api.Plugin");
  }

  @Test
  void refusesAPluginWithoutAPublicConstructor() {
    refuses(JarBuilder.plugin("a.A", "A(int x) {}"), "public constructor without arguments");
  }

  @Test
  void refusesAPluginWhoseConstructorThrows() {
    refuses(
        JarBuilder.plugin("a.A", "public A() { throw new IllegalStateException(\"no GPU\"); }"),
        "could not be instantiated",
        "no GPU");
  }

  @Test
  void refusesAPluginWhoseStaticInitializerThrows() {
    refuses(
        JarBuilder.plugin("a.A", "static final int X = Integer.parseInt(\"x\");"),
        "a static initializer failed",
        "NumberFormatException");
  }

  @Test
  void refusesAPluginThatThrowsAnErrorOfItsOwn() {
    refuses(
        JarBuilder.plugin("a.A", "public A() { throw new AssertionError(\"never\"); }"),
        "it failed while it was loaded",
        "never");
  }

  @Test
  void refusesAPluginThatNeedsAClassItDoesNotHave() {
    Path library =
        new JarBuilder()
            .source("lib.Lib", "package lib; public class Lib {}")
            .write(workshop.resolve("lib.jar"));
    refuses(
        JarBuilder.plugin("a.A", "public A() { new lib.Lib(); }").library(library),
        "the class lib.Lib was not found for the plugin",
        "put the jar that holds it into the plugin's folder");
  }

  @Test
  void refusesAPluginThatReturnsNull() {
    refuses(
        JarBuilder.plugin(
            "a.A", "@Override public List<Factory<?, Task>> tasks() { return null; }"),
        "tasks() returned null");
  }

  @Test
  void refusesAPluginBuiltAgainstAnApiWithOtherMethods() {
    refuses(
        JarBuilder.plugin("a.A", "public A() { RandomStream.magic(); }")
            .source(
                "org.logicrl.api.RandomStream",
                "package org.logicrl.api; public class RandomStream {"
                    + " public static void magic() {} }")
            .leaveOut("org.logicrl.api.RandomStream"),
        "build it against this version of sdk-api",
        "magic");
  }

  @Test
  void refusesAPluginForANewerJava() throws Exception {
    raiseClassVersion(
        JarBuilder.reward("a.A", "alpha").write(workshop.resolve("a.jar")),
        folder.resolve("a.jar"));

    assertThat(refusals()).singleElement().asString().contains("compiled for a newer Java");
  }

  @Test
  void refusesSettingsThatUseTheKeyOfTheChoice() {
    refuses(
        chess(
            """
            public record S(@Setting(help = "A name.", defaultValue = "x") String name) {}
            """),
        "the settings of the task 'chess' use the key 'name'");
  }

  @Test
  void refusesASectionOfSettingsWithTheKeyOfTheChoice() {
    refuses(
        chess(
            """
            public record Name(@Setting(help = "A name.", defaultValue = "x") String first) {}
            public record S(@Setting(help = "Names.") Name name) {}
            """),
        "the settings of the task 'chess' use the key 'name', which chooses the task; rename it");
  }

  @Test
  void refusesSettingsThatUseAKeyOfTheSdkInTheSameSection() {
    refuses(
        JarBuilder.plugin(
            "a.A",
            """
            public record R(
                @Setting(help = "Seconds.", defaultValue = "1") double timeoutSeconds) {}
            public record B(
                @Setting(help = "Passes.", defaultValue = "1") int epochs,
                @Setting(help = "Tokens.", defaultValue = "1") int maxTokens) {}
            @Override public List<Factory<?, RewardRule>> rewards() {
              return List.of(new Factory<>("slow", "slow", R.class, (s, c) -> null));
            }
            @Override public List<Factory<?, org.logicrl.api.backend.Backend>> backends() {
              return List.of(new Factory<>("engine", "engine", B.class, (s, c) -> null));
            }
            """),
        "the settings of the reward rule 'slow' use the key 'timeoutSeconds',"
            + " which the SDK has in the section reward; rename it",
        "the settings of the backend 'engine' use the key 'epochs',"
            + " which the SDK has in the section learner; rename it",
        "the settings of the backend 'engine' use the key 'maxTokens',"
            + " which the SDK has in the section rollout; rename it");
  }

  @Test
  void refusesTwoFactoriesOfOneNameInOnePlugin() {
    refuses(
        JarBuilder.plugin(
            "a.A",
            """
            public record S() {}
            @Override public List<Factory<?, Task>> tasks() {
              Factory<S, Task> chess = new Factory<>("chess", "chess", S.class, (s, c) -> null);
              return List.of(chess, chess);
            }
            """),
        "it offers two of the task 'chess'");
  }

  @Test
  void takesTheGoodPluginOfAJarWithABadOne() {
    JarBuilder.reward("a.A", "alpha").service("a.Missing", "a.A").write(folder.resolve("a.jar"));

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertThat(catalog.rewards().names()).containsExactly("alpha");
      assertThat(catalog.refused()).hasSize(1);
    }
  }

  @Test
  void stopsAtAServiceFileWithoutEnd() {
    String[] names = IntStream.range(0, 1100).mapToObj(i -> "a.M" + i).toArray(String[]::new);
    new JarBuilder().service(names).write(folder.resolve("a.jar"));

    assertThat(refusals()).hasSize(1000);
  }

  @Test
  void doesNotTakeAFailingJvmForAFailingPlugin() {
    JarBuilder.plugin("a.A", "public A() { throw new InternalError(\"the JVM is broken\"); }")
        .write(folder.resolve("a.jar"));

    assertThatThrownBy(this::refusals).isInstanceOf(InternalError.class);
  }

  private static String manifest(String classPath) {
    return "Manifest-Version: 1.0\nClass-Path: "
        + classPath.replaceAll("(.{40})", "$1\n ")
        + "\n\n";
  }

  /** A plugin with one task, whose settings are a record called S. */
  private static JarBuilder chess(String records) {
    return JarBuilder.plugin(
        "a.A",
        records
            + """
            @Override public List<Factory<?, Task>> tasks() {
              return List.of(new Factory<>("chess", "chess", S.class, (s, c) -> null));
            }
            """);
  }

  private void refuses(JarBuilder jar, String... reasons) {
    jar.write(folder.resolve("a.jar"));

    assertThat(refusals())
        .singleElement()
        .extracting(RefusedPlugin::reason)
        .asString()
        .contains(reasons);
  }

  private List<RefusedPlugin> refusals() {
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      return catalog.refused();
    }
  }

  private static void raiseClassVersion(Path from, Path to) throws Exception {
    try (ZipFile old = new ZipFile(from.toFile());
        OutputStream out = Files.newOutputStream(to);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (ZipEntry entry : old.stream().map(ZipEntry.class::cast).toList()) {
        byte[] content = old.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class")) {
          content[6] = 0x7F; // the high byte of the major version
        }
        entries.putNextEntry(new ZipEntry(entry.getName()));
        entries.write(content);
      }
    }
  }
}
