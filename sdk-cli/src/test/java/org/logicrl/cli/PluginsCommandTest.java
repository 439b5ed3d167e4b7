package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;

final class PluginsCommandTest {

  private static final String RULES =
      """
      package org.example;
      import java.util.List;
      import java.util.Map;
      import org.logicrl.api.*;
      import org.logicrl.api.reward.*;
      import org.logicrl.api.task.*;
      public final class Rules implements Plugin {
        public record Settings(
            @Setting(help = "What everybody gets.", defaultValue = "0.5", min = 0) double amount) {}
        @Override public List<Factory<?, RewardRule>> rewards() {
          return List.of(new Factory<>("kind", "the same for all", Settings.class, (s, c) ->
              (p, completion, v) -> new Reward(s.amount(), Map.of(), Verdict.correct())));
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void listsWhatPluginsOfferAndWhereItComesFrom() throws Exception {
    PluginJar.write(folder.resolve("rules/rules.jar"), "org.example.Rules", RULES);
    Cli.Result result = Cli.run("plugins", "list", "--plugins", folder);
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.out().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("kind +reward rule +the same for all +.*rules")
                    .contains(folder.resolve("rules").toString()))
        .anySatisfy(line -> assertThat(line).startsWith("knights-and-knaves  task "));
  }

  @Test
  void loadsNothingFromTheWorkingDirectory() throws Exception {
    PluginJar.write(folder.resolve("plugins/rules.jar"), "org.example.Rules", RULES);
    try (ForkedCli list = ForkedCli.start(folder, "plugins", "list")) {
      assertThat(list.code()).isEqualTo(ExitCode.DONE);
    }
    assertThat(folder.resolve("stdout.txt"))
        .content()
        .contains("knights-and-knaves")
        .doesNotContain("the same for all");
  }

  @Test
  void loadsWhatLiesBesideTheLauncher() throws Exception {
    PluginJar.write(folder.resolve("plugins/rules.jar"), "org.example.Rules", RULES);
    System.setProperty("logicrl.root", folder.toString());
    try {
      assertThat(Cli.run("plugins", "list").out()).contains("the same for all");
    } finally {
      System.clearProperty("logicrl.root");
    }
  }

  @Test
  void listsWhatWasRefusedWithTheReason() throws Exception {
    Files.writeString(folder.resolve("broken.jar"), "this is no jar");
    Cli.Result result = Cli.run("plugins", "list", "--json", "--plugins", folder);
    JsonNode refused = Json.parse(result.out()).path("refused").path(0);
    assertThat(refused.path("source").asText()).endsWith("broken.jar");
    assertThat(refused.path("reason").asText()).contains("is not a readable jar");
  }

  @Test
  void describesTheSettingsOfAName() throws Exception {
    PluginJar.write(folder.resolve("rules/rules.jar"), "org.example.Rules", RULES);
    Cli.Result result = Cli.run("plugins", "describe", "kind", "--plugins", folder);
    assertThat(result.out())
        .startsWith("kind (reward rule): the same for all")
        .containsPattern("amount +0.5 +a number, at least 0 +What everybody gets.");
  }

  @Test
  void saysWhichNameMayHaveBeenMeant() {
    Cli.Result result = Cli.run("plugins", "describe", "grop");
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.err())
        .contains(
            "no plugin offers 'grop'; did you mean grpo?",
            "available: correct-answer, format, grpo");
  }

  @Test
  void verifiesAJarThatCanBeUsed() throws Exception {
    Path jar = PluginJar.write(folder.resolve("rules.jar"), "org.example.Rules", RULES);
    Cli.Result result = Cli.run("plugins", "verify", jar);
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains(jar + ": can be used", "reward rule kind");
  }

  @Test
  void saysWhyAJarCannotBeUsed() throws Exception {
    Path jar = PluginJar.write(folder.resolve("rules.jar"), "org.example.Missing", "class A {}");
    Cli.Result result = Cli.run("plugins", "verify", jar);
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.out()).contains("cannot be used", "problem: ", "org.example.Missing");
  }

  @Test
  void verifiesAllPluginsOfTheFolders() throws Exception {
    PluginJar.write(folder.resolve("rules.jar"), "org.example.Rules", RULES);
    Files.writeString(folder.resolve("broken.jar"), "this is no jar");
    Cli.Result result = Cli.run("plugins", "verify", "--plugins", folder);
    assertThat(result.code()).isEqualTo(ExitCode.PLUGIN_PROBLEM);
    assertThat(result.out()).contains("broken.jar: cannot be used", "rules.jar: can be used");
  }

  @Test
  void needsACommandOfItsOwn() {
    Cli.Result result = Cli.run("plugins");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("a command is missing", "verify");
  }
}
