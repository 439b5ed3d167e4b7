package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes to memory of the engine, and back. */
class DeviceTransferTest {

  private static ByteBuffer bytes(int size, int first) {
    ByteBuffer bytes = ReusedMemory.allocate(size);
    for (int i = 0; i < size; i++) {
      bytes.put(i, (byte) (first + i * 31));
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 20, (1 << 20) + 1, 5_000_000})
  void readsBackWhatItHasWrittenOrCleared(int size) {
    try (SessionOptions options = DeviceEngine.options(Models.CPU, 1);
        DeviceMemory memory = new DeviceMemory(Models.CPU, options, DeviceTransfer.graph());
        DeviceTransfer transfer = new DeviceTransfer(memory, options)) {
      long address = memory.allocate(size + 1L);
      ByteBuffer sent = bytes(size + 1, 3);
      transfer.upload(sent, address, size + 1L);
      ByteBuffer received = ReusedMemory.allocate(size + 1L);
      transfer.download(address, received, size + 1L);
      assertThat(received).isEqualTo(sent);
      transfer.clear(address, size);
      transfer.download(address, received, size + 1L);
      ByteBuffer cleared = ReusedMemory.allocate(size + 1L).put(size, sent.get(size));
      assertThat(received).as("zeros, and the byte behind them").isEqualTo(cleared);
    }
  }
}
