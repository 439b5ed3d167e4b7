package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;

/** A policy in training. */
final class TorchLearner implements Learner {

  private final PtNDManager manager;
  private final ModelFolder source;
  private final Parameters parameters;
  private final TorchScorer scorer;
  private final AdamW optimizer;
  private final int microBatchTokens;

  /** Takes over the manager, which owns everything. */
  TorchLearner(
      PtNDManager manager,
      ModelFolder source,
      Parameters parameters,
      TorchScorer scorer,
      AdamW optimizer,
      int microBatchTokens) {
    this.manager = manager;
    this.source = source;
    this.parameters = parameters;
    this.scorer = scorer;
    this.optimizer = optimizer;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public TokenScores score(Sequences sequences, double temperature) {
    return scorer.score(sequences, temperature);
  }

  @Override
  public Update update(
      Sequences sequences, double temperature, double learningRate, TokenLoss loss) {
    scorer.requireScorable(sequences, temperature);
    optimizer.clear();
    for (int[] rows : MicroBatch.split(sequences, microBatchTokens)) {
      try (PtNDManager scratch = TorchEngine.scratch(manager)) {
        MicroBatch batch = MicroBatch.create(scratch, sequences, rows);
        NDList scores = scorer.call(scratch, batch, temperature, true);
        TokenScores numbers =
            new TokenScores(scores.get(0).toFloatArray(), scores.get(1).toFloatArray());
        TokenGradients gradients = loss.gradients(rows, numbers);
        List<PtNDArray> outputs = new ArrayList<>();
        List<PtNDArray> derivatives = new ArrayList<>();
        outputs.add((PtNDArray) scores.get(0));
        derivatives.add(batch.derivatives(scratch, gradients.logProbs()));
        float[] byEntropy = gradients.entropies();
        if (byEntropy != null) {
          outputs.add((PtNDArray) scores.get(1));
          derivatives.add(batch.derivatives(scratch, byEntropy));
        }
        optimizer.accumulate(scratch, outputs, derivatives);
      }
    }
    return optimizer.step(learningRate);
  }

  @Override
  public Weights weights() {
    return new Weights(optimizer.steps(), parameters.export());
  }

  @Override
  public void saveModel(Path folder) throws IOException {
    source.save(folder, weights());
  }

  @Override
  public void saveState(Path folder) throws IOException {
    optimizer.save(folder);
  }

  @Override
  public void restoreState(Path folder) throws IOException {
    optimizer.restore(folder);
  }

  @Override
  public void close() {
    manager.close();
  }
}
