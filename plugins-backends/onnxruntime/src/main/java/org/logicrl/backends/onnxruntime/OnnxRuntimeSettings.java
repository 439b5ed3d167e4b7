package org.logicrl.backends.onnxruntime;

import java.util.Locale;
import org.logicrl.api.Setting;

/**
 * Settings of the ONNX Runtime backend.
 *
 * @param device where models live; see {@link DeviceChoice}
 * @param threads how many threads generate or score; 0 means one for each processor
 * @param lanes how many batches are decoded, or sequences scored, side by side, sharing the
 *     threads; 0 chooses
 * @param generationBatch the most sequences that are generated at once
 * @param cacheMiB the most memory for cached keys and values
 * @param weights how new weights reach the engine
 * @param precision of the numbers that the engine computes with
 */
public record OnnxRuntimeSettings(
    @Setting(
            help =
                "Where models live: auto, cpu, or cuda:N; auto is cuda:0 where there is one and"
                    + " precision is fp16.",
            defaultValue = "auto")
        String device,
    @Setting(
            help = "Threads that generate or score; 0 means one for each processor.",
            defaultValue = "0",
            min = 0,
            max = 1024)
        int threads,
    @Setting(
            help =
                "Batches that are decoded, or sequences that are scored, side by side, sharing the"
                    + " threads, of which there are at least as many; 0 chooses.",
            defaultValue = "0",
            min = 0,
            max = 1024)
        int lanes,
    @Setting(help = "Most sequences that are generated at once.", defaultValue = "256", min = 1)
        int generationBatch,
    @Setting(
            help = "Most memory for cached keys and values, in MiB.",
            defaultValue = "2048",
            min = 1)
        int cacheMiB,
    @Setting(
            help =
                "How new weights reach the engine: live (it reads them in place), rebuild (it packs"
                    + " them for faster products), or auto, which chooses by the model's size.",
            defaultValue = "auto")
        WeightMode weights,
    @Setting(
            help =
                "Numbers that are computed with: fp32, fp16, or weights in blocks of 8-bit or 4-bit"
                    + " integers.",
            defaultValue = "fp32")
        Precision precision) {

  /** Checks the device's name, and that the weights can be read live. */
  public OnnxRuntimeSettings {
    DeviceChoice.requireName(device);
    if (weights == WeightMode.LIVE && precision != Precision.FP32) {
      throw new IllegalArgumentException(
          "weights: live needs precision: fp32, because the engine rearranges others when it packs"
              + " them; use weights: rebuild");
    }
  }

  /** The number of threads, with 0 resolved. */
  int resolvedThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  /** Numbers that the engine computes with. */
  public enum Precision {
    /** Single precision throughout. */
    FP32,
    /** Half precision throughout, but for probabilities. */
    FP16,
    /** Single precision; projections in blocks of 8-bit integers. */
    INT8,
    /** Single precision; projections in blocks of 4-bit integers. */
    INT4;

    /** How the engine holds a weight. */
    WeightFormat format(PackedWeight weight) {
      if (weight.isProjection() && (this == INT8 || this == INT4)) {
        return new BlockFormat(this == INT8 ? 8 : 4);
      }
      return new ElementFormat(element());
    }

    /** Its name in a configuration. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What everything is that is not a matrix. */
    ElementKind element() {
      return this == FP16 ? ElementKind.FLOAT16 : ElementKind.FLOAT;
    }
  }

  /** How new weights reach the engine. */
  public enum WeightMode {
    /** Live or rebuild, by the size of the model. */
    AUTO,
    /** The engine reads the weights where they were written. */
    LIVE,
    /** A session is made anew, which packs the weights for its products. */
    REBUILD;

    /** Whether weights are read live, where {@code automatic} says what auto means. */
    boolean live(boolean automatic) {
      return this == LIVE || (this == AUTO && automatic);
    }
  }
}
