package org.logicrl.backends.onnxruntime;

import org.logicrl.api.UnusableSettingsException;

/**
 * How the memory for caches is shared out.
 *
 * @param lanes batches side by side, none of them without a response to write
 * @param sequences the most sequences of each
 */
record CacheBudget(int lanes, int sequences) {

  private static final double MIB = 1 << 20;

  /**
   * Finds room for as many sequences as the settings allow.
   *
   * @param responses how many are to be written
   * @param longestPrompt in tokens
   * @param capacity the most tokens of a prompt and its response
   * @throws UnusableSettingsException when there is no room for a single one
   */
  static CacheBudget of(
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
                  Math.ceil((promptBytes + sequenceBytes * responses) / MIB),
                  responses));
    }
    int lanes = (int) Math.min(Math.min(session.lanes(), responses), Math.floor(budget / needed));
    double room = (budget / lanes - promptBytes) / sequenceBytes;
    // A block of the cache is one buffer, of less than 2 GiB.
    double ofABlock = Integer.MAX_VALUE / (double) session.blockBytes(capacity);
    int batch = Math.max(1, settings.generationBatch() / lanes);
    return new CacheBudget(lanes, (int) Math.min(batch, Math.min(room, ofABlock)));
  }

  /**
   * Finds how many lanes can score, each with the cache of one sequence.
   *
   * @param longest the most tokens of a sequence
   * @throws UnusableSettingsException when there is no room for a single one
   */
  static int lanesToScore(DecoderSession session, OnnxRuntimeSettings settings, int longest) {
    double needed = (double) session.cacheBytesPerToken() * longest;
    int room = (int) Math.min(session.lanes(), Math.floor(settings.cacheMiB() * MIB / needed));
    if (room == 0) {
      throw new UnusableSettingsException(
          ("a sequence of %d tokens needs %.0f MiB of cache, but cacheMiB of onnxruntime is %d: raise"
                  + " it to at least as much")
              .formatted(longest, Math.ceil(needed / MIB), settings.cacheMiB()));
    }
    return room;
  }
}
