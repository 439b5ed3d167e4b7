package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches of two layers, with three heads of four values a token, in memory of the engine. */
class CacheRegionTest {

  private static final int HEADS = 3;
  private static final int HEAD_SIZE = 4;
  private static final long BYTES = shape(2).bytes(30);

  private final Resources resources = new Resources();
  private final DeviceTransfer transfer;
  private final CacheRegion region;
  private final long address;

  CacheRegionTest() {
    SessionOptions options = resources.add(DeviceEngine.options(Models.CPU, 1));
    DeviceMemory memory =
        resources.add(new DeviceMemory(Models.CPU, options, DeviceTransfer.graph()));
    this.transfer = resources.add(new DeviceTransfer(memory, options));
    this.address = memory.allocate(BYTES);
    ByteBuffer dirt = ReusedMemory.allocate(BYTES);
    for (int i = 0; i < dirt.capacity(); i++) {
      dirt.put(i, (byte) -1);
    }
    transfer.upload(dirt, address, dirt.capacity());
    this.region =
        resources.add(new CacheRegion(memory, transfer, options, shape(1), address, BYTES));
  }

  private static CacheShape shape(int capacity) {
    return new CacheShape(2, HEADS, capacity, HEAD_SIZE, ElementKind.FLOAT);
  }

  @AfterEach
  void close() {
    resources.close();
  }

  /** Numbers the values of all blocks of the first cache. */
  private void number(int rows, int capacity) {
    ByteBuffer values = ReusedMemory.allocate(shape(capacity).bytes(rows));
    for (int i = 0; i < values.capacity() / Float.BYTES; i++) {
      values.putFloat(i * Float.BYTES, i + 1);
    }
    transfer.upload(values, address, values.capacity());
  }

  /** The number of a value. */
  private static float numbered(
      int rows, int capacity, int block, int row, int head, int token, int value) {
    return 1 + (((block * rows + row) * HEADS + head) * capacity + token) * HEAD_SIZE + value;
  }

  /** The values of the first rows of a block. */
  private static float[] content(KeyValueCache cache, int rows, String block) {
    Map<String, OnnxTensor> tensors = cache.tensors(rows);
    assertThat(tensors.keySet()).containsExactly("key_0", "value_0", "key_1", "value_1");
    FloatBuffer values = Objects.requireNonNull(tensors.get(block)).getFloatBuffer();
    float[] content = new float[values.remaining()];
    values.get(content);
    tensors.values().forEach(OnnxTensor::close);
    return content;
  }

  @Test
  void isAllZeroAtFirst() {
    try (KeyValueCache cache = region.cache(shape(2), 30)) {
      assertThat(content(cache, 30, "value_1")).containsOnly(0);
    }
  }

  @Test
  void copiesRowsToACacheForLongerSequences() {
    try (KeyValueCache source = region.cache(shape(2), 4);
        KeyValueCache target = region.cache(shape(5), 6)) {
      number(4, 2);
      source.copy(new int[] {2, 0, 2}, 2, target, 1);
      float[] copied = content(target, 6, "key_1");
      int[] from = {-1, 2, 0, 2, -1, -1};
      float[] expected = new float[copied.length];
      for (int row = 0; row < from.length; row++) {
        for (int head = 0; head < HEADS; head++) {
          for (int i = 0; i < 2 * HEAD_SIZE && from[row] >= 0; i++) {
            expected[(row * HEADS + head) * 5 * HEAD_SIZE + i] =
                numbered(4, 2, 2, from[row], head, 0, i);
          }
        }
      }
      assertThat(copied).isEqualTo(expected);
    }
  }

  @Test
  void movesTheLastRowIntoAGap() {
    try (KeyValueCache cache = region.cache(shape(3), 4)) {
      number(4, 3);
      float[] before = content(cache, 4, "value_0");
      cache.copy(new int[] {3}, 2, cache, 1);
      int row = HEADS * 3 * HEAD_SIZE;
      float[] expected = Arrays.copyOf(before, before.length);
      System.arraycopy(before, 3 * row, expected, row, row);
      assertThat(content(cache, 4, "value_0")).isEqualTo(expected);
    }
  }

  @Test
  void givesTheMemoryOfAClosedCacheToTheNext() {
    try (KeyValueCache below = region.cache(shape(2), 10)) {
      for (int i = 0; i < 3; i++) {
        try (KeyValueCache above = region.cache(shape(4), 10)) {
          assertThat(content(above, 10, "key_0")).hasSize(10 * HEADS * 4 * HEAD_SIZE);
        }
      }
      assertThat(content(below, 1, "key_0")).hasSize(HEADS * 2 * HEAD_SIZE);
    }
  }

  @Test
  void refusesACacheThatDoesNotFit() {
    try (KeyValueCache cache = region.cache(shape(2), 20)) {
      assertThatThrownBy(() -> region.cache(shape(2), 11))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only 3840 of 11520 are free");
      assertThat(content(cache, 20, "key_0")).hasSize(20 * HEADS * 2 * HEAD_SIZE);
    }
  }
}
