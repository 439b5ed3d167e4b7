package org.logicrl.backends.onnxruntime;

import static org.logicrl.backends.onnxruntime.OnnxGraph.CONTRIB;
import static org.logicrl.backends.onnxruntime.OnnxGraph.NONE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.onnxruntime.WeightFormat.Stored;

/**
 * Writes the decoder of a model as an ONNX graph.
 *
 * <p>One graph reads prompts and decodes. Its inputs:
 *
 * <ul>
 *   <li>{@code tokens} [batch, length]: the new tokens of each sequence, padded on the right. More
 *       than one token only at the beginning of a sequence, or in a batch of one.
 *   <li>{@code rows} [asked]: flat positions, in batch x length, of the tokens whose successors are
 *       asked for: the last one of each sequence, or those before the ones to score.
 *   <li>{@code last} [batch]: how many tokens each sequence has, the new ones included, less one.
 *   <li>{@code total} []: the most tokens of a sequence, the new ones included.
 *   <li>{@code inverse_temperature} []: what the logits are multiplied by.
 *   <li>{@code past_key_i}, {@code past_value_i} [batch, keyValueHeads, capacity, head]: the caches
 *       of layer i. The outputs {@code key_i} and {@code value_i} must be the same tensors: the
 *       attention writes the new tokens into them.
 * </ul>
 *
 * <p>Its results, to generate: {@code probabilities} [asked, vocabulary] of the next token and
 * {@code logits} that they were made from, before the temperature. To score, there is another
 * input, {@code targets} [asked], the successors themselves, and the results are {@code
 * log_probabilities} [asked] of them and {@code entropies} [asked].
 *
 * <p>The output projection of the last layer, and all that follows, see only the tokens whose
 * successors are asked for.
 */
final class DecoderGraph {

  static final String TOKENS = "tokens";
  static final String ROWS = "rows";
  static final String LAST = "last";
  static final String TOTAL = "total";
  static final String INVERSE_TEMPERATURE = "inverse_temperature";
  static final String PROBABILITIES = "probabilities";
  static final String LOGITS = "logits";
  static final String TARGETS = "targets";
  static final String LOG_PROBABILITIES = "log_probabilities";
  static final String ENTROPIES = "entropies";
  static final String COSINES = "cosines";
  static final String SINES = "sines";

  private static final Map<String, Object> LAST_AXIS = Map.of("axis", -1L);
  private static final long FLOAT = ElementKind.FLOAT.code();

  private final OnnxGraph graph = new OnnxGraph();
  private final ModelConfig config;
  private final HeadLayout heads;
  private final PackedWeights weights;
  private final ElementKind element;
  private final Purpose purpose;

  private DecoderGraph(
      ModelConfig config, PackedWeights weights, ElementKind element, Purpose purpose) {
    this.config = config;
    this.heads = HeadLayout.of(config);
    this.weights = weights;
    this.element = element;
    this.purpose = purpose;
  }

  /** What the results are for. */
  enum Purpose {
    /** To draw the next tokens. */
    GENERATE,
    /** To know how likely given tokens are. */
    SCORE
  }

  /**
   * The encoded model.
   *
   * @param constants the tensors of the weights and the rotary tables
   * @param element of caches, rotary tables and all that is computed in between
   * @param purpose of the results
   * @param external whether the session is given the constants; otherwise each run is
   */
  static byte[] write(
      ModelConfig config,
      PackedWeights weights,
      Set<Stored> constants,
      ElementKind element,
      Purpose purpose,
      boolean external) {
    DecoderGraph decoder = new DecoderGraph(config, weights, element, purpose);
    for (Stored tensor : constants) {
      if (external) {
        decoder.graph.weight(tensor.name(), tensor.kind(), tensor.shape());
      } else {
        Object[] shape = Arrays.stream(tensor.shape()).boxed().toArray();
        decoder.graph.input(tensor.name(), tensor.kind(), shape);
      }
    }
    decoder.write();
    return decoder.graph.toModel();
  }

  /** The name of the cache of a layer as an output; the input's has {@code past_} before it. */
  static String key(int layer) {
    return "key_" + layer;
  }

