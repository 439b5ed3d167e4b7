package org.logicrl.backends.checkpoint;

/**
 * How Llama 3.1 and later stretch the wavelengths of the rotary embedding (arXiv 2407.21783, and
 * {@code rope_type: llama3} in transformers).
 *
 * @param factor long wavelengths are stretched by this factor
 * @param lowFrequencyFactor wavelengths above originalPositions / lowFrequencyFactor are stretched
 * @param highFrequencyFactor wavelengths below originalPositions / highFrequencyFactor are kept
 * @param originalPositions the longest sequence of pre-training
 */
public record RopeScaling(
    double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions) {

  /** Checks that the two bounds are in order. */
  public RopeScaling {
    if (!(factor > 0) || !(lowFrequencyFactor > 0) || !(highFrequencyFactor > lowFrequencyFactor)) {
      throw new IllegalArgumentException(
          "rope scaling needs factor > 0 and high_freq_factor > low_freq_factor > 0, but has"
              + " factor %s, low_freq_factor %s, high_freq_factor %s"
                  .formatted(factor, lowFrequencyFactor, highFrequencyFactor));
    }
  }
}
