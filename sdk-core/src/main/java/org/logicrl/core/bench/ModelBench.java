package org.logicrl.core.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.logicrl.api.PluginContext;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.Choice;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;
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
  private final LearnerSettings learnerSettings;
  private final Stopwatch stopwatch;
  private final Backend backend;
  private final Path folder;
  private final Path model;
  private final int[] words;

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
    Choice<Backend> choice =
        binder.choice("learner", Selector.backend("The engine."), catalog.backends());
    Bound<LearnerSettings> learner = binder.section("learner", LearnerSettings.class);
    binder.finish();
    this.settings = shape.value();
    this.learnerSettings = learner.value();
    this.stopwatch = new Stopwatch(bench.value());
    this.folder = Files.createTempDirectory("logicrl-bench");
    this.model = folder.resolve("model");
    this.backend = choice.create(new PluginContext(SEED, folder));
    String corpus =
        IntStream.range(0, settings.vocabulary())
            .mapToObj(i -> "w" + i)
            .collect(Collectors.joining(" "));
    try {
      backend.initialize(model, settings.shape(), List.of(corpus), SEED);
      this.words = backend.tokenizer(model).encode(corpus);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Tokens generated in a second; the time to read the prompts counts. */
  public List<Figure> rollout() throws IOException {
    int rows = settings.prompts() * settings.completions();
    // Without stop tokens, every completion has its full length.
    Sampling sampling = new Sampling(1, 0, 1, settings.newTokens(), List.of());
    Tokens prompts = random(settings.prompts(), settings.promptTokens());
    try (Generator generator = backend.generator(model)) {
      double seconds =
          stopwatch.seconds(
              repetition -> {
                long[] keys = new long[rows];
                Arrays.setAll(keys, i -> RandomStream.key(SEED, "bench", repetition, i));
                generator.generate(prompts, settings.completions(), sampling, keys);
              });
      return List.of(
          new Figure("generated", rows * (double) settings.newTokens() / seconds, "tokens/s"));
    }
  }

  /** Tokens of prompts and completions that go forward, backward and into a step in a second. */
  public List<Figure> learn() throws IOException {
    int rows = settings.prompts() * settings.completions();
    int length = settings.promptTokens() + settings.newTokens();
    int[] promptLengths = new int[rows];
    Arrays.fill(promptLengths, settings.promptTokens());
    Sequences sequences = new Sequences(random(rows, length), promptLengths);
    float derivative = -1f / sequences.responses().total();
    try (Learner learner = backend.learner(model, learnerSettings.optimizer())) {
      double seconds =
          stopwatch.seconds(
              repetition ->
                  learner.update(
                      sequences,
                      1,
                      learnerSettings.learningRate(),
                      (micro, scores) -> {
                        float[] derivatives = new float[scores.logProbs().length];
                        Arrays.fill(derivatives, derivative);
                        return new Learner.TokenGradients(derivatives, null);
                      }));
      return List.of(new Figure("learned", rows * (double) length / seconds, "tokens/s"));
    }
  }

  private Tokens random(int rows, int length) {
    RandomStream random = new RandomStream(RandomStream.key(SEED, "bench-tokens", rows, length));
    List<int[]> sequences = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int[] tokens = new int[length];
      Arrays.setAll(tokens, i -> words[random.nextInt(words.length)]);
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
