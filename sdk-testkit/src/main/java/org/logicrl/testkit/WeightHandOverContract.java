package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;

/** How every {@link Generator} must take new weights. */
abstract class WeightHandOverContract {

  private static final Sampling FREE = new Sampling(0.8, 0, 1, 12, List.of());

  /** The backend under test. */
  abstract BackendContract backends();

  private Tokens prompts() {
    return new RandomSequences(backends().vocabularySize()).tokens(1, 5, 9, 2, 14);
  }

  private static long[] keys(int count) {
    long[] keys = new long[count];
    Arrays.setAll(keys, i -> RandomStream.key(7, "contract", i));
    return keys;
  }

  @Test
  void answersLoadedWeightsWithVersionAndChecksum() throws IOException {
    Weights weights = backends().weights();
    if (weights == null) {
      return;
    }
    backends()
        .withGenerator(
            generator -> {
              Weights later = new Weights(41, weights.tensors());
              assertThat(generator.load(later)).isEqualTo(later.stamp());
            });
  }

  @Test
  void generatesWithTheWeightsLoadedLast() throws IOException {
    Weights weights = backends().weights();
    if (weights == null) {
      return;
    }
    Weights other = halved(weights);
    backends()
        .withGenerator(
            generator -> {
              Generation before = generator.generate(prompts(), 1, FREE, keys(4));
              Weights.Stamp stamp = generator.load(other);
              assertThat(stamp).isEqualTo(other.stamp()).isNotEqualTo(weights.stamp());
              assertThat(generator.generate(prompts(), 1, FREE, keys(4)).logProbs())
                  .isNotEqualTo(before.logProbs());
              generator.load(weights);
              assertThat(generator.generate(prompts(), 1, FREE, keys(4)).logProbs())
                  .isEqualTo(before.logProbs());
            });
  }

  /** As those that one buffer cannot hold. */
  @Test
  void takesOverWeightsThatLieInSeveralParts() throws IOException {
    Weights weights = backends().weights();
    if (weights == null) {
      return;
    }
    Weights other = halved(weights);
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    other.tensors().forEach((name, tensor) -> tensors.put(name, inTwoParts(tensor)));
    Weights parted = new Weights(other.version(), tensors);
    backends()
        .withGenerator(
            generator -> {
              assertThat(generator.load(other)).isEqualTo(parted.stamp());
              Generation expected = generator.generate(prompts(), 1, FREE, keys(4));
              generator.load(weights);
              assertThat(generator.load(parted)).isEqualTo(other.stamp());
              assertThat(generator.generate(prompts(), 1, FREE, keys(4)).logProbs())
                  .isEqualTo(expected.logProbs());
            });
  }

  @Test
  void refusesWeightsOfAnotherModel() throws IOException {
    Weights weights = backends().weights();
    if (weights == null) {
      return;
    }
    Map<String, Weights.Tensor> incomplete = new LinkedHashMap<>(weights.tensors());
    incomplete.remove(incomplete.keySet().iterator().next());
    backends()
        .withGenerator(
            generator ->
                assertThatThrownBy(() -> generator.load(new Weights(1, incomplete)))
                    .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void refusesWeightsWhereItsBackendTakesNone() throws IOException {
    try (Backend backend = backends().backend()) {
      if (!backend.takesWeights() && backend.capabilities().contains(Capability.GENERATE)) {
        try (Generator generator = backend.generator(backends().model())) {
          assertThatThrownBy(() -> generator.load(new Weights(1, Map.of())))
              .isInstanceOf(UnsupportedOperationException.class);
        }
      }
    }
  }

  /** The same values, cut after a third of them. */
  private static Weights.Tensor inTwoParts(Weights.Tensor tensor) {
    ByteBuffer data = tensor.data();
    int cut = data.limit() / 12 * 4;
    return new Weights.Tensor(
        tensor.shape(), List.of(data.slice(0, cut), data.slice(cut, data.limit() - cut)));
  }

  /** The weights with one matrix halved. */
  private static Weights halved(Weights weights) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>(weights.tensors());
    Map.Entry<String, Weights.Tensor> matrix =
        weights.tensors().entrySet().stream()
            .filter(entry -> entry.getValue().shape().length == 2)
            .findFirst()
            .orElseThrow();
    ByteBuffer source = matrix.getValue().data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer copy = ByteBuffer.allocateDirect(source.limit()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < source.limit(); at += Float.BYTES) {
      copy.putFloat(at, source.getFloat(at) / 2);
    }
    tensors.put(matrix.getKey(), new Weights.Tensor(matrix.getValue().shape(), copy));
    return new Weights(weights.version() + 1, tensors);
  }
}
