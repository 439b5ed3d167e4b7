package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;

/** Tensors that lie in several parts, as those of 2 GiB and more do. */
class HostMemoryTest {

  private final PtNDManager manager = TorchEngine.newManager(Models.SETTINGS);
  private DecoderProgram program;
  private PtNDArray tensor;

  @BeforeEach
  void makesATensor() throws IOException {
    program = DecoderProgram.load(manager, ModelFolder.open(Golden.folder("qwen3")).config(), null);
    tensor = (PtNDArray) manager.zeros(new Shape(3, 4), DataType.FLOAT32);
  }

  @AfterEach
  void closes() {
    manager.close();
  }

  private static ByteBuffer buffer(float... values) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer;
  }

  @Test
  void writesPartsOneAfterTheOther() {
    new HostMemory(program, manager)
        .write(
            tensor,
            List.of(buffer(0, 1, 2, 3, 4), buffer(), buffer(5), buffer(6, 7, 8, 9, 10, 11)));

    assertThat(tensor.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void readsPartsThatGoOverTheEndsOfRows() {
    HostMemory memory = new HostMemory(program, manager, 5);
    memory.write(tensor, List.of(buffer(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));

    Weights.Tensor read = read(memory, 3, 4, 2);

    assertThat(read.shape()).containsExactly(4, 2);
    assertThat(read.parts()).extracting(ByteBuffer::limit).containsExactly(20, 12);
    FloatBuffer values = read.data().asFloatBuffer();
    for (int i = 0; i < 8; i++) {
      assertThat(values.get(i)).isEqualTo(3 + i);
    }
  }

  @Test
  void readsAllOfATensor() {
    Weights.Tensor read = read(new HostMemory(program, manager, 5), 0, 3, 4);

    assertThat(read.shape()).containsExactly(3, 4);
    assertThat(read.parts()).hasSize(3);
  }

  /** A tensor that was an alias of the buffer would follow it, or outlive it. */
  @Test
  void copiesInBothDirections() {
    HostMemory memory = new HostMemory(program, manager);
    ByteBuffer given = buffer(new float[12]);
    memory.write(tensor, List.of(given));
    Weights.Tensor read = read(memory, 0, 3, 4);

    given.putFloat(0, 42);
    read.parts().get(0).putFloat(4, 43);

    assertThat(tensor.toFloatArray()).containsOnly(0);
  }

  private Weights.Tensor read(HostMemory memory, long from, long... shape) {
    return memory.read(tensor, from, shape, new HashMap<>(), "copy");
  }
}
