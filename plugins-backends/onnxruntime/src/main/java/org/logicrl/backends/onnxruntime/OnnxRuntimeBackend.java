package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.ModelTokenizer;
import org.logicrl.backends.checkpoint.NewModel;
import org.logicrl.backends.checkpoint.StopStrings;
import org.logicrl.backends.onnxruntime.DecoderGraph.Purpose;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;

/** Generates and scores with ONNX Runtime, from Hugging Face model folders. */
final class OnnxRuntimeBackend implements Backend {

  /** The engine's variable for the attention that is quicker here; the launcher sets it. */
  private static final String PLAIN_ATTENTION = "ORT_GQA_DISABLE_FLASH_ATTENTION";

  private final OnnxRuntimeSettings settings;
  private final Supplier<DeviceChoice> choosing;
  private @Nullable DeviceChoice chosen;

  /** A backend on the device of the settings. */
  OnnxRuntimeBackend(OnnxRuntimeSettings settings) {
    this(settings, () -> DeviceChoice.of(settings, Machine.here()));
  }

  /**
   * A backend on a device.
   *
   * @param choosing asked once, when the device is needed
   */
  OnnxRuntimeBackend(OnnxRuntimeSettings settings, Supplier<DeviceChoice> choosing) {
    this.settings = settings;
    this.choosing = choosing;
  }

  private synchronized DeviceChoice choice() {
    DeviceChoice choice = chosen;
    if (choice == null) {
      choice = choosing.get();
      chosen = choice;
    }
    return choice;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.GENERATE, Capability.SCORE, Capability.INITIALIZE);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "ONNX Runtime",
        Ort.call(OrtEnvironment::getVersion),
        "threads",
        Integer.toString(settings.resolvedThreads()),
        "device",
        choice().description(),
        "plain attention",
        // The other one gives other last bits.
        Objects.requireNonNullElse(System.getenv(PLAIN_ATTENTION), "0"));
  }

  @Override
  public Tokenizer tokenizer(Path model) throws IOException {
    return ModelTokenizer.open(model);
  }

  @Override
  public void initialize(Path folder, ModelShape shape, Iterable<String> corpus, long seed)
      throws IOException {
    NewModel.write(folder, shape, corpus, seed);
  }

  @Override
  public Generator generator(Path model) throws IOException {
    DecoderSession session = open(ModelFolder.open(model), Purpose.GENERATE);
    return new OrtGenerator(session, new StopStrings(model), settings);
  }

  @Override
  public Scorer scorer(Path model) throws IOException {
    return new OrtScorer(open(ModelFolder.open(model), Purpose.SCORE), settings);
  }

  /** A session with the weights of the folder. */
  private DecoderSession open(ModelFolder folder, Purpose purpose) throws IOException {
    DecoderSession session =
        DecoderSession.open(folder.config(), settings, choice().device(), purpose);
    try {
      session.load(folder.weights(0));
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public OptionalDouble matrixProductSpeed(Capability use) {
    if (settings.precision() != Precision.FP32 || choice().device() != null) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(MatrixProducts.operationsPerSecond(settings.resolvedThreads()));
  }

  @Override
  public void close() {
    // Whoever generates or scores owns a session; the engine itself lives as long as the JVM.
  }
}
