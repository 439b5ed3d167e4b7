package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** Nothing that a step needs outlives it. */
class MemoryTest {

  private static final int STEPS = 100;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "REBUILD"})
  @EnabledOnOs(OS.LINUX)
  void keepsNothingOfAStep(WeightMode mode) throws IOException {
    OnnxRuntimeBackend backend = Models.backend(1, 8, mode);
    // Weights of 7 MB: a copy kept per step would be 700 MB.
    ModelShape shape = new ModelShape(256, 2, 4, 2, 768, 64, 10_000, 0.1);
    backend.initialize(folder.resolve("model"), shape, List.of("a b c"), 1);
    Weights weights = ModelFolder.open(folder.resolve("model")).weights(1);
    try (Generator generator = backend.generator(folder.resolve("model"))) {
      for (int i = 0; i < STEPS / 5; i++) {
        step(generator, weights);
      }
      long resident = residentBytes();
      for (int i = 0; i < STEPS; i++) {
        step(generator, weights);
      }
      assertThat(residentBytes() - resident)
          .as("growth of resident memory in bytes")
          .isLessThan(150L << 20);
    }
  }

  private static void step(Generator generator, Weights weights) {
    generator.load(weights);
    Tokens prompts = Tokens.of(List.of(new int[] {1, 2, 3}, new int[] {4, 5}));
    generator.generate(prompts, 8, new Sampling(1, 0, 0.9, 8, List.of(7)), new long[16]);
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
