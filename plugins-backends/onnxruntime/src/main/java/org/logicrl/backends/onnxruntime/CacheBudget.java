package org.logicrl.backends.onnxruntime;

import java.util.Map;
import org.logicrl.api.UnusableSettingsException;

/**
 * How the memory for caches is shared out.
 *
 * @param lanes batches side by side, none of them without a response to write; or sequences that
 *     are scored side by side
 * @param sequences the most sequences of each
 * @param laneBytes what each lane may hold
 * @param caches the bytes that each lane needs, by the names of its caches
 */
record CacheBudget(int lanes, int sequences, long laneBytes, Map<String, Long> caches) {

  private static final double MIB = 1 << 20;

  /**
   * Finds room to generate as many sequences as the settings allow.
   *
   * @param responses how many are to be written
   * @param longestPrompt in tokens
   * @param capacity the most tokens of a prompt and its response
   * @throws UnusableSettingsException when there is no room for a single one
   */
  static CacheBudget toGenerate(
      DecoderSession session,
      OnnxRuntimeSettings settings,
      int responses,
      int longestPrompt,
      int capacity) {
    double token = session.cacheBytesPerToken();
    double promptBytes = token * PromptReader.mostTokens(longestPrompt);
    double sequenceBytes = token * capacity;
    double budget = settings.cacheMiB() * MIB;
    double needed = promptBytes + sequenceBytes;
    int atOnce = Math.min(responses, settings.generationBatch());
    if (needed > budget) {
      throw new UnusableSettingsException(
          ("one sequence of up to %d tokens, and reading its prompt, need %.0f MiB of cache, but"
                  + " cacheMiB of onnxruntime is %d: raise it to at least %.0f (%.0f for %d sequences at"
                  + " once), or lower maxTokens")
              .formatted(
                  capacity,
                  Math.ceil(needed / MIB),
                  settings.cacheMiB(),
                  Math.ceil(needed / MIB),
                  Math.ceil((promptBytes + sequenceBytes * atOnce) / MIB),
                  atOnce));
    }
    int lanes = (int) Math.min(Math.min(session.lanes(), atOnce), Math.floor(budget / needed));
    double room = (budget / lanes - promptBytes) / sequenceBytes;
    // A block of the cache is one buffer, of less than 2 GiB; so are the probabilities of a step.
    double probabilities = (double) Float.BYTES * session.config().vocabSize();
    double ofABlock = requireBlock(session, capacity);
    double ofABuffer = Math.min(ofABlock, Integer.MAX_VALUE / probabilities);
    int shareOfBatch = settings.generationBatch() / lanes;
    int sequences = (int) Math.min(shareOfBatch, Math.min(room, ofABuffer));
    return new CacheBudget(
        lanes,
        sequences,
        (long) (budget / lanes),
        Map.of(
            PromptReader.CACHE,
            (long) promptBytes,
            ContinuousBatch.CACHE,
            (long) (sequenceBytes * sequences)));
  }

  /**
   * Finds how many lanes can score, each with the cache of one sequence.
   *
   * @param longest the most tokens of a sequence
   * @throws UnusableSettingsException when there is no room for a single one
   */
  static CacheBudget toScore(DecoderSession session, OnnxRuntimeSettings settings, int longest) {
    double budget = settings.cacheMiB() * MIB;
    long needed = session.cacheBytesPerToken() * longest;
    int lanes = (int) Math.min(session.lanes(), Math.floor(budget / needed));
    if (lanes == 0) {
      throw new UnusableSettingsException(
          ("a sequence of %d tokens needs %.0f MiB of cache, but cacheMiB of onnxruntime is %d: raise"
                  + " it to at least as much")
              .formatted(longest, Math.ceil(needed / MIB), settings.cacheMiB()));
    }
    requireBlock(session, longest);
    return new CacheBudget(lanes, 1, (long) (budget / lanes), Map.of(SequenceScorer.CACHE, needed));
  }

  /** How many sequences a block of the cache has room for, one at least. */
  private static double requireBlock(DecoderSession session, int capacity) {
    double sequences = Integer.MAX_VALUE / (double) session.blockBytes(capacity);
    if (sequences < 1) {
      throw new UnusableSettingsException(
          ("the keys of a layer of one sequence of %d tokens take 2 GiB or more, the most that the"
                  + " engine's Java interface takes as one buffer: %d tokens at most fit")
              .formatted(capacity, Integer.MAX_VALUE / session.blockBytes(1)));
    }
    return sequences;
  }

  /** Has a lane give up what it holds of earlier calls, where that leaves no room for these. */
  void prepare(ReusedMemory memory) {
    memory.makeRoom(caches, laneBytes);
  }
}
