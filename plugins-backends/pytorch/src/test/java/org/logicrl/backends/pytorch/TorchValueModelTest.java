package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.SafetensorsWriter;
import org.logicrl.testkit.Gradients;

/** What a critic does beyond the contract of all of them. */
class TorchValueModelTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.99, 1e-8, 0, 1);
  private static final long SEED = 5;

  @TempDir Path folder;
  private final PyTorchBackend backend = Models.backend();
  private RandomStream random = new RandomStream(SEED);

  @BeforeEach
  void beginAnew() {
    random = new RandomStream(SEED);
  }

  /**
   * The derivative along a random direction in each parameter that goes uphill everywhere, against
   * a central difference.
   */
  @ParameterizedTest
  @FieldSource("MODELS")
  void differentiatesItsPredictions(String model) throws IOException {
    ModelFolder source = ModelFolder.open(Golden.folder(model));
    Sequences sequences = Golden.of(model).sequences(1, 2);
    float[] coefficients = new float[sequences.responses().total()];
    for (int t = 0; t < coefficients.length; t++) {
      coefficients[t] = (float) random.nextGaussian();
    }
    Map<String, float[]> weights = critic(source);
    Path begin = save(source, "begin", weights);
    Map<String, float[]> after;
    try (ValueModel values = backend.valueModel(begin, Gradients.SETTINGS)) {
      values.update(
          sequences,
          Gradients.UNIT,
          (rows, predicted) -> sequences.responses().gather(coefficients, rows));
      values.saveModel(folder.resolve("after"));
      after = critic(ModelFolder.open(folder.resolve("after")));
    }
    int at = 0;
    for (Map.Entry<String, float[]> weight : weights.entrySet()) {
      float[] start = weight.getValue();
      float[] end = Objects.requireNonNull(after.get(weight.getKey()));
      float[] direction = new float[start.length];
      double length = 0;
      for (int i = 0; i < start.length; i++) {
        direction[i] = (float) (Math.abs(random.nextGaussian()) * Math.signum(start[i] - end[i]));
        length += (double) direction[i] * direction[i];
      }
      double expected = 0;
      for (int i = 0; i < start.length; i++) {
        direction[i] /= (float) Math.sqrt(length);
        expected += (double) direction[i] * (start[i] - end[i]);
      }
      double step = 1e-2;
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        Map<String, float[]> moved = new LinkedHashMap<>(weights);
        float[] values = start.clone();
        for (int i = 0; i < values.length; i++) {
          values[i] += (float) ((side == 0 ? -step : step) * direction[i]);
        }
        moved.put(weight.getKey(), values);
        Path path = save(source, "moved-" + at++, moved);
        try (ValueModel critic = backend.valueModel(path, SETTINGS)) {
          float[] predicted = critic.values(sequences);
          for (int t = 0; t < predicted.length; t++) {
            losses[side] += (double) coefficients[t] * predicted[t];
          }
        }
      }
      assertThat((losses[1] - losses[0]) / (2 * step))
          .as("derivative by %s, seed %d", weight.getKey(), SEED)
          .isCloseTo(expected, within(1e-2 * expected));
    }
  }

  /** The weights of a critic; the head is random where the folder has none. */
  private Map<String, float[]> critic(ModelFolder source) throws IOException {
    Parameter head = PackedLayout.valueHead(source.config());
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    Parameters.Source content = ValueHead.open(source).source();
    for (PackedTensor tensor : PackedLayout.critic(source.config()).tensors()) {
      for (Parameter part : tensor.parts()) {
        tensors.put(part.name(), content.read(part));
      }
    }
    Map<String, float[]> weights = Gradients.floats(new Weights(0, tensors));
    float[] values = weights.get(head.name());
    if (values != null && values[0] == 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    return weights;
  }

  private Path save(ModelFolder source, String name, Map<String, float[]> weights)
      throws IOException {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    Parameters.Source content = ValueHead.open(source).source();
    for (PackedTensor tensor : PackedLayout.critic(source.config()).tensors()) {
      for (Parameter part : tensor.parts()) {
        tensors.put(
            part.name(),
            tensor(content.read(part).shape(), Objects.requireNonNull(weights.get(part.name()))));
      }
    }
    ValueHead.open(source).save(folder.resolve(name), tensors);
    return folder.resolve(name);
  }

  private static Weights.Tensor tensor(long[] shape, float... values) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Weights.Tensor(shape, data);
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void goesOnFromACheckpointBitForBit(String model) throws IOException {
    Sequences sequences = Golden.of(model).sequences(1, 2);
    float[] expected;
    try (ValueModel values = backend.valueModel(Golden.folder(model), SETTINGS)) {
      update(values, sequences);
      update(values, sequences);
      values.saveModel(folder.resolve("critic"));
      values.saveState(folder.resolve("critic"));
      update(values, sequences);
      expected = values.values(sequences);
    }
    try (ValueModel values = backend.valueModel(folder.resolve("critic"), SETTINGS)) {
      values.restoreState(folder.resolve("critic"));
      update(values, sequences);
      assertThat(values.values(sequences)).isEqualTo(expected);
    }
  }

  private static void update(ValueModel model, Sequences sequences) {
    model.update(
        sequences,
        1e-3,
        (rows, values) -> {
          float[] derivatives = new float[values.length];
          for (int t = 0; t < values.length; t++) {
            derivatives[t] = values[t] - 1;
          }
          return derivatives;
        });
  }

  /** The checkpoint that a run was resumed from may be deleted while it goes on. */
  @Test
  void savesWithoutTheFolderItWasOpenedFrom() throws IOException {
    ModelFolder golden = ModelFolder.open(Golden.folder("qwen2-untied"));
    Path source = folder.resolve("source");
    golden.save(source, golden.weights(0));
    try (ValueModel values = backend.valueModel(source, SETTINGS)) {
      try (var files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      values.saveModel(folder.resolve("saved"));
    }
    ModelFolder saved = ModelFolder.open(folder.resolve("saved"));
    assertThat(saved.weights(0).stamp()).isEqualTo(golden.weights(0).stamp());
  }

  @Test
  void refusesTheHeadOfAnotherModel() throws IOException {
    ModelFolder golden = ModelFolder.open(Golden.folder("qwen3"));
    golden.save(folder.resolve("model"), golden.weights(0));
    SafetensorsWriter.write(
        folder.resolve("model/value_head.safetensors"),
        Map.of("score.weight", tensor(new long[] {1, 3}, 1, 2, 3)));
    assertThatThrownBy(() -> backend.valueModel(folder.resolve("model"), SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("value_head.safetensors")
        .hasMessageContaining("[1, 32]");
  }
}
