package org.logicrl.backends.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.Parameter.Kind;

/**
 * Every weight of a decoder, by role and in a fixed order: embedding, layers, final norm, head.
 * Engines address weights through it instead of spelling names.
 */
public final class ParameterLayout {

  private final Parameter embedding;
  private final List<LayerParameters> layers;
  private final Parameter finalNorm;
  private final Parameter head;
  private final List<Parameter> all;

  private ParameterLayout(ModelConfig config) {
    embedding =
        new Parameter(
            "model.embed_tokens.weight", Kind.MATRIX, config.vocabSize(), config.hiddenSize());
    layers =
        IntStream.range(0, config.layers())
            .mapToObj(layer -> LayerParameters.of(config, layer))
            .toList();
    finalNorm = new Parameter("model.norm.weight", Kind.NORM, config.hiddenSize());
    head =
        config.tiedEmbeddings()
            ? embedding
            : new Parameter("lm_head.weight", Kind.MATRIX, config.vocabSize(), config.hiddenSize());
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(embedding);
    layers.forEach(layer -> parameters.addAll(layer.all()));
    parameters.add(finalNorm);
    if (!config.tiedEmbeddings()) {
      parameters.add(head);
    }
    all = List.copyOf(parameters);
  }

  /** The weights of a model. */
  public static ParameterLayout of(ModelConfig config) {
    return new ParameterLayout(config);
  }

  /** The token embedding [vocabulary, hidden]. */
  public Parameter embedding() {
    return embedding;
  }

  /** The decoder layers, first to last. */
  public List<LayerParameters> layers() {
    return layers;
  }

  /** The norm before the head. */
  public Parameter finalNorm() {
    return finalNorm;
  }

  /** The head [vocabulary, hidden]: the embedding itself where they are tied. */
  public Parameter head() {
    return head;
  }

  /** All weights, each once. */
  public List<Parameter> all() {
    return all;
  }

  /**
   * Refuses weights that are not those of a model.
   *
   * @param parameters all of the model
   * @throws IllegalArgumentException when one is missing, has another shape, or is too many
   */
  public static void requireFitting(
      Collection<Parameter> parameters, Map<String, Weights.Tensor> weights) {
    for (Parameter parameter : parameters) {
      Weights.Tensor given = weights.get(parameter.name());
      if (given == null || !Arrays.equals(given.shape(), parameter.shape())) {
        throw new IllegalArgumentException(
            "the weights do not fit the model: %s %s"
                .formatted(parameter.name(), given == null ? "is missing" : "has another shape"));
      }
    }
    if (weights.size() != parameters.size()) {
      throw new IllegalArgumentException(
          "the weights do not fit the model: they are %d, but the model has %d"
              .formatted(weights.size(), parameters.size()));
    }
  }

  /** The number of values in all weights. */
  public long size() {
    return all.stream().mapToLong(Parameter::size).sum();
  }
}
