package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/**
 * Nothing that a step needs outlives it.
 *
 * <p>The resident memory of the process grows and shrinks for other reasons, too: the heap's. But
 * what is kept of each step makes it grow in every round of steps, while the heap, which has a
 * bound, cannot: so the round in which it grew least is looked at.
 */
class MemoryTest {

  private static final int ROUNDS = 6;
  private static final int STEPS = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "REBUILD"})
  @EnabledOnOs(OS.LINUX)
  void keepsNothingOfAStep(WeightMode mode) throws IOException {
    assertKeepsNothing(Models.backend(1, 8, mode));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keepsNothingOfAStepOnADevice() throws IOException {
    assertKeepsNothing(Models.onDevice(8, Precision.FP32));
  }

  private void assertKeepsNothing(OnnxRuntimeBackend backend) throws IOException {
    // Weights of 7 MB: a copy kept of each step would be 140 MB a round.
    ModelShape shape = new ModelShape(256, 2, 4, 2, 768, 64, 10_000, 0.1);
    backend.initialize(folder.resolve("model"), shape, List.of("a b c"), 1);
    Weights weights = ModelFolder.open(folder.resolve("model")).weights(1);
    try (Generator generator = backend.generator(folder.resolve("model"))) {
      round(generator, weights);
      long least = Long.MAX_VALUE;
      long resident = residentBytes();
      for (int i = 0; i < ROUNDS; i++) {
        round(generator, weights);
        long now = residentBytes();
        least = Math.min(least, now - resident);
        resident = now;
      }
      assertThat(least)
          .as("growth of resident memory in bytes, in the round in which it was least")
          .isLessThan(30L << 20);
    }
  }

  private static void round(Generator generator, Weights weights) {
    for (int i = 0; i < STEPS; i++) {
      generator.load(weights);
      Tokens prompts = Tokens.of(List.of(new int[] {1, 2, 3}, new int[] {4, 5}));
      generator.generate(prompts, 8, new Sampling(1, 0, 0.9, 8, List.of(7)), new long[16]);
    }
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IllegalStateException("/proc/self/status has no VmRSS");
  }
}
