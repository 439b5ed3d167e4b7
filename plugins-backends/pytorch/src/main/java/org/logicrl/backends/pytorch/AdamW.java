package org.logicrl.backends.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.SafetensorsFile;
import org.logicrl.backends.checkpoint.SafetensorsWriter;
import org.logicrl.backends.checkpoint.StoredTensor;

/** The optimiser's state, and sums of gradients that wait for the next step. */
final class AdamW {

  private static final String FILE = "optimizer.safetensors";

  private final DecoderProgram program;
  private final PtNDManager manager;
  private final HostMemory host;
  private final OptimizerSettings settings;
  private final List<PtNDArray> parameters;
  private final List<PtNDArray> gradients = new ArrayList<>();
  private final List<PtNDArray> means = new ArrayList<>();
  private final List<PtNDArray> squares = new ArrayList<>();
  private final List<PtNDArray> steps = new ArrayList<>();

  AdamW(
      DecoderProgram program,
      PtNDManager manager,
      OptimizerSettings settings,
      List<PtNDArray> parameters) {
    this.program = program;
    this.manager = manager;
    this.host = new HostMemory(program, manager);
    this.settings = settings;
    this.parameters = parameters;
    for (PtNDArray parameter : parameters) {
      gradients.add((PtNDArray) manager.zeros(parameter.getShape(), DataType.FLOAT32));
      means.add((PtNDArray) manager.zeros(parameter.getShape(), DataType.FLOAT32));
      squares.add((PtNDArray) manager.zeros(parameter.getShape(), DataType.FLOAT32));
      steps.add((PtNDArray) manager.zeros(new Shape(), DataType.FLOAT32));
    }
  }

  /** The sums of gradients that the next step takes, one for each parameter. */
  List<PtNDArray> gradients() {
    return gradients;
  }

  /** Forgets gradients, those of an update that was broken off included. */
  void clear() {
    try (PtNDManager scratch = TorchEngine.scratch(manager)) {
      program.call(scratch, "clear", gradients);
    }
  }

  /** Takes one step with the gradient accumulated so far, or none where it is not finite. */
  Update step(double learningRate) {
    try (PtNDManager scratch = TorchEngine.scratch(manager)) {
      float norm =
          program
              .call(
                  scratch,
                  "adamw",
                  parameters,
                  gradients,
                  means,
                  squares,
                  steps,
                  learningRate,
                  settings.beta1(),
                  settings.beta2(),
                  settings.epsilon(),
                  settings.weightDecay(),
                  settings.maxGradNorm())
              .get(0)
              .getFloat();
      return new Update(norm, !Float.isFinite(norm));
    }
  }

  /** The number of steps that were taken, without those that were skipped. */
  long steps() {
    return (long) steps.get(0).getFloat();
  }

  /** Writes the state to a folder. */
  void save(Path folder) throws IOException {
    Map<String, PtNDArray> state = state();
    Map<String, long[]> shapes = new HashMap<>();
    state.forEach((name, array) -> shapes.put(name, array.getShape().getShape()));
    // One copy for all tensors of a shape: all together are twice the model.
    Map<Shape, Weights.Tensor> copies = new HashMap<>();
    SafetensorsWriter.write(
        folder.resolve(FILE),
        shapes,
        name -> {
          PtNDArray array = Objects.requireNonNull(state.get(name));
          Shape shape = array.getShape();
          return host.read(array, 0, shape.getShape(), copies, shape);
        });
  }

  /** Reads the state that {@link #save} wrote. */
  void restore(Path folder) throws IOException {
    Path path = folder.resolve(FILE);
    if (!Files.isRegularFile(path)) {
      throw new ModelException(
          "%s has no %s; restore from the folder of a saved state".formatted(folder, FILE));
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<String, PtNDArray> state = state();
    for (Map.Entry<String, PtNDArray> entry : state.entrySet()) {
      StoredTensor stored = file.tensors().get(entry.getKey());
      if (stored == null
          || !Arrays.equals(stored.shape(), entry.getValue().getShape().getShape())
          || file.tensors().size() != state.size()) {
        throw new ModelException(
            "%s belongs to another model: it does not hold exactly the state of this one's %d tensors"
                .formatted(path, parameters.size()));
      }
    }
    for (Map.Entry<String, PtNDArray> entry : state.entrySet()) {
      host.write(entry.getValue(), file.floats(entry.getKey()).parts());
    }
  }

  /** Everything but the parameters that a step depends on, by its name in the file. */
  private Map<String, PtNDArray> state() {
    Map<String, PtNDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      state.put("exp_avg." + i, means.get(i));
      state.put("exp_avg_sq." + i, squares.get(i));
      state.put("step." + i, steps.get(i));
    }
    return state;
  }
}
