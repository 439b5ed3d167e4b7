package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.Sequences;
import org.logicrl.backends.checkpoint.ModelFolder;

/** The logits of every token, of which scores are made and which nothing hands out. */
class LogitsTest {

  static final List<String> MODELS = Golden.MODELS;

  @ParameterizedTest
  @FieldSource("MODELS")
  void areThoseOfTransformers(String name) throws IOException {
    Golden golden = Golden.of(name);
    ModelFolder folder = ModelFolder.open(golden.folder());
    try (PtNDManager manager = TorchEngine.newManager(Models.SETTINGS)) {
      PackedLayout layout = PackedLayout.policy(folder.config(), null);
      DecoderProgram program = DecoderProgram.load(manager, folder.config(), null);
      HostMemory host = new HostMemory(program, manager);
      Parameters parameters = Parameters.load(host, layout, folder::floats, parameter -> true);
      List<PtNDArray> weights = parameters.arguments();
      TorchModel model = new TorchModel(manager, program, weights, Models.SETTINGS);
      for (int i = 0; i < golden.count(); i++) {
        Sequences sequence = golden.sequences(i);
        List<PtNDArray> batch = MicroBatch.create(manager, sequence, model.split(sequence).get(0));
        NDList hidden =
            program.call(
                manager, "hidden", batch, weights, program.cos(), program.sin(), false, false);
        PtNDArray head = weights.get(weights.size() - 1);
        float[] logits =
            program
                .call(manager, "logits", (PtNDArray) hidden.get(0), head, 1.0)
                .get(0)
                .toFloatArray();
        // Those of the last token predict nothing that is scored.
        float[] expected = golden.floats("logits." + i);
        int scored = sequence.responses().total() * folder.config().vocabSize();
        // The batch may have been filled up.
        assertThat(Arrays.copyOf(logits, scored))
            .as("logits of sequence %d", i)
            .containsExactly(Arrays.copyOf(expected, scored), within(1e-4f));
      }
    }
  }
}
