package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.StopStrings;

/** Nothing that a step needs outlives it. */
class MemoryTest {

  private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.99, 1e-8, 0, 1);
  private static final int STEPS = 200;

  /** 32 sequences of 32 tokens, whose forward pass alone takes several megabytes. */
  private static Sequences sequences() {
    int[] ids = new int[1024];
    Arrays.setAll(ids, i -> i * 7 % 192);
    int[] lengths = new int[32];
    Arrays.fill(lengths, 32);
    int[] prompts = new int[32];
    Arrays.fill(prompts, 2);
    return new Sequences(new Tokens(ids, Spans.ofLengths(lengths)), prompts);
  }

  private static void step(Learner learner, TorchGenerator generator) {
    learner.update(
        sequences(),
        1,
        1e-4,
        (rows, scores) -> new Learner.TokenGradients(scores.logProbs(), scores.entropies()));
    generator.load(learner.weights());
    generator.generate(
        sequences().tokens(), 1, new Sampling(1, 0, 1, 20, List.of(3, 4, 5)), new long[32]);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keepsNothingOfAStep() throws IOException {
    PyTorchSettings settings =
        new PyTorchSettings("cpu", 1, 512, Precision.BF16, false, null, null, 16);
    ModelFolder folder = ModelFolder.open(Golden.folder("qwen2-tied"));
    PackedLayout layout = PackedLayout.policy(folder.config(), null);
    PtNDManager learning = TorchEngine.newManager(settings);
    PtNDManager generating = TorchEngine.newManager(settings);
    DecoderProgram program = DecoderProgram.load(learning, folder.config(), null);
    DecoderProgram generation = DecoderProgram.load(generating, folder.config(), null);
    Parameters trained =
        Parameters.load(
            new HostMemory(program, learning), layout, folder::floats, parameter -> true);
    Parameters loaded =
        Parameters.load(
            new HostMemory(generation, generating), layout, folder::floats, parameter -> false);
    trained.lower(slot -> PackedLayout.ofProduct(slot, 10, folder.config().layers()));
    TorchModel model = new TorchModel(learning, program, trained.arguments(), settings);
    AdamW optimizer = new AdamW(program, learning, SETTINGS, trained.trained());
    try (Learner learner = new TorchLearner(folder, null, trained, model, optimizer);
        TorchGenerator generator =
            new TorchGenerator(
                generating, generation, loaded, new StopStrings(folder.path()), 16)) {
      for (int i = 0; i < STEPS / 10; i++) {
        step(learner, generator);
      }
      int arrays = learning.getManagedArrays().size() + generating.getManagedArrays().size();
      long resident = residentBytes();
      for (int i = 0; i < STEPS; i++) {
        step(learner, generator);
      }
      assertThat(learning.getManagedArrays().size() + generating.getManagedArrays().size())
          .as("arrays that the managers hold")
          .isEqualTo(arrays);
      // One graph kept per step would be above a gigabyte.
      assertThat(residentBytes() - resident)
          .as("growth of resident memory in bytes")
          .isLessThan(200L << 20);
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
