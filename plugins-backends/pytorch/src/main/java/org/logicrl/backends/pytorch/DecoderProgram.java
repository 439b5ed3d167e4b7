package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Rope;

/** The TorchScript program of one architecture, loaded, with its rotary tables. */
final class DecoderProgram {

  /** The parts of the program's one class; the first opens it. */
  private static final List<String> FILES =
      List.of("decoder.py", "trunk.py", "learner.py", "optimizer.py", "generator.py");

  /**
   * The longest rows whose attention keeps its probabilities, which take memory in proportion to
   * the length; a layer of a usual model keeps several times as much for each token anyway.
   */
  private static final int LONGEST_IN_BLOCKS = 512;

  /** Queries of such a row that are computed together. */
  private static final int BLOCK = 64;

  /**
   * oneDNN's product. For float32 on the CPU it is faster than MKL's, which linear takes: on AMD's
   * processors MKL does without their widest registers. All of PyTorch's builds for x86 have it.
   */
  private static final String ONEDNN_PRODUCT =
      "ops.mkldnn._linear_pointwise("
          + "x, w, bias, \"none\", annotate(List[Optional[number]], []), \"\")";

  private static final String USUAL_PRODUCT = "torch.linear(x, w, bias)";

  private final TorchProgram program;
  private final PtNDArray cos;
  private final PtNDArray sin;
  private final ModelConfig config;

  private DecoderProgram(TorchProgram program, PtNDArray cos, PtNDArray sin, ModelConfig config) {
    this.program = program;
    this.cos = cos;
    this.sin = sin;
    this.config = config;
  }

  /**
   * Loads the program for a model; it lives as long as the manager.
   *
   * @param lora the adapters that the parameters have slots for; null where they have none
   */
  static DecoderProgram load(PtNDManager manager, ModelConfig config, @Nullable LoraSettings lora)
      throws IOException {
    TorchProgram program =
        TorchProgram.load(manager, "Decoder", source(config, lora, manager.getDevice().isGpu()));
    Rope rope = Rope.of(config);
    Shape shape = new Shape(config.maxPositions(), config.headDim() / 2);
    return new DecoderProgram(
        program,
        (PtNDArray) manager.create(rope.cosines(config.maxPositions()), shape),
        (PtNDArray) manager.create(rope.sines(config.maxPositions()), shape),
        config);
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

  /** Calls a method; see {@link TorchProgram#call}. */
  NDList call(PtNDManager manager, String method, Object... arguments) {
    return program.call(manager, method, arguments);
  }

  /** The program's text with the architecture's constants filled in. */
  private static String source(ModelConfig config, @Nullable LoraSettings lora, boolean onGpu)
      throws IOException {
    StringBuilder template = new StringBuilder();
    for (String file : FILES) {
      template.append(TorchProgram.text(file));
    }
    // Longer names first: one name may contain another.
    return template
        .toString()
        .replace("INVERSE_ROOT_DIM", Double.toString(1 / Math.sqrt(config.hiddenSize())))
        .replace("KV_HEADS", Integer.toString(config.keyValueHeads()))
        .replace("QKV_BIAS", constant(config.attentionBias()))
        .replace("OUTPUT_BIAS", constant(config.outputBias()))
        .replace("QK_NORM", constant(config.queryKeyNorm()))
        .replace("HEAD_DIM", Integer.toString(config.headDim()))
        .replace("ON_GPU", constant(onGpu))
        .replace("FLOAT_PRODUCT", floatProduct(onGpu))
        .replace("LONGEST_IN_BLOCKS", Integer.toString(LONGEST_IN_BLOCKS))
        .replace("BLOCK", Integer.toString(BLOCK))
        .replace("HEADS", Integer.toString(config.heads()))
        .replace("LAYERS", Integer.toString(config.layers()))
        .replace("SLOTS", Integer.toString(PackedLayout.slotsOfLayer(lora)))
        .replace("LORA", constant(lora != null))
        .replace("SCALE", Double.toString(lora == null ? 1 : lora.scale()))
        .replace("EPS", Double.toString(config.normEpsilon()));
  }

  /** The quickest product of float32 tensors {@code x} and {@code w}, turned, with a bias. */
  static String floatProduct(boolean onGpu) {
    boolean x86 = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    return x86 && !onGpu ? ONEDNN_PRODUCT : USUAL_PRODUCT;
  }

  private static String constant(boolean value) {
    return value ? "True" : "False";
  }
}
