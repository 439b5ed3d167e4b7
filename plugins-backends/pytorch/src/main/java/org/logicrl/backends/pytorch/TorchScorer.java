package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.backends.checkpoint.ModelInputs;

/** A frozen model. */
final class TorchScorer implements Scorer {

  private final TorchModel model;

  /** Takes over the model's manager, which owns everything. */
  TorchScorer(TorchModel model) {
    this.model = model;
  }

  @Override
  public TokenScores score(Sequences sequences, double temperature) {
    ModelInputs.requireTemperature(temperature);
    float[] logProbs = new float[sequences.responses().total()];
    float[] entropies = new float[sequences.responses().total()];
    for (PromptGroups.Part part : model.split(sequences)) {
      try (PtNDManager scratch = TorchEngine.scratch(model.manager())) {
        NDList scores =
            model.score(scratch, MicroBatch.create(scratch, sequences, part), temperature, false);
        sequences.responses().scatter(scores.get(0).toFloatArray(), part.rows(), logProbs);
        sequences.responses().scatter(scores.get(1).toFloatArray(), part.rows(), entropies);
      }
    }
    return new TokenScores(logProbs, entropies);
  }

  @Override
  public void close() {
    model.manager().close();
  }
}
