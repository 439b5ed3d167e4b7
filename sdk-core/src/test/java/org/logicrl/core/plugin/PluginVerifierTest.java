package org.logicrl.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.config.SettingsRecord.KeyHelp;
import org.logicrl.core.plugin.PluginVerifier.Offer;
import org.logicrl.core.plugin.PluginVerifier.Verification;

final class PluginVerifierTest {

  @TempDir Path folder = Path.of("");

  @Test
  void listsWhatAGoodJarOffers() {
    Path jar = JarBuilder.reward("a.A", "alpha").write(folder.resolve("a.jar"));

    Verification verification = PluginVerifier.verify(jar);

    assertThat(verification.problems()).isEmpty();
    assertThat(verification.ok()).isTrue();
    assertThat(verification.offers())
        .containsExactly(
            new Offer(
                "reward rule",
                "alpha",
                "the same for all",
                List.of(
                    new KeyHelp("amount", "a number, at least 0", "0.5", false, "The reward."))));
  }

  @Test
  void verifiesAFolderOfJars() {
    JarBuilder.reward("a.A", "alpha").write(folder.resolve("a/a.jar"));

    assertThat(PluginVerifier.verify(folder.resolve("a")).ok()).isTrue();
  }

  @Test
  void saysWhatIsWrongWithSettings() {
    assertThat(
            problems(
                JarBuilder.plugin(
                    "a.A",
                    """
                    public record S(
                        int bare,
                        @Setting(help = "A map.") java.util.Map<String, String> map) {}
                    public record D(
                        @Setting(help = "A size.", defaultValue = "0", min = 1) int size) {}
                    @Override public List<Factory<?, Task>> tasks() {
                      return List.of(
                          new Factory<>("s", "s", S.class, (s, c) -> null),
                          new Factory<>("d", "d", D.class, (s, c) -> null));
                    }
                    """)))
        .singleElement()
        .asString()
        .contains("'bare' of a.A$S has no @Setting", "java.util.Map", "the defaults of a.A$D");
  }

  @Test
  void findsUsesOfTheCoreThatWouldFailLater() {
    assertThat(
            problems(
                JarBuilder.reward("a.A", "alpha")
                    .source(
                        "a.Later",
                        "package a; class Later { Object o() { return"
                            + " org.logicrl.core.Secret.open(); } }")
                    .source(
                        "org.logicrl.core.Secret",
                        "package org.logicrl.core; public class Secret { public static Object"
                            + " open() { return 1; } }")
                    .leaveOut("org.logicrl.core.Secret")))
        .singleElement()
        .asString()
        .contains("a.Later", "org.logicrl.core.Secret", "use the API instead");
  }

  @Test
  void findsApiMethodsThatThisSdkDoesNotHave() {
    assertThat(
            problems(
                JarBuilder.reward("a.A", "alpha")
                    .source(
                        "a.Later",
                        "package a; class Later { void f() {"
                            + " org.logicrl.api.RandomStream.magic(3); } }")
                    .source(
                        "org.logicrl.api.RandomStream",
                        "package org.logicrl.api; public class RandomStream {"
                            + " public static void magic(int x) {} }")
                    .leaveOut("org.logicrl.api.RandomStream")))
        .singleElement()
        .asString()
        .contains("a.Later uses org.logicrl.api.RandomStream.magic(I)V");
  }

  @Test
  void findsApiMethodsThatAClassDoesNotImplement() {
    assertThat(
            problems(
                JarBuilder.plugin(
                        "a.A",
                        """
                        public record S() {}
                        @Override public List<Factory<?, Algorithm>> algorithms() {
                          return List.of(new Factory<>("a", "a", S.class, (s, c) -> new B()));
                        }
                        static class B implements Algorithm {}
                        """
                            .replace("Algorithm", "org.logicrl.api.algorithm.Algorithm"))
                    .source(
                        "org.logicrl.api.algorithm.Algorithm",
                        "package org.logicrl.api.algorithm; public interface Algorithm {}")
                    .leaveOut("org.logicrl.api.algorithm.Algorithm")))
        .contains(
            "a.A$B does not implement advantages of org.logicrl.api.algorithm.Algorithm: build it"
                + " against this version of sdk-api");
  }

  @Test
  void refusesAPluginThatOffersNothing() {
    assertThat(problems(JarBuilder.plugin("a.A", "")))
        .singleElement()
        .asString()
        .contains("it offers nothing");
  }

  @Test
  void refusesAJarThatIsNotThere() {
    assertThatThrownBy(() -> PluginVerifier.verify(folder.resolve("none.jar")))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("there is no jar or folder");
  }

  private List<String> problems(JarBuilder jar) {
    Verification verification = PluginVerifier.verify(jar.write(folder.resolve("a.jar")));
    assertThat(verification.ok()).isFalse();
    return verification.problems();
  }
}
