package org.logicrl.backends.pytorch;

import org.logicrl.api.Setting;

/**
 * Settings of the PyTorch backend.
 *
 * @param threads how many threads an operation may use; 0 means one for each processor
 * @param microBatchTokens the most tokens, padding included, of one forward and backward pass
 * @param generationBatch the most sequences that are generated at once
 */
public record PyTorchSettings(
    @Setting(
            help = "Threads of an operation; 0 means one for each processor.",
            defaultValue = "0",
            min = 0,
            max = 1024)
        int threads,
    @Setting(
            help = "Most tokens, padding included, of one forward and backward pass.",
            defaultValue = "4096",
            min = 1)
        int microBatchTokens,
    @Setting(help = "Most sequences that are generated at once.", defaultValue = "256", min = 1)
        int generationBatch) {

  /** The number of threads, with 0 resolved. */
  int resolvedThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
