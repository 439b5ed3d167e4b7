package org.logicrl.api.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An engine that opens Hugging Face model folders and runs them.
 *
 * <p>What a backend can do it says in {@link #capabilities()}; the methods of other capabilities
 * throw. The loop checks the capabilities before the run begins. A model folder that cannot be used
 * is refused with a {@link ModelException}.
 *
 * <p>An implementor
 *
 * <ol>
 *   <li>must load a native engine at most once per JVM, and download nothing;
 *   <li>must give the same numbers for the same calls in the same order on the same machine;
 *   <li>must keep padding, layout and precision to itself: the API speaks of ragged tokens and
 *       floats;
 *   <li>must let every object it hands out be closed in any order before itself.
 * </ol>
 */
public interface Backend extends AutoCloseable {

  /** What this backend can do. */
  Set<Capability> capabilities();

  /** What a backend may offer. */
  enum Capability {
    /** {@link Backend#generator}. */
    GENERATE,
    /** {@link Backend#scorer}. */
    SCORE,
    /** {@link Backend#learner}. */
    LEARN,
    /** {@link Backend#valueModel}. */
    VALUE,
    /** {@link Backend#initialize}. */
    INITIALIZE
  }

  /**
   * Whether generators take over a learner's weights by {@link Generator#load}, as training needs
   * it. Where they do not, as with a server that has a model of its own, they serve evaluation
   * alone, and a run that trains is refused before it begins.
   */
  default boolean takesWeights() {
    return true;
  }

  /**
   * What its numbers depend on beside its settings and the seed, by name: the versions of its
   * engine, the threads and the device in use. A run's description holds it, and a run that goes on
   * under other conditions says so.
   */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Opens the tokenizer of a model folder. */
  Tokenizer tokenizer(Path model) throws IOException;

  /** Opens a model for generation. */
  default Generator generator(Path model) throws IOException {
    throw unsupported(Capability.GENERATE);
  }

  /** Opens a frozen model for log-probabilities, such as the reference of a KL term. */
  default Scorer scorer(Path model) throws IOException {
    throw unsupported(Capability.SCORE);
  }

  /** Opens a model for training. */
  default Learner learner(Path model, OptimizerSettings optimizer) throws IOException {
    throw unsupported(Capability.LEARN);
  }

  /**
   * Opens a model as a critic: its trunk, with a head that predicts one value per token. A folder
   * that holds no such head gets one of zeros.
   */
  default ValueModel valueModel(Path model, OptimizerSettings optimizer) throws IOException {
    throw unsupported(Capability.VALUE);
  }

  /**
   * Writes a model folder with random weights and a tokenizer made from a corpus.
   *
   * @param folder where to write; must not exist or be empty
   * @param corpus texts; each different word becomes a token
   * @param seed of the weights
   */
  default void initialize(Path folder, ModelShape shape, Iterable<String> corpus, long seed)
      throws IOException {
    throw unsupported(Capability.INITIALIZE);
  }

  /**
   * How fast this machine multiplies large matrices through this engine, in the precision of a use:
   * additions and multiplications per second, measured now. Nothing so used is faster. Empty where
   * the engine cannot measure it, and for {@link Capability#GENERATE} also where weights and caches
   * are no floats in the processor's memory, as decoding is compared with the speed of that, too.
   */
  default OptionalDouble matrixProductSpeed(Capability use) {
    return OptionalDouble.empty();
  }

  /** Releases the engine's memory. */
  @Override
  void close();

  private UnsupportedOperationException unsupported(Capability capability) {
    return new UnsupportedOperationException(
        getClass().getName() + " does not offer " + capability + ", only " + capabilities());
  }
}