  /** See {@link #key}. */
  static String value(int layer) {
    return "value_" + layer;
  }

  /** The input that belongs to the output of a cache. */
  static String past(String cache) {
    return "past_" + cache;
  }

  private void write() {
    graph.input(TOKENS, ElementKind.INT64, "batch", "length");
    graph.input(ROWS, ElementKind.INT64, "asked");
    graph.input(LAST, ElementKind.INT32, "batch");
    graph.input(TOTAL, ElementKind.INT32);
    graph.input(INVERSE_TEMPERATURE, ElementKind.FLOAT);
    for (int layer = 0; layer < config.layers(); layer++) {
      for (String cache : List.of(key(layer), value(layer))) {
        Object[] shape = {"batch", config.keyValueHeads(), "capacity", heads.padded()};
        graph.input(past(cache), element, shape);
        graph.output(cache, element, shape);
      }
    }
    graph.constant("flat_attended", -1, queryWidth());
    graph.constant("flat_hidden", -1, config.hiddenSize());
    if (config.queryKeyNorm()) {
      graph.constant("query_key_value", queryWidth(), keyValueWidth(), keyValueWidth());
      graph.constant("query_heads", 0, 0, config.heads(), heads.padded());
      graph.constant("key_heads", 0, 0, config.keyValueHeads(), heads.padded());
      graph.constant("joined_heads", 0, 0, -1);
    }
    String stream = graph.node("Gather", "embedding", TOKENS);
    String normed = norm(stream, "attention_norm_0", config.normEpsilon());
    for (int layer = 0; layer < config.layers(); layer++) {
      boolean lastLayer = layer + 1 == config.layers();
      String attended = attention(normed, layer);
      if (lastLayer) {
        attended = asked(attended, "flat_attended");
        stream = asked(stream, "flat_hidden");
      }
      String output = product(attended, "output_" + layer);
      String bias = config.outputBias() ? "output_bias_" + layer : NONE;
      Sum afterAttention = sum(stream, output, "mlp_norm_" + layer, bias);
      String mlp = mlp(afterAttention.normed(), layer);
      String nextNorm = lastLayer ? "final_norm" : "attention_norm_" + (layer + 1);
      Sum afterMlp = sum(afterAttention.stream(), mlp, nextNorm, NONE);
      stream = afterMlp.stream();
      normed = afterMlp.normed();
    }
    if (element == ElementKind.FLOAT) {
      weights.product(graph, normed, "head", LOGITS);
    } else {
      standard("Cast", List.of(product(normed, "head")), LOGITS, Map.of("to", FLOAT));
    }
    String scaled = graph.node("Mul", LOGITS, INVERSE_TEMPERATURE);
    switch (purpose) {
      case GENERATE -> distributions(scaled);
      case SCORE -> scores(scaled);
    }
  }

  private void distributions(String scaled) {
    standard("Softmax", List.of(scaled), PROBABILITIES, LAST_AXIS);
    graph.output(LOGITS, ElementKind.FLOAT, "asked", config.vocabSize());
    graph.output(PROBABILITIES, ElementKind.FLOAT, "asked", config.vocabSize());
  }

  private void scores(String scaled) {
    graph.input(TARGETS, ElementKind.INT64, "asked");
    graph.constant("targets_axis", 1);
    graph.constant("tokens_axis", -1);
    graph.constant("flat", -1);
    String logs = graph.node("LogSoftmax", List.of(scaled), LAST_AXIS);
    String column = graph.node("Unsqueeze", TARGETS, "targets_axis");
    String chosen = graph.node("GatherElements", List.of(logs, column), LAST_AXIS);
    standard("Reshape", List.of(chosen, "flat"), LOG_PROBABILITIES, Map.of());
    // The engine's softmax is quicker than its exponential.
    String parts = graph.node("Mul", logs, graph.node("Softmax", List.of(scaled), LAST_AXIS));
    String sum = graph.node("ReduceSum", List.of(parts, "tokens_axis"), Map.of("keepdims", 0L));
    standard("Neg", List.of(sum), ENTROPIES, Map.of());
    graph.output(LOG_PROBABILITIES, ElementKind.FLOAT, "asked");
    graph.output(ENTROPIES, ElementKind.FLOAT, "asked");
  }

