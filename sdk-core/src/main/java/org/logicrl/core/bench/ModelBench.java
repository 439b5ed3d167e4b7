package org.logicrl.core.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.logicrl.api.PluginContext;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.Choice;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.experiment.Backends;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.AtomicFiles;
import org.logicrl.core.settings.LearnerSettings;

/**
 * How fast an engine generates and learns, on a model with random weights in a temporary folder.
 * All prompts have the same length, and so have all completions.
 */
public final class ModelBench implements AutoCloseable {

  private static final long SEED = 1;

  private final ModelBenchSettings settings;
  private final SweepSettings sweepSettings;
  private final LearnerSettings learnerSettings;
  private final Stopwatch stopwatch;
  private final Choice<Backend> choice;
  private final Backend backend;
  private final Path folder;
  private final Path model;
  private final int[] words;

  /** All tokens of the model as it is made, those that the tokenizer adds included. */
  private final int tokens;

  /**
   * Makes the model.
   *
   * @param loaded a configuration with the sections {@code bench} and {@code learner}, of which the
   *     latter chooses the engine
   */
  public ModelBench(LoadedConfig loaded, PluginCatalog catalog) throws IOException {
    SettingsBinder binder = loaded.binder();
    Bound<BenchSettings> bench = binder.section("bench", BenchSettings.class);
    Bound<ModelBenchSettings> shape = binder.section("bench", ModelBenchSettings.class);
    Bound<SweepSettings> sweep = binder.section("bench", SweepSettings.class);
    Choice<Backend> choice =
        binder.choice("learner", Selector.backend("The engine."), catalog.backends());
    Bound<LearnerSettings> learner = binder.section("learner", LearnerSettings.class);
    binder.finish();
    this.settings = shape.value();
    this.sweepSettings = sweep.value();
    this.learnerSettings = learner.value();
    this.stopwatch = new Stopwatch(bench.value());
    this.choice = choice;
    this.folder = Files.createTempDirectory("logicrl-bench");
    this.model = folder.resolve("model");
    try {
      this.backend = choice.create(new PluginContext(SEED, folder));
    } catch (RuntimeException e) {
      AtomicFiles.deleteTree(folder);
      throw e;
    }
    String corpus =
        IntStream.range(0, settings.vocabulary())
            .mapToObj(ModelBench::word)
            .collect(Collectors.joining(" "));
    try {
      require(Capability.INITIALIZE);
      backend.initialize(model, settings.shape(), List.of(corpus), SEED);
      Tokenizer tokenizer = backend.tokenizer(model);
      this.words = tokenizer.encode(corpus);
      this.tokens = tokenizer.size();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void require(Capability capability) {
    Backends.require(backend, choice, "learner", capability, "choose another backend");
  }

  /** Tokens generated in a second; the time to read the prompts counts. */
  public List<Figure> rollout() throws IOException {
    require(Capability.GENERATE);
    int rows = settings.prompts() * settings.completions();
    Tokens prompts = random(words, settings.prompts(), settings.promptTokens());
    try (Generator generator = backend.generator(model)) {
      double seconds = seconds(generator, prompts, settings.completions(), settings.newTokens());
      return List.of(
          new Figure("generated", rows * (double) settings.newTokens() / seconds, "tokens/s"),
          new Figure("vocabulary", tokens, "tokens"));
    }
  }

  /**
   * Tokens decoded in a second, for more and for longer sequences, beside what the machine allows.
   *
   * @throws org.logicrl.api.UnusableSettingsException when the sequences do not fit into the model
   */
  public DecodeSweep sweep() throws IOException {
    require(Capability.GENERATE);
    sweepSettings.requireFits(settings);
    DecodeLimits before = limits();
    Map<SweepSettings.Batch, Double> speeds = new LinkedHashMap<>();
    try (Generator generator = backend.generator(model)) {
      for (SweepSettings.Batch batch : sweepSettings.batches()) {
        speeds.put(batch, decodingSpeed(generator, batch));
      }
    }
    DecodeLimits limits = before.raisedTo(limits());
    List<DecodeSweep.Point> points = new ArrayList<>();
    speeds.forEach(
        (batch, speed) -> {
          double cached = batch.length() + settings.newTokens() / 2.0;
          points.add(
              new DecodeSweep.Point(
                  batch.sequences(),
                  batch.length(),
                  speed,
                  limits.memoryAllows(batch.sequences(), cached),
                  limits.productsAllow(batch.sequences(), cached)));
        });
    List<Figure> figures = new ArrayList<>(limits.figures());
    figures.add(new Figure("vocabulary", tokens, "tokens"));
    return new DecodeSweep(List.copyOf(points), List.copyOf(figures));
  }

  /** What the machine allows now. */
  private DecodeLimits limits() {
    return new DecodeLimits(
        settings.shape(),
        tokens,
        MemoryBandwidth.measure(),
        backend.matrixProductSpeed(Capability.GENERATE));
  }

  /** What reading the prompts takes is in the time for two tokens, and taken off. */
  private double decodingSpeed(Generator generator, SweepSettings.Batch batch) {
    int completions = batch.sequences() / batch.prompts();
    Tokens prompts = random(words, batch.prompts(), batch.length());
    double all = seconds(generator, prompts, completions, settings.newTokens());
    double reading = seconds(generator, prompts, completions, SweepSettings.UNCOUNTED);
    double decoded = batch.sequences() * (double) (settings.newTokens() - SweepSettings.UNCOUNTED);
    return decoded / (all - reading);
  }

  /** The median seconds of a rollout. */
  private double seconds(Generator generator, Tokens prompts, int completions, int newTokens) {
    // Without stop tokens, every completion has its full length.
    Sampling sampling = new Sampling(1, 0, 1, newTokens, List.of());
    return stopwatch.seconds(
        repetition -> {
          long[] keys = new long[prompts.spans().count() * completions];
          Arrays.setAll(keys, i -> RandomStream.key(SEED, "bench", repetition, i));
          generator.generate(prompts, completions, sampling, keys);
        });
  }

  /**
   * Tokens of prompts and completions that go forward, backward and into a step in a second; which
   * share that is of what the machine can multiply; and what memory many steps take.
   *
   * @param name what is said of these tokens
   */
  public List<Figure> learn(String name) throws IOException {
    require(Capability.LEARN);
    int rows = settings.prompts() * settings.completions();
    int length = settings.promptTokens() + settings.newTokens();
    int vocabulary = vocabulary();
    Sequences sequences = sequences(IntStream.range(0, vocabulary).toArray());
    float derivative = -1f / sequences.responses().total();
    ResidentMemory memory = new ResidentMemory();
    OptionalDouble ceiling = backend.matrixProductSpeed(Capability.LEARN);
    try (Learner learner = backend.learner(model, learnerSettings.optimizer())) {
      double seconds =
          stopwatch.seconds(
              repetition -> {
                learner.update(
                    sequences,
                    1,
                    learnerSettings.learningRate(),
                    (micro, scores) -> {
                      float[] derivatives = new float[scores.logProbs().length];
                      Arrays.fill(derivatives, derivative);
                      return new Learner.TokenGradients(derivatives, null);
                    });
                memory.afterStep(repetition + 1);
              });
      List<Figure> figures = new ArrayList<>();
      figures.add(new Figure(name, rows * (double) length / seconds, "tokens/s"));
      if (ceiling.isPresent()) {
        double done = StepOperations.of(settings, vocabulary) / seconds;
        figures.add(new Figure("large matrix products", ceiling.getAsDouble() * 1e-9, "GFLOP/s"));
        figures.add(new Figure("share of them", 100 * done / ceiling.getAsDouble(), "%"));
      }
      figures.add(new Figure("vocabulary", vocabulary, "tokens"));
      figures.addAll(memory.figures());
      return figures;
    }
  }

  /** Leaves the model as many tokens as the settings say, where it can be; returns how many. */
  private int vocabulary() throws IOException {
    if (!FewerTokens.possible(model)) {
      return tokens;
    }
    FewerTokens.keep(model, settings.vocabulary());
    return settings.vocabulary();
  }

  /** Completions of the same prompt lie side by side, as rollouts do. */
  private Sequences sequences(int[] ids) {
    int rows = settings.prompts() * settings.completions();
    Tokens prompts = random(ids, settings.prompts(), settings.promptTokens());
    Tokens responses = random(ids, rows, settings.newTokens());
    List<int[]> joined = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int[] prompt = prompts.row(row / settings.completions());
      int[] sequence = Arrays.copyOf(prompt, prompt.length + settings.newTokens());
      System.arraycopy(responses.row(row), 0, sequence, prompt.length, settings.newTokens());
      joined.add(sequence);
    }
    int[] promptLengths = new int[rows];
    Arrays.fill(promptLengths, settings.promptTokens());
    return new Sequences(Tokens.of(joined), promptLengths);
  }

  /** The i-th word of letters alone: of digits, a tokenizer makes several tokens. */
  private static String word(int i) {
    StringBuilder word = new StringBuilder();
    for (int rest = i; rest >= 0; rest = rest / 26 - 1) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }

  private static Tokens random(int[] ids, int rows, int length) {
    RandomStream random = new RandomStream(RandomStream.key(SEED, "bench-tokens", rows, length));
    List<int[]> sequences = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int[] tokens = new int[length];
      Arrays.setAll(tokens, i -> ids[random.nextInt(ids.length)]);
      sequences.add(tokens);
    }
    return Tokens.of(sequences);
  }

  @Override
  public void close() throws IOException {
    backend.close();
    AtomicFiles.deleteTree(folder);
  }
}
