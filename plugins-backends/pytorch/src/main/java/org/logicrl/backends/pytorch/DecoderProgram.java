package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TrainingCalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Rope;

/** The TorchScript program of one architecture, loaded, with its rotary tables. */
final class DecoderProgram {

  private final PtSymbolBlock module;
  private final PtNDArray cos;
  private final PtNDArray sin;
  private final ModelConfig config;

  private DecoderProgram(PtSymbolBlock module, PtNDArray cos, PtNDArray sin, ModelConfig config) {
    this.module = module;
    this.cos = cos;
    this.sin = sin;
    this.config = config;
  }

  /** Loads the program for a model; it lives as long as the manager. */
  static DecoderProgram load(PtNDManager manager, ModelConfig config) throws IOException {
    Path archive = ScriptArchive.write("Decoder", source(config));
    try {
      PtSymbolBlock module =
          JniUtils.loadModule(manager, archive, false, new String[0], new String[0], true);
      Rope rope = Rope.of(config);
      Shape shape = new Shape(config.maxPositions(), config.headDim() / 2);
      return new DecoderProgram(
          module,
          (PtNDArray) manager.create(rope.cosines(config.maxPositions()), shape),
          (PtNDArray) manager.create(rope.sines(config.maxPositions()), shape),
          config);
    } finally {
      Files.delete(archive);
    }
  }

  ModelConfig config() {
    return config;
  }

  PtNDArray cos() {
    return cos;
  }

  PtNDArray sin() {
    return sin;
  }

  /**
   * Calls a method of the program.
   *
   * @param manager owns the tensors of the result
   * @param arguments tensors, lists of tensors, Long, Double or Boolean
   */
  NDList call(PtNDManager manager, String method, Object... arguments) {
    // The profiling executor would recompile the program for each new shape, and batches are
    // ragged. The switch belongs to the calling thread.
    JniUtils.setGraphExecutorOptimize(false);
    List<IValue> values = new ArrayList<>(arguments.length);
    try {
      for (Object argument : arguments) {
        values.add(value(argument));
      }
      try (IValue result = TrainingCalls.run(module, method, values.toArray(IValue[]::new))) {
        return result.toNDList(manager);
      }
    } finally {
      values.forEach(IValue::close);
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof List<?> list) {
      return IValue.listFrom(list.toArray(PtNDArray[]::new));
    }
    if (argument instanceof Long number) {
      return IValue.from(number);
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    if (argument instanceof Boolean flag) {
      return IValue.from(flag);
    }
    throw new IllegalArgumentException("no TorchScript value for " + argument.getClass());
  }

  /** The program's text with the architecture's constants filled in. */
  private static String source(ModelConfig config) throws IOException {
    String template;
    try (InputStream in = DecoderProgram.class.getResourceAsStream("decoder.py")) {
      if (in == null) {
        throw new IOException("decoder.py is missing from the jar of the PyTorch backend");
      }
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    // Longer names first: one name may contain another.
    return template
        .replace("INVERSE_ROOT_DIM", Double.toString(1 / Math.sqrt(config.hiddenSize())))
        .replace("KV_HEADS", Integer.toString(config.keyValueHeads()))
        .replace("QKV_BIAS", config.attentionBias() ? "True" : "False")
        .replace("OUTPUT_BIAS", config.outputBias() ? "True" : "False")
        .replace("QK_NORM", config.queryKeyNorm() ? "True" : "False")
        .replace("HEAD_DIM", Integer.toString(config.headDim()))
        .replace("GROUPED", config.heads() == config.keyValueHeads() ? "False" : "True")
        .replace("HEADS", Integer.toString(config.heads()))
        .replace("LAYERS", Integer.toString(config.layers()))
        .replace("EPS", Double.toString(config.normEpsilon()));
  }
}
