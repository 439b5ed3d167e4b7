package org.logicrl.core.settings;

/** Which solutions supervised fine-tuning learns from. */
public enum Solutions {
  /** The task's own worked solutions. */
  WORKED,
  /** Those that the model itself samples, as far as they are right: rejection sampling. */
  SAMPLED
}
