package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.backends.checkpoint.ModelInputs;

/** A frozen model. */
final class TorchScorer implements Scorer {

  private final PtNDManager manager;
  private final DecoderProgram program;
  private final Parameters parameters;
  private final int microBatchTokens;

  /** Takes over the manager, which owns everything. */
  TorchScorer(
      PtNDManager manager, DecoderProgram program, Parameters parameters, int microBatchTokens) {
    this.manager = manager;
    this.program = program;
    this.parameters = parameters;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public TokenScores score(Sequences sequences, double temperature) {
    requireScorable(sequences, temperature);
    float[] logProbs = new float[sequences.responses().total()];
    float[] entropies = new float[sequences.responses().total()];
    List<int[]> groups = MicroBatch.split(sequences, microBatchTokens);
    for (int[] rows : groups) {
      try (PtNDManager scratch = TorchEngine.scratch(manager)) {
        MicroBatch batch = MicroBatch.create(scratch, sequences, rows);
        NDList scores = call(scratch, batch, temperature, false);
        sequences.responses().scatter(scores.get(0).toFloatArray(), rows, logProbs);
        sequences.responses().scatter(scores.get(1).toFloatArray(), rows, entropies);
      }
    }
    return new TokenScores(logProbs, entropies);
  }

  /** Refuses what cannot be scored. */
  void requireScorable(Sequences sequences, double temperature) {
    ModelInputs.requireReadable(program.config(), sequences.tokens());
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "the temperature to score at must be greater than 0, but is " + temperature);
    }
  }

  /** Log-probabilities and entropies of a micro-batch, as tensors. */
  NDList call(PtNDManager scratch, MicroBatch batch, double temperature, boolean graph) {
    return program.call(
        scratch,
        "score",
        batch.ids(),
        batch.positions(),
        batch.targets(),
        parameters.arguments(),
        program.cos(),
        program.sin(),
        temperature,
        graph);
  }

  @Override
  public void close() {
    manager.close();
  }
}
