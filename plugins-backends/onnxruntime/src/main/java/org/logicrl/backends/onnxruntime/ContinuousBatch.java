package org.logicrl.backends.onnxruntime;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;

/**
 * A batch that responses enter and leave one by one (Yu et al., "Orca", OSDI 2022).
 *
 * <p>Row i of the cache belongs to the i-th active response. When a response ends, the last row
 * moves into its place, so that the engine never computes a row that nobody reads; the next waiting
 * response enters behind the others.
 */
final class ContinuousBatch implements AutoCloseable {

  /** The name of its cache. */
  static final String CACHE = "cache of the batch";

  private final List<Response> responses;
  private final Resources resources = new Resources();
  private final PromptReader reader;
  private final KeyValueCache cache;
  private final Forward forward;
  private final TokenSampler sampler;
  private final Response[] active;
  private int count;
  private int next;

  /**
   * A batch, empty.
   *
   * @param responses to write, in the order of their prompts, which must follow one another
   * @param sequences the most responses at once
   * @param capacity the most tokens of a prompt and its response
   */
  ContinuousBatch(
      DecoderSession session,
      ReusedMemory memory,
      Tokens prompts,
      List<Response> responses,
      Sampling sampling,
      int sequences,
      int capacity) {
    this.responses = responses;
    this.active = new Response[Math.min(sequences, responses.size())];
    int firstPrompt = responses.get(0).prompt();
    int lastPrompt = responses.get(responses.size() - 1).prompt();
    double temperature = sampling.temperature();
    this.sampler = new TokenSampler(sampling, session.config().vocabSize());
    try {
      this.cache = resources.add(session.cache(memory, CACHE, active.length, capacity));
      this.forward =
          resources.add(
              new Forward(
                  session, cache, memory, "batch", active.length, active.length, temperature));
      this.reader =
          resources.add(
              new PromptReader(session, memory, prompts, firstPrompt, lastPrompt + 1, temperature));
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Writes all responses.
   *
   * @param cancelled asked before each step, whether no more is to be written
   */
  void run(BooleanSupplier cancelled) {
    admit();
    while (count > 0 && !cancelled.getAsBoolean()) {
      step();
      admit();
    }
  }

  /** Lets waiting responses in while there is room; each gets its first token. */
  private void admit() {
    while (mayAdmit()) {
      reader.require(responses.get(next).prompt());
      admitRead();
    }
  }

  private boolean mayAdmit() {
    return count < active.length && next < responses.size();
  }

  /** Lets those in whose prompts have been read; their caches are copied together. */
  private void admitRead() {
    int first = count;
    int[] rows = new int[active.length - first];
    while (mayAdmit() && reader.holds(responses.get(next).prompt())) {
      Response response = responses.get(next++);
      int row = reader.row(response.prompt());
      draw(row, reader.forward(), response);
      if (!response.ended()) {
        rows[count - first] = row;
        active[count++] = response;
      }
    }
    if (count > first) {
      reader.copy(Arrays.copyOf(rows, count - first), cache, first);
    }
  }

  /** Writes one token of each active response. */
  private void step() {
    forward.shape(count, 1);
    int longest = 0;
    for (int row = 0; row < count; row++) {
      int length = active[row].totalLength();
      forward.putToken(row, 0, active[row].lastToken());
      forward.putLength(row, 1, length);
      longest = Math.max(longest, length);
    }
    forward.run(longest);
    // From the end, so that the row that moves into a gap has been looked at.
    for (int row = count - 1; row >= 0; row--) {
      draw(row, forward, active[row]);
      if (active[row].ended()) {
        remove(row);
      }
    }
  }

  private void draw(int row, Forward source, Response response) {
    sampler.draw(source, row, response.uniform());
    response.append(sampler);
  }

  private void remove(int row) {
    count--;
    if (row < count) {
      active[row] = active[count];
      // Its newest token is not in the cache yet: the next step puts it there.
      cache.copy(new int[] {count}, active[row].totalLength() - 1, cache, row);
    }
  }

  /** Releases the engine's tensors; the memory stays. */
  @Override
  public void close() {
    resources.close();
  }
}
