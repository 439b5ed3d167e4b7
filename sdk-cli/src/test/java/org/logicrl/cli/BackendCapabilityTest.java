package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend that learns but cannot do what else an experiment needs of it. */
final class BackendCapabilityTest {

  private static final String BACKEND =
      """
      package org.example;
      import java.nio.file.Path;
      import java.util.*;
      import org.logicrl.api.*;
      import org.logicrl.api.backend.*;

      public final class Pupils implements Plugin {
        public record Settings(@Setting(help = "Threads.", defaultValue = "1") int threads) {}

        @Override public List<Factory<?, Backend>> backends() {
          return List.of(new Factory<>("pupil", "learns", Settings.class, (s, c) -> new Pupil()));
        }

        static final class Pupil implements Backend {
          @Override public Set<Capability> capabilities() { return Set.of(Capability.LEARN); }
          @Override public Tokenizer tokenizer(Path model) {
            throw new AssertionError("opened " + model);
          }
          @Override public void close() {}
        }
      }
      """;

  private static final String FINE_TUNING =
      """
      task: {name: knights-and-knaves}
      reward: {name: logic-rl}
      sft: {shape: {hiddenSize: 16}, output: tuned}
      learner: {backend: pupil}
      rollout: {backend: pytorch}
      """;

  @TempDir private static Path folder;
  private static Path config = Path.of("");

  @BeforeAll
  static void makesABackendAndAModel() throws Exception {
    PluginJar.write(folder.resolve("plugins/pupil/pupil.jar"), "org.example.Pupils", BACKEND);
    config = new SmallExperiment(folder).config();
  }

  @ParameterizedTest
  @CsvSource({"reinforce++,score", "ppo,value"})
  void whatTheAlgorithmNeedsIsCheckedBeforeTheRunBegins(String algorithm, String capability) {
    Cli.Result result =
        run(
            "train",
            config,
            "--set=learner.backend=pupil",
            "--set=algorithm.name=" + algorithm,
            "--set=algorithm.klCoefficient=" + (algorithm.equals("ppo") ? 0 : 0.1));

    assertRefused(result, "learner", capability);
    if (capability.equals("score")) {
      assertThat(result.err()).contains("reference.backend");
    }
  }

  @Test
  void anEngineOfTheReferenceModelMustScore() {
    Cli.Result result =
        run("train", config, "--set=learner.backend=pytorch", "--set=reference.backend=pupil");

    assertRefused(result, "reference", "score");
  }

  @Test
  void aNewModelIsAskedOnlyOfABackendThatMakesThem() throws Exception {
    assertRefused(
        run("sft", Files.writeString(folder.resolve("sft.yaml"), FINE_TUNING)),
        "learner",
        "initialize");
  }

  private static void assertRefused(Cli.Result result, String section, String capability) {
    assertThat(result.err())
        .contains(
            section + ".backend is pupil, which does not offer '" + capability + "', only [learn]")
        .doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
  }

  private static Cli.Result run(String command, Path file, String... options) {
    Object[] arguments = new Object[options.length + 6];
    arguments[0] = command;
    arguments[1] = file;
    arguments[2] = "--run";
    arguments[3] = folder.resolve("run-" + System.nanoTime());
    arguments[4] = "--plugins";
    arguments[5] = folder.resolve("plugins");
    System.arraycopy(options, 0, arguments, 6, options.length);
    return Cli.run(arguments);
  }
}