  private long queryWidth() {
    return (long) config.heads() * heads.padded();
  }

  private long keyValueWidth() {
    return (long) config.keyValueHeads() * heads.padded();
  }

  private void standard(
      String operator, List<String> inputs, String output, Map<String, Object> attributes) {
    graph.node("", operator, inputs, List.of(output), attributes);
  }

  private String product(String x, String matrix) {
    String product = graph.fresh("product");
    weights.product(graph, x, matrix, product);
    return product;
  }

  /** RMSNorm, Zhang and Sennrich, arXiv 1910.07467. */
  private String norm(String x, String weight, double epsilon) {
    return graph.node(
        "SimplifiedLayerNormalization",
        List.of(x, weight),
        Map.of("axis", -1L, "epsilon", (float) epsilon));
  }

  /** The residual stream after an addition, and its norm. */
  private record Sum(String stream, String normed) {}

  /** Adds to the residual stream and takes the norm, in one pass over the values. */
  private Sum sum(String stream, String addend, String normWeight, String bias) {
    Sum sum = new Sum(graph.fresh("stream"), graph.fresh("normed"));
    graph.node(
        CONTRIB,
        "SkipSimplifiedLayerNormalization",
        List.of(stream, addend, normWeight, bias),
        List.of(sum.normed(), NONE, NONE, sum.stream()),
        Map.of("epsilon", (float) config.normEpsilon()));
    return sum;
  }

  /** The rows of a [batch, length, width] tensor whose successors are asked for: [asked, width]. */
  private String asked(String x, String flatShape) {
    return graph.node("Gather", graph.node("Reshape", x, flatShape), ROWS);
  }

  private String attention(String x, int layer) {
    String packed = product(x, "qkv_" + layer);
    if (config.attentionBias()) {
      packed = graph.node("Add", packed, "qkv_bias_" + layer);
    }
    List<String> queryKeyValue =
        config.queryKeyNorm() ? normedHeads(packed, layer) : List.of(packed, NONE, NONE);
    String attended = graph.fresh("attended");
    // The rotary tables scale the scores, see HeadLayout: with another scale than 1, the engine
    // takes a much slower product for a single query.
    graph.node(
        CONTRIB,
        "GroupQueryAttention",
        List.of(
            queryKeyValue.get(0),
            queryKeyValue.get(1),
            queryKeyValue.get(2),
            past(key(layer)),
            past(value(layer)),
            LAST,
            TOTAL,
            COSINES,
            SINES),
        List.of(attended, key(layer), value(layer)),
        Map.of(
            "num_heads",
            (long) config.heads(),
            "kv_num_heads",
            (long) config.keyValueHeads(),
            "scale",
            1f,
            "do_rotary",
            1L));
    return attended;
  }

  /** Queries, keys and values, of which the former two are normalised head by head. */
  private List<String> normedHeads(String packed, int layer) {
    String query = graph.fresh("query");
    String key = graph.fresh("key");
    String value = graph.fresh("value");
    graph.node(
        "",
        "Split",
        List.of(packed, "query_key_value"),
        List.of(query, key, value),
        Map.of("axis", -1L));
    return List.of(
        normedHeads(query, "query_heads", "query_norm_" + layer),
        normedHeads(key, "key_heads", "key_norm_" + layer),
        value);
  }

  private String normedHeads(String x, String shape, String weight) {
    String apart = graph.node("Reshape", x, shape);
    String normed = norm(apart, weight, config.normEpsilon() / heads.fill());
    return graph.node("Reshape", normed, "joined_heads");
  }

  private String mlp(String x, int layer) {
    String gate = product(x, "gate_" + layer);
    String activated = graph.fresh("activated");
    // With this alpha it is SiLU: x * sigmoid(x), in one pass.
    graph.node(CONTRIB, "QuickGelu", List.of(gate), List.of(activated), Map.of("alpha", 1f));
    String up = product(x, "up_" + layer);
    return product(graph.node("Mul", activated, up), "down_" + layer);
  }
}
