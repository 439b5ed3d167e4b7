package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.backends.onnxruntime.WeightFormat.Stored;

/**
 * Runs on a device, with weights and caches in its memory.
 *
 * <p>There the weights are inputs of the graph, bound to memory that is written anew for each
 * version: so a session lives as long as the engine, and what was copied can be read back. A step
 * moves tokens and lengths to the device, and probabilities back, and logits where decoding is
 * greedy; nothing else.
 */
final class DeviceEngine implements Engine {

  private static final long MIB = 1 << 20;

  /** A weight of the host, and where it belongs on the device. */
  private record Held(Stored tensor, ByteBuffer content, long address) {}

  private final List<Held> held = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Resources resources = new Resources();
  private final DeviceTransfer transfer;
  private final CacheRegion region;
  private final OrtSession session;
  private final ByteBuffer readBack;
  private boolean loaded;

  /**
   * An engine with memory for weights and caches.
   *
   * @param model whose weights are inputs
   * @param constants all its weights, to be kept for as long as this
   * @param threads of the host, which has little to do
   * @param shape of caches, whatever its capacity
   * @param cacheMiB the memory for caches
   * @throws UnusableSettingsException when the device has not enough memory
   */
  DeviceEngine(
      Device device,
      byte[] model,
      Map<Stored, ByteBuffer> constants,
      int threads,
      CacheShape shape,
      int cacheMiB) {
    long longest = constants.keySet().stream().mapToLong(Stored::bytes).max().orElse(0);
    long all = constants.keySet().stream().mapToLong(Stored::bytes).sum();
    String noRoomForWeights =
        "the device has no room for the model's weights, of %d MiB in all: take a smaller model, another device, or the CPU"
            .formatted((all + MIB - 1) / MIB);
    this.readBack = ReusedMemory.allocate(longest);
    try {
      SessionOptions options = resources.add(options(device, threads));
      DeviceMemory memory =
          resources.add(new DeviceMemory(device, options, DeviceTransfer.graph()));
      this.transfer = resources.add(new DeviceTransfer(memory, options));
      constants.forEach(
          (tensor, content) -> {
            long address = allocate(memory, tensor.bytes(), noRoomForWeights);
            held.add(new Held(tensor, content, address));
            OnnxTensor input = memory.tensor(address, tensor.kind(), tensor.shape());
            inputs.put(tensor.name(), resources.add(input));
          });
      long bytes = cacheMiB * MIB;
      long caches =
          allocate(
              memory,
              bytes,
              "the device has no room for caches of %d MiB beside the weights: lower cacheMiB of onnxruntime, or take another device"
                  .formatted(cacheMiB));
      this.region = resources.add(new CacheRegion(memory, transfer, options, shape, caches, bytes));
      this.session =
          resources.add(Ort.call(environment -> environment.createSession(model, options)));
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /** The options of sessions on a device, to be closed. */
  static SessionOptions options(Device device, int threads) {
    return Ort.call(
        environment -> {
          // The graph is written as the engine runs it best.
          SessionOptions made = Engine.options(threads, OptLevel.NO_OPT);
          try {
            device.provider().addTo(made);
          } catch (OrtException e) {
            made.close();
            throw e;
          }
          return made;
        });
  }

  /**
   * Memory of the device.
   *
   * @param refusal what is said where there is not enough
   */
  private static long allocate(DeviceMemory memory, long bytes, String refusal) {
    try {
      return memory.allocate(bytes);
    } catch (IllegalStateException e) {
      throw new UnusableSettingsException("%s (%s)".formatted(refusal, e.getMessage()));
    }
  }

  @Override
  public void load() {
    loaded = false;
    held.forEach(this::write);
    loaded = true;
  }

  private void write(Held weight) {
    int bytes = Math.toIntExact(weight.tensor().bytes());
    transfer.upload(weight.content(), weight.address(), bytes);
    transfer.download(weight.address(), readBack, bytes);
    if (!readBack.slice(0, bytes).equals(weight.content().slice(0, bytes))) {
      throw new IllegalStateException(
          "the device holds something else than was written to it: " + weight.tensor().name());
    }
  }

  @Override
  public Map<String, OnnxTensor> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  @Override
  public KeyValueCache cache(ReusedMemory memory, String purpose, CacheShape shape, int rows) {
    return region.cache(shape, rows);
  }

  @Override
  public void run(Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs) {
    if (!loaded) {
      throw new IllegalStateException("no weights have been loaded");
    }
    Ort.run(() -> session.run(inputs, outputs).close());
  }

  @Override
  public void close() {
    resources.close();
  }
}
