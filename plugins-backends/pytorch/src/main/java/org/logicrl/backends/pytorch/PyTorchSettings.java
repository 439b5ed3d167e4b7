package org.logicrl.backends.pytorch;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;

/**
 * Settings of the PyTorch backend.
 *
 * @param device where models live; see {@link TorchDevice}
 * @param threads how many threads an operation may use; 0 means one for each processor
 * @param microBatchTokens the most tokens, padding included, of one forward and backward pass
 * @param precision of the matrix products of training and scoring
 * @param recompute whether a backward pass computes each layer's insides anew
 * @param sharedPrompts whether a prompt with several responses is computed once for all of them;
 *     null means where that saves enough
 * @param lora trains adapters instead of the model; null trains the model
 * @param generationBatch the most sequences that are generated at once
 */
public record PyTorchSettings(
    @Setting(
            help = "Where models live: auto, cpu, or cuda:N; auto is cuda:0 where there is one.",
            defaultValue = "auto")
        String device,
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
    @Setting(
            help = "Matrix products of training and scoring; bf16 keeps float32 master weights.",
            defaultValue = "float32")
        Precision precision,
    @Setting(
            help = "Compute each layer anew in the backward pass: less memory, a third more work.",
            defaultValue = "false")
        boolean recompute,
    @Setting(
            help =
                "Compute a prompt once for all its responses; left out: where it saves an eighth.")
        @Nullable Boolean sharedPrompts,
    @Setting(help = "Train low-rank adapters instead of the model.") @Nullable LoraSettings lora,
    @Setting(help = "Most sequences that are generated at once.", defaultValue = "256", min = 1)
        int generationBatch) {

  /** Checks the device's name. */
  public PyTorchSettings {
    TorchDevice.requireName(device);
  }

  /** The number of threads, with 0 resolved. */
  int resolvedThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
