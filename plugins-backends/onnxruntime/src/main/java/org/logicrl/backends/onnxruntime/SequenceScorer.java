package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.util.List;
import org.logicrl.api.backend.Sequences;

/**
 * Scores sequences one after the other, over a cache of one row.
 *
 * <p>Those with the same prompt follow one another: the prompt is read once, and each response
 * overwrites the one before it behind the prompt, so that no cache is ever copied. A sequence's
 * numbers depend on nothing but itself.
 */
final class SequenceScorer implements AutoCloseable {

  /** So many logits are computed at once, or those of the least piece where these are more. */
  static final int LOGITS_AT_ONCE = 1 << 22;

  /** The name of its cache. */
  static final String CACHE = "cache of the scored sequence";

  private final Binding binding;
  private final KeyValueCache cache;
  private final int mostAtOnce;
  private final ByteBuffer tokens;
  private final ByteBuffer targets;
  private final ByteBuffer rows;
  private final ByteBuffer last;
  private final ByteBuffer total;
  private final ByteBuffer inverseTemperature;
  private final ByteBuffer logProbs;
  private final ByteBuffer entropies;

  /**
   * A scorer of sequences of up to so many tokens.
   *
   * @param temperature divides the logits; greater than 0
   */
  SequenceScorer(DecoderSession session, ReusedMemory memory, int longest, double temperature) {
    this.binding = new Binding(session);
    int vocabulary = session.config().vocabSize();
    this.mostAtOnce =
        Math.min(
            PromptReader.TOKENS_AT_ONCE,
            Math.max(PromptReader.LEAST_PIECE, LOGITS_AT_ONCE / vocabulary));
    long most = PromptReader.TOKENS_AT_ONCE;
    tokens = memory.take("to score", "tokens", Long.BYTES * most);
    targets = memory.take("to score", "targets", Long.BYTES * most);
    rows = memory.take("to score", "rows", Long.BYTES * most);
    last = memory.take("to score", "last", Integer.BYTES);
    total = memory.take("to score", "total", Integer.BYTES);
    inverseTemperature = memory.take("to score", "temperature", Float.BYTES);
    logProbs = memory.take("to score", "log-probabilities", Float.BYTES * most);
    entropies = memory.take("to score", "entropies", Float.BYTES * most);
    inverseTemperature.putFloat(0, (float) (1 / temperature));
    this.cache = session.cache(memory, CACHE, 1, longest);
  }

  /**
   * Scores the responses of some sequences to the same prompt.
   *
   * @param group which sequences, each with a response
   * @param ofLogProbs where those of the responses go, laid out like these
   * @param ofEntropies see {@code ofLogProbs}
   */
  void score(Sequences sequences, List<Integer> group, float[] ofLogProbs, float[] ofEntropies) {
    int[] ids = sequences.tokens().ids();
    // The prompt's last token is read with each response: what follows it is the first to score.
    int shared = sequences.promptLength(group.get(0)) - 1;
    read(ids, sequences.tokens().spans().start(group.get(0)), shared);
    for (int row : group) {
      int begin = sequences.tokens().spans().start(row);
      int length = sequences.tokens().spans().length(row);
      int piece = Math.min(mostAtOnce, PromptReader.piece(length));
      int to = sequences.responses().start(row);
      for (int past = shared; past < length - 1; past += piece) {
        int count = Math.min(piece, length - 1 - past);
        run(ids, begin, past, count, count);
        logProbs.asFloatBuffer().get(ofLogProbs, to + past - shared, count);
        entropies.asFloatBuffer().get(ofEntropies, to + past - shared, count);
      }
    }
  }

  private void read(int[] ids, int begin, int length) {
    int piece = PromptReader.piece(length);
    for (int past = 0; past < length; past += piece) {
      // Something must be asked for.
      run(ids, begin, past, Math.min(piece, length - past), 1);
    }
  }

  /**
   * Reads some tokens of a sequence, behind those in the cache, and scores the successors of the
   * last of them.
   *
   * @param begin where the sequence begins among all tokens
   * @param past how many of its tokens the cache holds
   * @param asked of how many tokens the successor is to be scored
   */
  private void run(int[] ids, int begin, int past, int count, int asked) {
    for (int i = 0; i < count; i++) {
      tokens.putLong(i * Long.BYTES, ids[begin + past + i]);
    }
    for (int i = 0; i < asked; i++) {
      int token = count - asked + i;
      rows.putLong(i * Long.BYTES, token);
      targets.putLong(i * Long.BYTES, ids[begin + past + token + 1]);
    }
    last.putInt(0, past + count - 1);
    total.putInt(0, past + count);
    binding.begin(cache, 1);
    binding.input(DecoderGraph.TOKENS, tokens, ElementKind.INT64, 1, count);
    binding.input(DecoderGraph.ROWS, rows, ElementKind.INT64, asked);
    binding.input(DecoderGraph.TARGETS, targets, ElementKind.INT64, asked);
    binding.input(DecoderGraph.LAST, last, ElementKind.INT32, 1);
    binding.input(DecoderGraph.TOTAL, total, ElementKind.INT32);
    binding.input(DecoderGraph.INVERSE_TEMPERATURE, inverseTemperature, ElementKind.FLOAT);
    binding.output(DecoderGraph.LOG_PROBABILITIES, logProbs, asked);
    binding.output(DecoderGraph.ENTROPIES, entropies, asked);
    binding.run();
  }

  /** Closes the engine's tensors; the memory stays. */
  @Override
  public void close() {
    binding.close();
    cache.close();
  }
}
