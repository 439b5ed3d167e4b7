package org.logicrl.backends.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.StopStrings;

/** Generates, scores and learns with PyTorch, from Hugging Face model folders. */
final class PyTorchBackend implements Backend {

  private final PyTorchSettings settings;
  private final long seed;

  /**
   * A backend.
   *
   * @param seed of new adapters
   */
  PyTorchBackend(PyTorchSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.values());
  }

  @Override
  public Map<String, String> environment() {
    return TorchEngine.environment(settings);
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
    Opened opened =
        open(
            folder, PackedLayout.policy(folder.config(), null), folder::floats, parameter -> false);
    return new TorchGenerator(
        opened.manager,
        opened.program,
        opened.parameters,
        new StopStrings(model),
        settings.generationBatch());
  }

  @Override
  public Scorer scorer(Path model) throws IOException {
    ModelFolder folder = ModelFolder.open(model);
    PackedLayout layout = PackedLayout.policy(folder.config(), null);
    Opened opened = open(folder, layout, folder::floats, parameter -> false);
    return opened.make(() -> new TorchScorer(opened.model(settings, null)));
  }

  @Override
  public Learner learner(Path model, OptimizerSettings optimizer) throws IOException {
    LoraSettings lora = settings.lora();
    LoraFolder adapters = lora == null ? null : LoraFolder.open(model, lora, seed);
    ModelFolder folder = adapters == null ? ModelFolder.open(model) : adapters.base();
    PackedLayout layout = PackedLayout.policy(folder.config(), lora);
    Opened opened =
        adapters == null
            ? open(folder, layout, folder::floats, parameter -> true)
            : open(folder, layout, adapters.source(), LoraAdapter::isAdapter, lora);
    return opened.make(
        () ->
            new TorchLearner(
                folder,
                adapters,
                opened.parameters,
                opened.model(settings, lora),
                opened.optimizer(optimizer)));
  }

  @Override
  public ValueModel valueModel(Path model, OptimizerSettings optimizer) throws IOException {
    ModelFolder folder = ModelFolder.open(model);
    ValueHead head = ValueHead.open(folder);
    Opened opened =
        open(folder, PackedLayout.critic(folder.config()), head.source(), parameter -> true);
    return opened.make(
        () ->
            new TorchValueModel(
                head,
                opened.parameters,
                opened.model(settings, null),
                opened.optimizer(optimizer)));
  }

  @Override
  public OptionalDouble matrixProductSpeed(Capability use) {
    return MatrixProducts.operationsPerSecond(settings, use);
  }

  @Override
  public void close() {
    // Each object owns its tensors; the engine itself lives as long as the JVM.
  }

  private Opened open(
      ModelFolder folder,
      PackedLayout layout,
      Parameters.Source source,
      Predicate<Parameter> trainable)
      throws IOException {
    return open(folder, layout, source, trainable, null);
  }

  private Opened open(
      ModelFolder folder,
      PackedLayout layout,
      Parameters.Source source,
      Predicate<Parameter> trainable,
      @Nullable LoraSettings lora)
      throws IOException {
    PtNDManager manager = TorchEngine.newManager(settings);
    try {
      DecoderProgram program = DecoderProgram.load(manager, folder.config(), lora);
      Parameters parameters =
          Parameters.load(new HostMemory(program, manager), layout, source, trainable);
      return new Opened(manager, program, parameters);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** A model brought to the engine. */
  private record Opened(PtNDManager manager, DecoderProgram program, Parameters parameters) {

    /** What is made of it, which may not fit into memory beside it; then it goes, too. */
    <T> T make(Supplier<T> maker) {
      try {
        return maker.get();
      } catch (RuntimeException e) {
        manager.close();
        throw e;
      }
    }

    /** As it is trained and scored. */
    TorchModel model(PyTorchSettings settings, @Nullable LoraSettings lora) {
      if (settings.precision() == Precision.BF16) {
        int slots = PackedLayout.slotsOfLayer(lora);
        int layers = program.config().layers();
        parameters.lower(slot -> PackedLayout.ofProduct(slot, slots, layers));
      }
      return new TorchModel(manager, program, parameters.arguments(), settings);
    }

    AdamW optimizer(OptimizerSettings settings) {
      return new AdamW(program, manager, settings, parameters.trained());
    }
  }
}
