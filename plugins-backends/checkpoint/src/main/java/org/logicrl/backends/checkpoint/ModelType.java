package org.logicrl.backends.checkpoint;

import java.util.Locale;

/** The decoder architectures that can be opened; {@code model_type} in {@code config.json}. */
public enum ModelType {
  /** Qwen2 and Qwen2.5 (arXiv 2407.10671): bias on query, key and value. */
  QWEN2,
  /** Qwen3 (arXiv 2505.09388): norms on the query and key heads, a head size of its own. */
  QWEN3,
  /** Llama 2 and 3 (arXiv 2407.21783). */
  LLAMA;

  /** The value of {@code model_type}. */
  String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
