package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What there is for computing on a GPU.
 *
 * @param cudaBuild whether the engine on the class path is the one for CUDA
 * @param driver whether an NVIDIA driver is seen to be loaded
 * @param trial tries a device
 */
record Machine(boolean cudaBuild, boolean driver, Trial trial) {

  private static final Path DRIVER = Path.of("/dev/nvidiactl");

  private static final long TRIAL_BYTES = 64;

  /** Tries a device. */
  @FunctionalInterface
  interface Trial {
    /** Why it does not work, or null where it does. */
    @Nullable String failure(Device device);
  }

  /** This machine. */
  static Machine here() {
    return new Machine(
        OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
        Files.exists(DRIVER),
        Machine::failure);
  }

  /** Copies a few bytes to the device and back, which needs all that generating needs. */
  static @Nullable String failure(Device device) {
    try (SessionOptions options = DeviceEngine.options(device, 1);
        DeviceMemory memory = new DeviceMemory(device, options, DeviceTransfer.graph());
        DeviceTransfer transfer = new DeviceTransfer(memory, options)) {
      ByteBuffer sent = ReusedMemory.allocate(TRIAL_BYTES).putLong(0, System.nanoTime());
      ByteBuffer received = ReusedMemory.allocate(TRIAL_BYTES);
      long address = memory.allocate(TRIAL_BYTES);
      transfer.upload(sent, address, TRIAL_BYTES);
      transfer.download(address, received, TRIAL_BYTES);
      return received.equals(sent) ? null : "what was written to it was not read back";
    } catch (IllegalStateException | LinkageError e) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
  }
}
