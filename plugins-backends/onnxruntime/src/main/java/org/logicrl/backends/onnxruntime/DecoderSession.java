package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Rope;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/**
 * A model in the engine: its graph, and the weights that it was given last.
 *
 * <p>The engine reads the weights where they were written. It may also pack them for faster
 * products when a session is made; then new weights need a new session. See {@link WeightMode}.
 */
final class DecoderSession implements AutoCloseable {

  /**
   * Weights up to this size are decoded by one lane for each thread: they fit into the processor's
   * caches, so that reading them several times costs less than sharing out each small operation.
   */
  private static final long SEVERAL_LANES_BYTES = 16L << 20;

  /**
   * Weights above this size are read live, unless told otherwise: packing makes products about a
   * third faster and costs little, but keeps a second copy.
   */
  private static final long LIVE_BYTES = 4L << 30;

  private final ModelConfig config;
  private final HeadLayout heads;
  private final int lanes;
  private final ElementKind element;
  private final boolean live;
  private final boolean optimized;
  private final PackedWeights weights;
  private final byte[] model;
  private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
  private final SessionOptions options;
  private @Nullable OrtSession session;

  private DecoderSession(ModelConfig config, OnnxRuntimeSettings settings) {
    this.config = config;
    this.heads = HeadLayout.of(config);
    this.element = settings.precision().element();
    this.weights = new PackedWeights(config, settings.precision());
    this.model = DecoderGraph.write(config, weights, element);
    this.optimized = settings.precision() == Precision.FP16;
    this.live =
        settings.precision() == Precision.FP32
            && settings.weights().live(weights.bytes() > LIVE_BYTES);
    int threads = settings.resolvedThreads();
    int chosen = settings.lanes();
    if (chosen == 0) {
      chosen = weights.bytes() <= SEVERAL_LANES_BYTES ? threads : 1;
    }
    this.lanes = Math.min(chosen, threads);
    weights
        .tensors()
        .forEach(
            (tensor, content) ->
                initializers.put(
                    tensor.name(), Ort.tensor(content, tensor.kind(), tensor.shape())));
    Rope rope = Rope.of(config);
    initializers.put(DecoderGraph.COSINES, table(heads.cosines(rope, config.maxPositions())));
    initializers.put(DecoderGraph.SINES, table(heads.sines(rope, config.maxPositions())));
    this.options = Ort.call(environment -> options(threads / lanes));
  }

  /** Writes the graph of a model; it runs once weights have been loaded. */
  static DecoderSession open(ModelConfig config, OnnxRuntimeSettings settings) {
    return new DecoderSession(config, settings);
  }

  private OnnxTensor table(float... values) {
    long width = heads.padded() / 2;
    ByteBuffer memory = ReusedMemory.allocate((long) element.bytes() * values.length);
    PackedWeight table = new PackedWeight("table", false, new long[] {values.length}, List.of());
    new ElementFormat(element).encode(table, FloatBuffer.wrap(values), List.of(memory));
    return Ort.tensor(memory, element, values.length / width, width);
  }

  private SessionOptions options(int threads) throws OrtException {
    SessionOptions made = new SessionOptions();
    made.setIntraOpNumThreads(threads);
    made.setInterOpNumThreads(1);
    // The graph is written as the engine runs it best; its optimiser could only copy weights.
    // Only where a processor cannot compute in half precision must constants be converted first.
    made.setOptimizationLevel(optimized ? OptLevel.BASIC_OPT : OptLevel.NO_OPT);
    // Batches change their size all the time, so that remembered patterns would never fit.
    made.setMemoryPatternOptimization(false);
    // Threads that wait actively would take the learner's processors.
    made.addConfigEntry("session.intra_op.allow_spinning", "0");
    if (live) {
      made.addConfigEntry("session.disable_prepacking", "1");
    }
    for (Map.Entry<String, OnnxTensor> initializer : initializers.entrySet()) {
      made.addInitializer(initializer.getKey(), initializer.getValue());
    }
    made.addExternalInitializers(Map.copyOf(initializers));
    return made;
  }

  ModelConfig config() {
    return config;
  }

  HeadLayout heads() {
    return heads;
  }

  /** How many batches should be decoded side by side. */
  int lanes() {
    return lanes;
  }

  /** What caches are made of. */
  ElementKind element() {
    return element;
  }

  /** The size of what is cached of one token. */
  long cacheBytesPerToken() {
    return 2L * config.layers() * config.keyValueHeads() * heads.padded() * element.bytes();
  }

  /** Takes over weights, and says which it now holds. Not while it runs. */
  Weights.Stamp load(Weights given) {
    weights.set(given.tensors());
    if (session == null || !live) {
      closeSession();
      session = Ort.call(environment -> environment.createSession(model, options));
    }
    return weights.stamp(given);
  }

  /** Runs the graph; several threads may. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs) {
    OrtSession opened = session;
    if (opened == null) {
      throw new IllegalStateException("no weights have been loaded");
    }
    Ort.run(() -> opened.run(inputs, outputs).close());
  }

  private void closeSession() {
    OrtSession opened = session;
    session = null;
    if (opened != null) {
      Ort.run(opened::close);
    }
  }

  @Override
  public void close() {
    closeSession();
    options.close();
    initializers.values().forEach(OnnxTensor::close);
    initializers.clear();
  }
}
