package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Runs the graph on the first rows of a cache: takes tokens, gives the probabilities of the next.
 *
 * <p>The tensors stay the same as long as the shape of the batch does; see {@link Binding}.
 */
final class Forward implements AutoCloseable {

  private final Binding binding;
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
    this.binding = new Binding(session);
    this.cache = cache;
    this.greedy = temperature == 0;
    this.vocabulary = session.config().vocabSize();
    long results = (long) Float.BYTES * mostRows * vocabulary;
    tokens = memory.take(purpose, "tokens", (long) Long.BYTES * mostTokens);
    rows = memory.take(purpose, "rows", (long) Long.BYTES * mostRows);
    last = memory.take(purpose, "last", (long) Integer.BYTES * mostRows);
    total = memory.take(purpose, "total", Integer.BYTES);
    inverseTemperature = memory.take(purpose, "temperature", Float.BYTES);
    probabilities = memory.take(purpose, "probabilities", results);
    logits = memory.take(purpose, "logits", greedy ? results : 0);
    inverseTemperature.putFloat(0, greedy ? 1 : (float) (1 / temperature));
  }

  /** Sets the shape of the batch; what was put is lost. */
  void shape(int newBatch, int newLength) {
    if (newBatch == batch && newLength == length) {
      return;
    }
    batch = newBatch;
    length = newLength;
    binding.begin(cache, batch);
    binding.input(DecoderGraph.TOKENS, tokens, ElementKind.INT64, batch, length);
    binding.input(DecoderGraph.ROWS, rows, ElementKind.INT64, batch);
    binding.input(DecoderGraph.LAST, last, ElementKind.INT32, batch);
    binding.input(DecoderGraph.TOTAL, total, ElementKind.INT32);
    binding.input(DecoderGraph.INVERSE_TEMPERATURE, inverseTemperature, ElementKind.FLOAT);
    binding.output(DecoderGraph.PROBABILITIES, probabilities, batch, vocabulary);
    if (greedy) {
      binding.output(DecoderGraph.LOGITS, logits, batch, vocabulary);
    }
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
    binding.run();
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
    binding.close();
    batch = 0;
  }
}
