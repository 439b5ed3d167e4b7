package org.logicrl.backends.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.ModelTokenizer;
import org.logicrl.backends.checkpoint.NewModel;

/** Generates, scores and learns with PyTorch, from Hugging Face model folders. */
final class PyTorchBackend implements Backend {

  private final PyTorchSettings settings;

  PyTorchBackend(PyTorchSettings settings) {
    this.settings = settings;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.values());
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
    Opened opened = open(model, false, false);
    return new TorchGenerator(
        opened.manager, opened.program, opened.parameters, settings.generationBatch());
  }

  @Override
  public Scorer scorer(Path model) throws IOException {
    return scorer(open(model, false, false));
  }

  @Override
  public Learner learner(Path model, OptimizerSettings optimizer) throws IOException {
    Opened opened = open(model, false, true);
    return new TorchLearner(
        opened.manager,
        opened.folder,
        opened.parameters,
        scorer(opened),
        opened.optimizer(optimizer),
        settings.microBatchTokens());
  }

  @Override
  public ValueModel valueModel(Path model, OptimizerSettings optimizer) throws IOException {
    Opened opened = open(model, true, true);
    return new TorchValueModel(
        opened.manager,
        opened.folder,
        opened.program,
        opened.parameters,
        opened.optimizer(optimizer),
        settings.microBatchTokens());
  }

  @Override
  public void close() {
    // Each object owns its tensors; the engine itself lives as long as the JVM.
  }

  private TorchScorer scorer(Opened opened) {
    return new TorchScorer(
        opened.manager, opened.program, opened.parameters, settings.microBatchTokens());
  }

  private Opened open(Path model, boolean critic, boolean trainable) throws IOException {
    ModelFolder folder = ModelFolder.open(model);
    ModelConfig config = folder.config();
    PtNDManager manager = TorchEngine.newManager(settings.resolvedThreads());
    try {
      Parameters parameters =
          Parameters.load(
              manager,
              critic ? PackedLayout.critic(config) : PackedLayout.policy(config),
              critic ? ValueHead.source(folder) : folder::floats,
              trainable);
      return new Opened(folder, manager, DecoderProgram.load(manager, config), parameters);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** A model brought to the engine. */
  private record Opened(
      ModelFolder folder, PtNDManager manager, DecoderProgram program, Parameters parameters) {

    AdamW optimizer(OptimizerSettings settings) {
      return new AdamW(program, manager, settings, parameters.packed());
    }
  }
}
