package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.ModelInputs;

/** A policy in training. */
final class TorchLearner implements Learner {

  private static final float[] NONE = {};

  private final ModelFolder source;
  private final @Nullable LoraFolder adapters;
  private final Parameters parameters;
  private final TorchModel model;
  private final TorchScorer scorer;
  private final AdamW optimizer;
  private final List<PtNDArray> sums;

  /**
   * What {@link #weights} returned last, to be overwritten: memory outside the heap is given back
   * only when the heap happens to be collected.
   */
  private final Map<String, Weights.Tensor> exported = new LinkedHashMap<>();

  /**
   * Takes over the model's manager, which owns everything.
   *
   * @param source the folder that the weights came from; with adapters, the model below them
   * @param adapters null where the model itself is trained
   */
  TorchLearner(
      ModelFolder source,
      @Nullable LoraFolder adapters,
      Parameters parameters,
      TorchModel model,
      AdamW optimizer) {
    this.source = source;
    this.adapters = adapters;
    this.parameters = parameters;
    this.model = model;
    this.scorer = new TorchScorer(model);
    this.optimizer = optimizer;
    this.sums = parameters.sumsBySlot(optimizer.gradients());
  }

  @Override
  public TokenScores score(Sequences sequences, double temperature) {
    return scorer.score(sequences, temperature);
  }

  @Override
  public Optional<Scorer> base(Path model) throws IOException {
    if (adapters == null || !Files.isSameFile(model, source.path())) {
      return Optional.empty();
    }
    return Optional.of(
        new TorchScorer(
            new TorchModel(
                TorchEngine.scratch(this.model.manager()),
                this.model.program(),
                parameters.argumentsBelowAdapters(),
                this.model.settings())));
  }

  @Override
  public Update update(
      Sequences sequences, double temperature, double learningRate, TokenLoss loss) {
    ModelInputs.requireTemperature(temperature);
    List<PromptGroups.Part> parts = model.split(sequences);
    optimizer.clear();
    for (PromptGroups.Part part : parts) {
      try (PtNDManager scratch = TorchEngine.scratch(model.manager())) {
        List<PtNDArray> layout = MicroBatch.create(scratch, sequences, part);
        NDList scores = model.score(scratch, layout, temperature, true);
        TokenGradients gradients =
            loss.gradients(
                part.rows(),
                new TokenScores(scores.get(0).toFloatArray(), scores.get(1).toFloatArray()));
        float[] byLogProbs = gradients.logProbs();
        float[] byEntropies = gradients.entropies();
        TorchModel.requireDerivatives(byLogProbs, (PtNDArray) scores.get(0));
        if (byEntropies != null) {
          TorchModel.requireDerivatives(byEntropies, (PtNDArray) scores.get(1));
        }
        model.backward(
            scratch,
            layout,
            temperature,
            scores,
            byLogProbs,
            byEntropies == null ? NONE : byEntropies,
            sums);
      }
    }
    Update update = optimizer.step(learningRate);
    parameters.refresh();
    return update;
  }

  @Override
  public Weights weights() {
    parameters.export(exported);
    if (adapters != null) {
      parameters.merge(adapters.adapters(), exported);
    }
    return new Weights(optimizer.steps(), exported);
  }

  @Override
  public void saveModel(Path folder) throws IOException {
    source.save(folder, weights());
    if (adapters != null) {
      adapters.save(folder, parameters.exportAdapters());
    }
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
    scorer.close();
  }
}
