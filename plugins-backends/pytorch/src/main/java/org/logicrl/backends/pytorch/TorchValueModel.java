package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.ValueModel;

/** A critic in training: the trunk of a policy with a head of one row. */
final class TorchValueModel implements ValueModel {

  private final ValueHead head;
  private final Parameters parameters;
  private final TorchModel model;
  private final AdamW optimizer;
  private final List<PtNDArray> sums;

  /** Takes over the model's manager, which owns everything. */
  TorchValueModel(ValueHead head, Parameters parameters, TorchModel model, AdamW optimizer) {
    this.head = head;
    this.parameters = parameters;
    this.model = model;
    this.optimizer = optimizer;
    this.sums = parameters.sumsBySlot(optimizer.gradients());
  }

  @Override
  public float[] values(Sequences sequences) {
    float[] values = new float[sequences.responses().total()];
    for (PromptGroups.Part part : model.split(sequences)) {
      try (PtNDManager scratch = TorchEngine.scratch(model.manager())) {
        NDList predicted =
            model.values(scratch, MicroBatch.create(scratch, sequences, part), false);
        sequences.responses().scatter(predicted.get(0).toFloatArray(), part.rows(), values);
      }
    }
    return values;
  }

  @Override
  public Update update(Sequences sequences, double learningRate, ValueGradient loss) {
    List<PromptGroups.Part> parts = model.split(sequences);
    optimizer.clear();
    for (PromptGroups.Part part : parts) {
      try (PtNDManager scratch = TorchEngine.scratch(model.manager())) {
        List<PtNDArray> layout = MicroBatch.create(scratch, sequences, part);
        NDList predicted = model.values(scratch, layout, true);
        float[] derivatives = loss.gradients(part.rows(), predicted.get(0).toFloatArray());
        TorchModel.requireDerivatives(derivatives, (PtNDArray) predicted.get(0));
        model.backwardValues(scratch, layout, predicted, derivatives, sums);
      }
    }
    Update update = optimizer.step(learningRate);
    parameters.refresh();
    return update;
  }

  @Override
  public void saveModel(Path folder) throws IOException {
    head.save(folder, parameters.export());
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
    model.manager().close();
  }
}
