package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.api.backend.Weights;

/**
 * What every {@link Backend} must fulfil, whatever engine it runs on. The author of a backend
 * extends this and says how to make one, and on which model to try it:
 *
 * <pre>{@code
 * final class MyBackendContractTest extends BackendContract {
 *   @Override
 *   protected Backend backend() {
 *     return new MyBackend(new MySettings(2));
 *   }
 *
 *   @Override
 *   protected Path model() {
 *     return Path.of("src/test/resources/tiny");
 *   }
 *
 *   @Override
 *   protected int vocabularySize() {
 *     return 192;
 *   }
 * }
 * }</pre>
 *
 * <p>The model should be tiny and random: a few layers, some hundred tokens, weights spread widely
 * enough (a standard deviation of 0.2) that its distributions are far from uniform.
 *
 * <p>What a backend does not offer is checked for being refused, and for nothing else.
 */
public abstract class BackendContract {

  /** The backend under test; each call makes a new one with the same settings. */
  protected abstract Backend backend();

  /**
   * The folder of a model without a value head, which reads at least 64 and at most 100,000 tokens.
   */
  protected abstract Path model();

  /** The number of rows of the model's embedding, at least 64. */
  protected abstract int vocabularySize();

  /**
   * The model's weights, for a generator to load: by default from the backend's own learner. A
   * backend that does not learn overrides this; without weights (null) loading is not checked.
   */
  protected @Nullable Weights weights() throws IOException {
    AtomicReference<@Nullable Weights> weights = new AtomicReference<>();
    withLearner(Gradients.SETTINGS, learner -> weights.set(learner.weights()));
    return weights.get();
  }

  /** What is checked of something that a backend opened. */
  @FunctionalInterface
  interface Check<T> {
    void run(T subject) throws IOException;
  }

  void withGenerator(Check<Generator> check) throws IOException {
    try (Backend backend = backend()) {
      if (backend.capabilities().contains(Capability.GENERATE)) {
        try (Generator generator = backend.generator(model())) {
          check.run(generator);
        }
      }
    }
  }

  void withScorer(Check<Scorer> check) throws IOException {
    try (Backend backend = backend()) {
      if (backend.capabilities().contains(Capability.SCORE)) {
        try (Scorer scorer = backend.scorer(model())) {
          check.run(scorer);
        }
      }
    }
  }

  void withLearner(OptimizerSettings settings, Check<Learner> check) throws IOException {
    withLearner(model(), settings, check);
  }

  void withLearner(Path folder, OptimizerSettings settings, Check<Learner> check)
      throws IOException {
    try (Backend backend = backend()) {
      if (backend.capabilities().contains(Capability.LEARN)) {
        try (Learner learner = backend.learner(folder, settings)) {
          check.run(learner);
        }
      }
    }
  }

  void withValueModel(Path folder, OptimizerSettings settings, Check<ValueModel> check)
      throws IOException {
    try (Backend backend = backend()) {
      if (backend.capabilities().contains(Capability.VALUE)) {
        try (ValueModel values = backend.valueModel(folder, settings)) {
          check.run(values);
        }
      }
    }
  }

  @Test
  void offersSomething() {
    try (Backend backend = backend()) {
      assertThat(backend.capabilities()).isNotEmpty();
    }
  }

  @Test
  void refusesWhatItDoesNotOffer(@TempDir Path folder) {
    try (Backend backend = backend()) {
      Set<Capability> missing = EnumSet.allOf(Capability.class);
      missing.removeAll(backend.capabilities());
      for (Capability capability : missing) {
        assertThatThrownBy(() -> open(backend, capability, model(), folder))
            .as("%s", capability)
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining(capability.name());
      }
    }
  }

  @Test
  void refusesAFolderThatHoldsNoModel(@TempDir Path folder) {
    try (Backend backend = backend()) {
      Set<Capability> opening = EnumSet.copyOf(backend.capabilities());
      opening.remove(Capability.INITIALIZE);
      for (Capability capability : opening) {
        for (Path path : List.of(folder, folder.resolve("missing"))) {
          assertThatThrownBy(() -> open(backend, capability, path, folder))
              .as("%s", capability)
              .isInstanceOf(ModelException.class)
              .hasMessageContaining(path.toString());
        }
      }
    }
  }

  @Test
  void makesANewModelThatItOpens(@TempDir Path folder) throws IOException {
    try (Backend backend = backend()) {
      if (backend.capabilities().contains(Capability.INITIALIZE)) {
        String text = "Zoey is a knight, and Oliver is a knave.";
        backend.initialize(
            folder.resolve("new"),
            new ModelShape(32, 2, 4, 2, 64, 64, 10_000, 0.2),
            List.of(text),
            1);
        Tokenizer tokenizer = backend.tokenizer(folder.resolve("new"));
        int[] ids = tokenizer.encode(text);
        assertThat(tokenizer.decode(ids, 0, ids.length, true)).isEqualTo(text);
        assertThat(tokenizer.stopTokens()).isNotEmpty();
        Set<Capability> opening = EnumSet.copyOf(backend.capabilities());
        opening.remove(Capability.INITIALIZE);
        for (Capability capability : opening) {
          open(backend, capability, folder.resolve("new"), folder);
        }
      }
    }
  }

  /** Opens, and closes, what a capability stands for. */
  private static void open(Backend backend, Capability capability, Path model, Path target)
      throws IOException {
    switch (capability) {
      case GENERATE -> backend.generator(model).close();
      case SCORE -> backend.scorer(model).close();
      case LEARN -> backend.learner(model, Gradients.SETTINGS).close();
      case VALUE -> backend.valueModel(model, Gradients.SETTINGS).close();
      case INITIALIZE ->
          backend.initialize(
              target.resolve("initialized"),
              new ModelShape(32, 2, 4, 2, 64, 64, 10_000, 0.2),
              List.of("a text"),
              1);
    }
  }

  /** What a generator must do. */
  @Nested
  class Generators extends GeneratorContract {
    @Override
    BackendContract backends() {
      return BackendContract.this;
    }
  }

  /** How a generator must take new weights. */
  @Nested
  class WeightHandOvers extends WeightHandOverContract {
    @Override
    BackendContract backends() {
      return BackendContract.this;
    }
  }

  /** What a scorer must do. */
  @Nested
  class Scorers extends ScorerContract {
    @Override
    BackendContract backends() {
      return BackendContract.this;
    }
  }

  /** What a learner must do. */
  @Nested
  class Learners extends LearnerContract {
    @Override
    BackendContract backends() {
      return BackendContract.this;
    }
  }

  /** What a critic must do. */
  @Nested
  class ValueModels extends ValueModelContract {
    @Override
    BackendContract backends() {
      return BackendContract.this;
    }
  }
}
