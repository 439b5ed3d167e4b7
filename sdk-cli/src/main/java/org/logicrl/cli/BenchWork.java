package org.logicrl.cli;

import java.util.List;

/** Work that figures are compared by: models of two shapes, with tied embeddings. */
enum BenchWork {
  /** 4 layers of width 128. */
  SMALL("{hiddenSize: 128, layers: 4, heads: 4, keyValueHeads: 2, intermediateSize: 384}", 128, 8),
  /** 8 layers of width 512. */
  LARGE(
      "{hiddenSize: 512, layers: 8, heads: 8, keyValueHeads: 4, intermediateSize: 1536}", 8192, 4);

  /** Completions of a prompt. */
  private static final int GROUP = 8;

  private static final int PROMPT_TOKENS = 178;
  private static final int NEW_TOKENS = 128;

  /** Room for the longest sequences of a sweep and what they grow by. */
  private static final int SWEEP_POSITIONS = 8192;

  private final String shape;
  private final int words;
  private final int prompts;

  BenchWork(String shape, int words, int prompts) {
    this.shape = shape;
    this.words = words;
    this.prompts = prompts;
  }

  /** Sequences of random tokens, most of them written: 32 of 192 tokens, or 4 of 512. */
  List<String> learning() {
    return List.of(
        shape(),
        words(),
        "bench.prompts=" + (this == SMALL ? 32 : 4),
        "bench.completions=1",
        "bench.promptTokens=1",
        "bench.newTokens=" + (this == SMALL ? 191 : 511));
  }

  /** A rollout: 64 sequences, or 32, in groups of 8. */
  List<String> rollout() {
    return List.of(
        shape(),
        words(),
        "bench.prompts=" + prompts,
        "bench.completions=" + GROUP,
        "bench.promptTokens=" + PROMPT_TOKENS,
        "bench.newTokens=" + NEW_TOKENS);
  }

  /** Rollouts of more and of longer sequences; of the large model as many as fit into memory. */
  List<String> sweep() {
    return List.of(
        shape(),
        "bench.shape.maxPositions=" + SWEEP_POSITIONS,
        words(),
        "bench.newTokens=" + NEW_TOKENS,
        "bench.sequencesOfLengths=" + (this == SMALL ? 64 : 8));
  }

  /**
   * A training step with the rollout's sizes, on puzzles whose prompts are about as long. Of short
   * steps it takes several until the JVM has compiled what they run.
   */
  List<String> step() {
    return List.of(
        shape(),
        "bench.warmups=" + (this == SMALL ? 6 : 2),
        "bench.repetitions=" + (this == SMALL ? 10 : 5),
        "bench.fullLength=true",
        "rollout.prompts=" + prompts,
        "rollout.completions=" + GROUP,
        "rollout.maxTokens=" + NEW_TOKENS);
  }

  private String shape() {
    return "bench.shape=" + shape;
  }

  private String words() {
    return "bench.vocabulary=" + words;
  }
}
