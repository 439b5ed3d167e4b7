package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RopeTest {

  /** As many as Llama 3.2 has: at the last ones, rounding an angle moves it by up to 0.004. */
  private static final int POSITIONS = 131_072;

  @ParameterizedTest
  @ValueSource(strings = {"qwen2-tied", "llama3-rope"})
  void agreesWithTransformers(String model) throws IOException {
    ModelConfig config = ModelConfig.read(Resources.model(model).resolve("config.json"));

    requireEqual(Rope.of(config), Resources.json("rope.json").get(model));
  }

  @Test
  void agreesWithTransformersOnTheShapeOfLlama32() throws IOException {
    ModelConfig config =
        new ModelConfig(
            ModelType.LLAMA,
            64,
            128,
            64,
            1,
            2,
            1,
            64,
            POSITIONS,
            1e-5,
            true,
            false,
            false,
            false,
            500_000,
            new RopeScaling(32, 1, 4, 8192),
            List.of());

    requireEqual(Rope.of(config), Resources.json("rope.json").get("llama-3.2"));
  }

  private static void requireEqual(Rope rope, JsonNode expected) {
    float[] frequencies = rope.frequencies();
    for (int i = 0; i < frequencies.length; i++) {
      double wanted = expected.get("frequencies").get(i).doubleValue();
      assertThat((double) frequencies[i]).isCloseTo(wanted, within(wanted * 3e-7));
    }
    int pairs = frequencies.length;
    float[] cosines = rope.cosines(POSITIONS);
    float[] sines = rope.sines(POSITIONS);
    for (int row = 0; row < expected.get("positions").size(); row++) {
      int position = expected.get("positions").get(row).intValue();
      for (int i = 0; i < pairs; i++) {
        double cosine = expected.get("cosines").get(row).get(i).doubleValue();
        double sine = expected.get("sines").get(row).get(i).doubleValue();
        assertThat((double) cosines[position * pairs + i]).isCloseTo(cosine, within(1e-5));
        assertThat((double) sines[position * pairs + i]).isCloseTo(sine, within(1e-5));
      }
    }
  }
}
