package org.logicrl.backends.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.backends.checkpoint.ModelInputs;

/** A critic in training: the trunk of a policy with a head of one row. */
final class TorchValueModel implements ValueModel {

  private final PtNDManager manager;
  private final ValueHead head;
  private final DecoderProgram program;
  private final Parameters parameters;
  private final AdamW optimizer;
  private final int microBatchTokens;

  /** Takes over the manager, which owns everything. */
  TorchValueModel(
      PtNDManager manager,
      ValueHead head,
      DecoderProgram program,
      Parameters parameters,
      AdamW optimizer,
      int microBatchTokens) {
    this.manager = manager;
    this.head = head;
    this.program = program;
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public float[] values(Sequences sequences) {
    ModelInputs.requireReadable(program.config(), sequences.tokens());
    float[] values = new float[sequences.responses().total()];
    for (int[] rows : MicroBatch.split(sequences, microBatchTokens)) {
      try (PtNDManager scratch = TorchEngine.scratch(manager)) {
        PtNDArray predicted = predict(scratch, MicroBatch.create(scratch, sequences, rows), false);
        sequences.responses().scatter(predicted.toFloatArray(), rows, values);
      }
    }
    return values;
  }

  @Override
  public Update update(Sequences sequences, double learningRate, ValueGradient loss) {
    ModelInputs.requireReadable(program.config(), sequences.tokens());
    optimizer.clear();
    for (int[] rows : MicroBatch.split(sequences, microBatchTokens)) {
      try (PtNDManager scratch = TorchEngine.scratch(manager)) {
        MicroBatch batch = MicroBatch.create(scratch, sequences, rows);
        PtNDArray predicted = predict(scratch, batch, true);
        float[] derivatives = loss.gradients(rows, predicted.toFloatArray());
        optimizer.accumulate(
            scratch, List.of(predicted), List.of(batch.derivatives(scratch, derivatives)));
      }
    }
    return optimizer.step(learningRate);
  }

  private PtNDArray predict(PtNDManager scratch, MicroBatch batch, boolean graph) {
    return (PtNDArray)
        program
            .call(
                scratch,
                "values",
                batch.ids(),
                batch.positions(),
                parameters.arguments(),
                program.cos(),
                program.sin(),
                graph)
            .get(0);
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
    manager.close();
  }
}
