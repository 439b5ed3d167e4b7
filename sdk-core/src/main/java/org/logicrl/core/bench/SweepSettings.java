package org.logicrl.core.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.logicrl.api.Setting;
import org.logicrl.api.UnusableSettingsException;

/**
 * Keys of the section {@code bench} for a sweep: each number of sequences is measured with the
 * first of the lengths, and each length with one number of sequences.
 *
 * @param sequences numbers of sequences
 * @param lengths tokens of every prompt
 * @param sequencesOfLengths the number of sequences that lengths are measured with
 */
public record SweepSettings(
    @Setting(help = "Numbers of sequences of a sweep.", defaultValue = "[1, 8, 64, 256]", min = 1)
        List<Integer> sequences,
    @Setting(
            help = "Prompt lengths of a sweep, in tokens.",
            defaultValue = "[128, 256, 512, 1024, 2048, 4096]",
            min = 1)
        List<Integer> lengths,
    @Setting(
            help = "Number of sequences that the lengths of a sweep are measured with.",
            defaultValue = "64",
            min = 1)
        int sequencesOfLengths) {

  /** The first tokens of a completion count as reading: the first step follows them. */
  static final int UNCOUNTED = 2;

  /** Checks that there is something to measure. */
  public SweepSettings {
    sequences = List.copyOf(sequences);
    lengths = List.copyOf(lengths);
    if (sequences.isEmpty() || lengths.isEmpty()) {
      throw new IllegalArgumentException("sequences and lengths must not be empty");
    }
  }

  /**
   * What is decoded at once.
   *
   * @param length tokens of each prompt
   */
  record Batch(int sequences, int length) {

    /** As many different prompts as there are processors, which may share them out. */
    int prompts() {
      int prompts = Math.min(sequences, Runtime.getRuntime().availableProcessors());
      while (sequences % prompts != 0) {
        prompts--;
      }
      return prompts;
    }
  }

  /** All that is measured, each once. */
  List<Batch> batches() {
    Set<Batch> batches = new LinkedHashSet<>();
    sequences.forEach(count -> batches.add(new Batch(count, lengths.get(0))));
    lengths.forEach(length -> batches.add(new Batch(sequencesOfLengths, length)));
    return new ArrayList<>(batches);
  }

  /**
   * Checks that sequences fit into the model and grow by enough tokens.
   *
   * @throws UnusableSettingsException when they do not
   */
  void requireFits(ModelBenchSettings model) {
    int longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    if ((long) longest + model.newTokens() > model.shape().maxPositions()) {
      throw new UnusableSettingsException(
          "bench.lengths up to %d and bench.newTokens (%d) need a longer bench.shape.maxPositions than %d"
              .formatted(longest, model.newTokens(), model.shape().maxPositions()));
    }
    if (model.newTokens() <= UNCOUNTED) {
      throw new UnusableSettingsException(
          "bench.newTokens is %d, but of a sweep only those after the first %d count: give more"
              .formatted(model.newTokens(), UNCOUNTED));
    }
  }
}
