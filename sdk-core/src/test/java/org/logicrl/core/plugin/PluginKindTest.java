package org.logicrl.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.Kind;

final class PluginKindTest {

  @TempDir Path folder = Path.of("");

  /** With parts that have no keys, all that a section has are the SDK's. */
  @Test
  void theKeysBesideAPartAreThoseThatItsSectionsDeclare() throws IOException {
    JarBuilder.plugin(
            "a.A",
            """
            public record S() {}
            @Override public List<Factory<?, Task>> tasks() {
              return List.of(new Factory<>("bare", "bare", S.class, (s, c) -> null));
            }
            @Override public List<Factory<?, RewardRule>> rewards() {
              return List.of(new Factory<>("bare", "bare", S.class, (s, c) -> null));
            }
            @Override public List<Factory<?, org.logicrl.api.algorithm.Algorithm>> algorithms() {
              return List.of(new Factory<>("bare", "bare", S.class, (s, c) -> null));
            }
            @Override public List<Factory<?, org.logicrl.api.backend.Backend>> backends() {
              return List.of(new Factory<>("bare", "bare", S.class, (s, c) -> null));
            }
            """)
        .write(folder.resolve("plugins/a.jar"));
    Path file =
        Files.writeString(
            folder.resolve("run.yaml"),
            """
            task: {name: bare}
            reward: {name: bare}
            algorithm: {name: bare}
            rollout: {backend: bare}
            learner: {backend: bare}
            reference: {backend: bare}
            """);
    LoadedConfig loaded = new ConfigLoader(Map.of()).load(file, List.of());

    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder.resolve("plugins")))) {
      JsonNode train = Sections.declared(loaded, Kind.TRAIN, catalog).schema();
      JsonNode sft = Sections.declared(loaded, Kind.SFT, catalog).schema();

      assertThat(keys(train, "name", "task")).isEqualTo(PluginKind.TASK.keysBeside());
      assertThat(keys(train, "name", "reward")).isEqualTo(PluginKind.REWARD.keysBeside());
      assertThat(keys(train, "name", "algorithm")).isEqualTo(PluginKind.ALGORITHM.keysBeside());
      assertThat(keys(train, "backend", "rollout", "learner", "reference"))
          .isEqualTo(PluginKind.BACKEND.keysBeside());
      assertThat(PluginKind.BACKEND.keysBeside())
          .containsAll(keys(sft, "backend", "rollout", "learner"))
          .contains("rollout.maxTokens", "learner.epochs", "learner.mismatchAlarm");
    }
  }

  private static List<String> keys(JsonNode schema, String choice, String... sections) {
    List<String> keys = new ArrayList<>();
    for (String section : sections) {
      JsonNode properties = schema.path("properties").path(section).path("properties");
      assertThat(properties.has(choice)).as(section).isTrue();
      properties
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!name.equals(choice)) {
                  keys.add(section + "." + name);
                }
              });
    }
    return keys;
  }
}
