package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.ParameterLayout;
import org.logicrl.backends.checkpoint.SafetensorsWriter;
import org.logicrl.testkit.Gradients;

/** Logits are computed so many at a time, forward and backward. */
class ChunkedLogitsTest {

  @TempDir Path folder;

  /** The logits of one token, of some of them, and of all. */
  @ParameterizedTest
  @ValueSource(longs = {1, 192 * 7, 192 * 1000})
  void changesNoResult(long logits) throws IOException {
    ModelFolder model = ModelFolder.open(Golden.folder("qwen2-untied"));
    Sequences sequences = Golden.of("qwen2-untied").sequences(0, 1, 2);
    float[][] expected = run(model, sequences, TorchModel.LOGITS);
    float[][] actual = run(model, sequences, logits);
    for (int i = 0; i < 2; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(1e-5f));
    }
    for (int i = 2; i < expected.length; i++) {
      assertThat(Gradients.distance(actual[i], expected[i])).isLessThan(1e-5);
    }
  }

  /** Log-probabilities, entropies, and the gradient of each tensor. */
  private static float[][] run(ModelFolder folder, Sequences sequences, long logits)
      throws IOException {
    PtNDManager manager = TorchEngine.newManager(Models.SETTINGS);
    PackedLayout layout = PackedLayout.policy(folder.config(), null);
    DecoderProgram program = DecoderProgram.load(manager, folder.config(), null);
    HostMemory host = new HostMemory(program, manager);
    Parameters parameters = Parameters.load(host, layout, folder::floats, parameter -> true);
    AdamW optimizer = new AdamW(program, manager, Gradients.SETTINGS, parameters.trained());
    TorchModel model =
        new TorchModel(manager, program, parameters.arguments(), Models.SETTINGS, logits);
    try (manager) {
      List<PtNDArray> batch = MicroBatch.create(manager, sequences, model.split(sequences).get(0));
      NDList scores = model.score(manager, batch, 0.9, true);
      int count = Math.toIntExact(scores.get(0).size());
      float[] derivatives = new float[count];
      float[] byEntropies = new float[count];
      for (int t = 0; t < count; t++) {
        derivatives[t] = 0.01f * (t % 7 - 3);
        byEntropies[t] = 0.01f * (t % 5 - 2);
      }
      List<PtNDArray> sums = parameters.sumsBySlot(optimizer.gradients());
      model.backward(manager, batch, 0.9, scores, derivatives, byEntropies, sums);
      return IntStream.range(0, 2 + optimizer.gradients().size())
          .mapToObj(i -> i < 2 ? scores.get(i) : optimizer.gradients().get(i - 2))
          .map(array -> array.toFloatArray())
          .toArray(float[][]::new);
    }
  }

  /**
   * All logits of this micro-batch would be 480 MB, their distribution and gradient each as much.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void needsMemoryForSomeOfTheLogitsOnly() throws IOException {
    Path model = largeVocabulary(30_000);
    int[] ids = new int[4000];
    Arrays.setAll(ids, i -> i * 7 % 30_000);
    int[] lengths = new int[10];
    int[] prompts = new int[10];
    Arrays.fill(lengths, 400);
    Arrays.fill(prompts, 1);
    Sequences sequences = new Sequences(new Tokens(ids, Spans.ofLengths(lengths)), prompts);
    try (Learner learner = Models.backend().learner(model, Gradients.SETTINGS)) {
      long before = peakBytes();
      learner.update(sequences, 1, 1e-3, Models::loss);
      assertThat(peakBytes() - before)
          .as("growth of the greatest resident memory in bytes")
          .isLessThan(6 * 4 * TorchModel.LOGITS);
    }
  }

  /** The smallest of the models, with random weights and another number of tokens. */
  private Path largeVocabulary(int size) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode config =
        (ObjectNode)
            mapper.readTree(
                Files.readAllBytes(Golden.folder("qwen2-untied").resolve("config.json")));
    Files.write(
        folder.resolve("config.json"), mapper.writeValueAsBytes(config.put("vocab_size", size)));
    ModelConfig shape = ModelFolder.open(Golden.folder("qwen2-untied")).config();
    Map<String, Weights.Tensor> weights = new LinkedHashMap<>();
    RandomStream random = new RandomStream(RandomStream.key(1, "large"));
    for (Parameter parameter : ParameterLayout.of(shape).all()) {
      long[] sizes = parameter.shape().clone();
      sizes[0] = sizes[0] == shape.vocabSize() ? size : sizes[0];
      int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
      ByteBuffer data = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        data.putFloat(4 * i, (float) (0.1 * random.nextGaussian()));
      }
      weights.put(parameter.name(), new Weights.Tensor(sizes, data));
    }
    SafetensorsWriter.write(folder.resolve("model.safetensors"), weights);
    return folder;
  }

  private static long peakBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IllegalStateException("/proc/self/status has no VmHWM");
  }
}
