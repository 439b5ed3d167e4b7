package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Rope;
import org.logicrl.backends.onnxruntime.DecoderGraph.Purpose;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.WeightFormat.Stored;

/** A model in the engine: its graph, and the weights that it was given last. */
final class DecoderSession implements AutoCloseable {

  /**
   * Weights up to this size are decoded by one lane for each thread: they fit into the processor's
   * caches, so that reading them several times costs less than sharing out each small operation.
   */
  private static final long SEVERAL_LANES_BYTES = 16L << 20;

  /**
   * To score, each lane reads a sequence by itself, whatever the model: so threads need not wait
   * for each other. But each holds logits of its own, so that they are not more than this.
   */
  private static final int MOST_SCORING_LANES = 8;

  /**
   * Weights above this size are read live, unless told otherwise: packing makes products up to
   * twice as fast, but keeps a second copy.
   */
  private static final long LIVE_BYTES = 4L << 30;

  private final ModelConfig config;
  private final HeadLayout heads;
  private final int lanes;
  private final ElementKind element;
  private final PackedWeights weights;
  private final Engine engine;

  private DecoderSession(
      ModelConfig config, OnnxRuntimeSettings settings, @Nullable Device device, Purpose purpose) {
    this.config = config;
    this.heads = HeadLayout.of(config);
    this.element = settings.precision().element();
    this.weights = new PackedWeights(config, settings.precision());
    this.lanes = device == null ? lanes(settings, weights.bytes(), purpose) : 1;
    Map<Stored, ByteBuffer> constants = new LinkedHashMap<>(weights.tensors());
    Rope rope = Rope.of(config);
    double factor = heads.rotaryFactor(config.queryKeyNorm());
    add(constants, DecoderGraph.COSINES, heads.cosines(rope, config.maxPositions(), factor));
    add(constants, DecoderGraph.SINES, heads.sines(rope, config.maxPositions(), factor));
    byte[] model =
        DecoderGraph.write(config, weights, constants.keySet(), element, purpose, device == null);
    // Lanes run in threads of their own, and share those of the session.
    int threads = settings.resolvedThreads() - lanes + 1;
    this.engine =
        device == null
            ? hostEngine(settings, model, constants, threads)
            : new DeviceEngine(
                device,
                model,
                constants,
                threads,
                CacheShape.of(config, element, 1),
                settings.cacheMiB());
  }

  /**
   * Writes the graph of a model; it runs once weights have been loaded.
   *
   * @param device where weights and caches lie; null means in the host's memory
   * @param purpose of its results
   */
  static DecoderSession open(
      ModelConfig config, OnnxRuntimeSettings settings, @Nullable Device device, Purpose purpose) {
    return new DecoderSession(config, settings, device, purpose);
  }

  private static int lanes(OnnxRuntimeSettings settings, long weightBytes, Purpose purpose) {
    int threads = settings.resolvedThreads();
    int chosen = settings.lanes();
    if (chosen == 0) {
      chosen =
          switch (purpose) {
            case GENERATE -> weightBytes <= SEVERAL_LANES_BYTES ? threads : 1;
            case SCORE -> MOST_SCORING_LANES;
          };
    }
    return Math.min(chosen, threads);
  }

  private Engine hostEngine(
      OnnxRuntimeSettings settings, byte[] model, Map<Stored, ByteBuffer> constants, int threads) {
    boolean live =
        settings.precision() == Precision.FP32
            && settings.weights().live(weights.bytes() > LIVE_BYTES);
    // The graph is written as the engine runs it best; its optimiser could only copy weights.
    // Only where a processor cannot compute in half precision must constants be converted first.
    OptLevel level = settings.precision() == Precision.FP16 ? OptLevel.BASIC_OPT : OptLevel.NO_OPT;
    SessionOptions options = Ort.call(environment -> Engine.options(threads, level));
    return new HostEngine(model, constants, options, live);
  }

  private void add(Map<Stored, ByteBuffer> constants, String name, float... values) {
    long width = heads.padded() / 2;
    Stored stored = new Stored(name, element, values.length / width, width);
    ByteBuffer memory = ReusedMemory.allocate(stored.bytes());
    PackedWeight table = new PackedWeight(name, false, new long[] {values.length}, List.of());
    new ElementFormat(element).encode(table, FloatBuffer.wrap(values), List.of(memory));
    constants.put(stored, memory);
  }

  ModelConfig config() {
    return config;
  }

  /** How many threads should run the graph side by side. */
  int lanes() {
    return lanes;
  }

  /** The size of what is cached of one token. */
  long cacheBytesPerToken() {
    return CacheShape.of(config, element, 1).bytes(1);
  }

  /** The size of a block of the cache of one sequence. */
  long blockBytes(int capacity) {
    return CacheShape.of(config, element, capacity).blockBytes(1);
  }

  /** Takes over weights, and says which it now holds. Not while it runs. */
  Weights.Stamp load(Weights given) {
    weights.set(given.tensors());
    // Meanwhile, since an engine that makes a session keeps only one processor busy.
    ForkJoinTask<Weights.Stamp> stamp = ForkJoinTask.adapt(() -> weights.stamp(given)).fork();
    try {
      engine.load();
    } finally {
      stamp.quietlyJoin();
    }
    return stamp.join();
  }

  /** See {@link Engine#inputs}. */
  Map<String, OnnxTensor> inputs() {
    return engine.inputs();
  }

  /**
   * See {@link Engine#cache}.
   *
   * @param capacity the most tokens of a sequence
   */
  KeyValueCache cache(ReusedMemory memory, String purpose, int rows, int capacity) {
    return engine.cache(memory, purpose, CacheShape.of(config, element, capacity), rows);
  }

  /** Runs the graph; several threads may. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs) {
    engine.run(inputs, outputs);
  }

  @Override
  public void close() {
    engine.close();
  }
}
