package org.logicrl.backends.onnxruntime;

import org.logicrl.api.Spans;
import org.logicrl.api.backend.Tokens;

/**
 * Reads prompts, each once, some at a time, and keeps their caches until the next ones are read.
 *
 * <p>Long prompts are read in pieces, so that the memory for what is computed in between, attention
 * above all, does not grow with the square of their length.
 */
final class PromptReader implements AutoCloseable {

  /** Prompts of up to so many tokens are read together, beyond which that makes nothing faster. */
  static final int TOKENS_AT_ONCE = 1024;

  /** The name of its cache. */
  static final String CACHE = "cache of prompts";

  /** The least piece of a long sequence. */
  static final int LEAST_PIECE = 64;

  private final DecoderSession session;
  private final ReusedMemory memory;
  private final Tokens prompts;
  private final int end;
  private final double temperature;
  private int from;
  private int to;
  private KeyValueCache cache;
  private Forward forward;

  /**
   * A reader of the prompts {@code from .. end - 1}, in this order.
   *
   * @param temperature see {@link Forward}
   */
  PromptReader(
      DecoderSession session,
      ReusedMemory memory,
      Tokens prompts,
      int from,
      int end,
      double temperature) {
    this.session = session;
    this.memory = memory;
    this.prompts = prompts;
    this.end = end;
    this.temperature = temperature;
    this.from = from;
    this.to = from;
    // As large as it may become, so that the memory need not grow from reading to reading.
    this.cache = session.cache(memory, CACHE, 1, mostTokens(longest()));
    this.forward = new Forward(session, cache, memory, "prompts", 0, 0, temperature);
  }

  private int longest() {
    int longest = 0;
    for (int prompt = from; prompt < end; prompt++) {
      longest = Math.max(longest, prompts.spans().length(prompt));
    }
    return longest;
  }

  /** The most cached tokens of prompts that are read together, padding included. */
  static int mostTokens(int longest) {
    return Math.max(longest, TOKENS_AT_ONCE);
  }

  /**
   * How many tokens of a sequence are read at a time: its pieces have no more scores, for each
   * head, than the longest sequence that is read whole, or are the least that is read.
   */
  static int piece(int length) {
    return length <= TOKENS_AT_ONCE
        ? TOKENS_AT_ONCE
        : Math.max(LEAST_PIECE, TOKENS_AT_ONCE * TOKENS_AT_ONCE / length);
  }

  /** Sees to it that a prompt, the next one or one before it, has been read. */
  void require(int prompt) {
    if (!holds(prompt)) {
      read();
    }
  }

  /** Whether a prompt is among those read last, or before them. */
  boolean holds(int prompt) {
    return prompt < to;
  }

  /** The row of a prompt among those read last. */
  int row(int prompt) {
    return prompt - from;
  }

  /** What the last reading gave. */
  Forward forward() {
    return forward;
  }

  /**
   * Copies the caches of prompts.
   *
   * @param rows those of the prompts
   */
  void copy(int[] rows, KeyValueCache target, int firstRow) {
    int longest = 0;
    for (int row : rows) {
      longest = Math.max(longest, prompts.spans().length(from + row));
    }
    cache.copy(rows, longest, target, firstRow);
  }

  private void read() {
    Spans spans = prompts.spans();
    from = to;
    int longest = 0;
    while (to < end) {
      int width = Math.max(longest, spans.length(to));
      if (to > from && width * (to + 1 - from) > TOKENS_AT_ONCE) {
        break;
      }
      longest = width;
      to++;
    }
    int count = to - from;
    forward.close();
    cache.close();
    cache = session.cache(memory, CACHE, count, longest);
    int most = Math.min(count * longest, TOKENS_AT_ONCE);
    forward = new Forward(session, cache, memory, "prompts", count, most, temperature);
    if (longest > TOKENS_AT_ONCE) {
      readAlone(spans.start(from), longest);
    } else {
      readTogether(spans, count, longest);
    }
  }

  private void readAlone(int start, int length) {
    int piece = piece(length);
    for (int begin = 0; begin < length; begin += piece) {
      int stop = Math.min(length, begin + piece);
      forward.shape(1, stop - begin);
      for (int i = begin; i < stop; i++) {
        forward.putToken(0, i - begin, prompts.ids()[start + i]);
      }
      forward.putLength(0, stop - begin, stop);
      forward.run(stop);
    }
  }

  private void readTogether(Spans spans, int count, int longest) {
    forward.shape(count, longest);
    for (int row = 0; row < count; row++) {
      int start = spans.start(from + row);
      int length = spans.length(from + row);
      for (int i = 0; i < longest; i++) {
        // What stands in the padding is never looked at.
        forward.putToken(row, i, i < length ? prompts.ids()[start + i] : 0);
      }
      forward.putLength(row, length, length);
    }
    forward.run(longest);
  }

  @Override
  public void close() {
    forward.close();
    cache.close();
  }
}
