package org.logicrl.backends.onnxruntime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.ModelTokenizer;
import org.logicrl.backends.checkpoint.NewModel;
import org.logicrl.backends.checkpoint.StopStrings;

/** Generates with ONNX Runtime, from Hugging Face model folders. */
final class OnnxRuntimeBackend implements Backend {

  private final OnnxRuntimeSettings settings;

  OnnxRuntimeBackend(OnnxRuntimeSettings settings) {
    this.settings = settings;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.GENERATE, Capability.INITIALIZE);
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
    ModelFolder folder = ModelFolder.open(model);
    DecoderSession session = DecoderSession.open(folder.config(), settings);
    OrtGenerator generator = new OrtGenerator(session, new StopStrings(model), settings);
    try {
      generator.load(folder.weights(0));
      return generator;
    } catch (IOException | RuntimeException e) {
      generator.close();
      throw e;
    }
  }

  @Override
  public OptionalDouble matrixProductSpeed() {
    return OptionalDouble.of(MatrixProducts.operationsPerSecond(settings.resolvedThreads()));
  }

  @Override
  public void close() {
    // Each generator owns its session; the engine itself lives as long as the JVM.
  }
}
