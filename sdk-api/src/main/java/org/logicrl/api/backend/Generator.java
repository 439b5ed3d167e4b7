package org.logicrl.api.backend;

/**
 * Writes responses to prompts.
 *
 * <p>An implementor must draw the token at position t of sample i from {@link
 * org.logicrl.api.RandomStream#uniformAt}{@code (keys[i], t)}, by inversion over the tokens in
 * order of their ids, so that a sample does not depend on its neighbours' draws. Where tokens are
 * drawn elsewhere, as on a server, {@code keys[i]} must give the seed instead.
 */
public interface Generator extends AutoCloseable {

  /**
   * Takes over weights.
   *
   * @param weights to be copied: their memory changes once the learner goes on
   * @return the version it was given and the checksum of what it now holds, computed anew: the loop
   *     compares both and refuses stale weights
   * @throws UnsupportedOperationException where {@link Backend#takesWeights} is false
   */
  Weights.Stamp load(Weights weights);

  /**
   * Writes responses.
   *
   * @param prompts at least one token each
   * @param completions how many responses to each prompt; response j to prompt i is row {@code i *
   *     completions + j} of the result
   * @param keys one random key for each response
   * @throws TooLongException when a prompt and the most tokens of its response are longer than the
   *     model allows
   * @throws org.logicrl.api.UnusableSettingsException when the sampling asks for what this
   *     generator does not offer
   */
  Generation generate(Tokens prompts, int completions, Sampling sampling, long[] keys);

  @Override
  void close();
}
