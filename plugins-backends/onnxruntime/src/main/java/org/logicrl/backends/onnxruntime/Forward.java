package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the graph on the first rows of a cache: takes tokens, gives the probabilities of the next.
 *
 * <p>The memory of inputs and results stays the same, and so do the tensors over it as long as the
 * shape of the batch does: a step allocates nothing.
 */
final class Forward implements AutoCloseable {

  private final DecoderSession session;
  private final KeyValueCache cache;
  private final boolean greedy;
  private final int vocabulary;
  private final ByteBuffer tokens;
  private final ByteBuffer rows;
  private final ByteBuffer last;
  private final ByteBuffer total;
  private final ByteBuffer inverseTemperature;
  private final ByteBuffer probabilities;
  private final ByteBuffer logits;
  private final List<OnnxTensor> own = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
  private int batch;
  private int length;

  /**
   * A forward pass of up to so many tokens of so many sequences.
   *
   * @param temperature divides the logits; 0 asks for the logits, too
   */
  Forward(
      DecoderSession session,
      KeyValueCache cache,
      ReusedMemory memory,
      String purpose,
      int mostRows,
      int mostTokens,
      double temperature) {
    this.session = session;
    this.cache = cache;
    this.greedy = temperature == 0;
    this.vocabulary = session.config().vocabSize();
    long results = (long) Float.BYTES * mostRows * vocabulary;
    tokens = memory.take(purpose + " tokens", (long) Long.BYTES * mostTokens);
    rows = memory.take(purpose + " rows", (long) Long.BYTES * mostRows);
    last = memory.take(purpose + " last", (long) Integer.BYTES * mostRows);
    total = memory.take(purpose + " total", Integer.BYTES);
    inverseTemperature = memory.take(purpose + " temperature", Float.BYTES);
    probabilities = memory.take(purpose + " probabilities", results);
    logits = memory.take(purpose + " logits", greedy ? results : 0);
    inverseTemperature.putFloat(0, greedy ? 1 : (float) (1 / temperature));
  }

  /** Sets the shape of the batch; what was put is lost. */
  void shape(int newBatch, int newLength) {
    if (newBatch == batch && newLength == length) {
      return;
    }
    close();
    batch = newBatch;
    length = newLength;
    inputs.putAll(session.inputs());
    input(DecoderGraph.TOKENS, tokens, ElementKind.INT64, batch, length);
    input(DecoderGraph.ROWS, rows, ElementKind.INT64, batch);
    input(DecoderGraph.LAST, last, ElementKind.INT32, batch);
    input(DecoderGraph.TOTAL, total, ElementKind.INT32);
    input(DecoderGraph.INVERSE_TEMPERATURE, inverseTemperature, ElementKind.FLOAT);
    cache
        .tensors(batch)
        .forEach(
            (name, tensor) -> {
              own.add(tensor);
              inputs.put(DecoderGraph.past(name), tensor);
              outputs.put(name, tensor);
            });
    output(DecoderGraph.PROBABILITIES, probabilities);
    if (greedy) {
      output(DecoderGraph.LOGITS, logits);
    }
  }

  private void input(String name, ByteBuffer memory, ElementKind kind, long... sizes) {
    OnnxTensor tensor = Ort.tensor(memory, kind, sizes);
    own.add(tensor);
    inputs.put(name, tensor);
  }

  private void output(String name, ByteBuffer memory) {
    OnnxTensor tensor = Ort.tensor(memory, ElementKind.FLOAT, batch, vocabulary);
    own.add(tensor);
    outputs.put(name, tensor);
  }

  /** Puts one of a row's new tokens. */
  void putToken(int row, int position, int token) {
    tokens.putLong((row * length + position) * Long.BYTES, token);
  }

  /**
   * Says how long a row is.
   *
   * @param newTokens how many of its tokens have been put
   * @param allTokens those in the cache and the new ones
   */
  void putLength(int row, int newTokens, int allTokens) {
    rows.putLong(row * Long.BYTES, (long) row * length + newTokens - 1);
    last.putInt(row * Integer.BYTES, allTokens - 1);
  }

  /**
   * Runs the graph.
   *
   * @param longest the most tokens of a row, those in the cache and the new ones
   */
  void run(int longest) {
    total.putInt(0, longest);
    session.run(inputs, outputs);
  }

  /** The results: rows of as many values as the vocabulary has tokens. */
  FloatBuffer probabilities() {
    return probabilities.asFloatBuffer();
  }

  /** The logits, where decoding is greedy; see {@link #probabilities}. */
  FloatBuffer logits() {
    return logits.asFloatBuffer();
  }

  /** Closes the tensors; the memory stays. */
  @Override
  public void close() {
    own.forEach(OnnxTensor::close);
    own.clear();
    inputs.clear();
    outputs.clear();
    batch = 0;
  }
}
