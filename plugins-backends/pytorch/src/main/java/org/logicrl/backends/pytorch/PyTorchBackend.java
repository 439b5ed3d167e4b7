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
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.ModelTokenizer;
import org.logicrl.backends.checkpoint.NewModel;
import org.logicrl.backends.checkpoint.StopStrings;

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
    Opened opened = openPolicy(model, false);
    return new TorchGenerator(
        opened.manager,
        opened.program,
        opened.parameters,
        new StopStrings(model),
        settings.generationBatch());
  }

  @Override
  public Scorer scorer(Path model) throws IOException {
    return scorer(openPolicy(model, false));
  }

  @Override
  public Learner learner(Path model, OptimizerSettings optimizer) throws IOException {
    Opened opened = openPolicy(model, true);
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
    ModelFolder folder = ModelFolder.open(model);
    ValueHead head = ValueHead.open(folder);
    Opened opened = open(folder, PackedLayout.critic(folder.config()), head.source(), true);
    return new TorchValueModel(
        opened.manager,
        head,
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

  private Opened openPolicy(Path model, boolean trainable) throws IOException {
    ModelFolder folder = ModelFolder.open(model);
    return open(folder, PackedLayout.policy(folder.config()), folder::floats, trainable);
  }

  private Opened open(
      ModelFolder folder, PackedLayout layout, Parameters.Source source, boolean trainable)
      throws IOException {
    PtNDManager manager = TorchEngine.newManager(settings.resolvedThreads());
    try {
      Parameters parameters = Parameters.load(manager, layout, source, trainable);
      return new Opened(folder, manager, DecoderProgram.load(manager, folder.config()), parameters);
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
