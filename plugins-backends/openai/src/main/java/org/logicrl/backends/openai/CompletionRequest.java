package org.logicrl.backends.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;

/**
 * Writes requests for one completion each.
 *
 * <p>Every key of sampling is given even where it has its neutral value: what is left out, servers
 * take from the model's generation configuration or from defaults of their own.
 */
final class CompletionRequest {

  /** OpenAI's protocol takes no more. */
  private static final int MOST_STOPS = 4;

  private final ServedModel model;
  private final Server server;
  private final Tokenizer tokenizer;

  CompletionRequest(ServedModel model, Server server, Tokenizer tokenizer) {
    this.model = model;
    this.server = server;
    this.tokenizer = tokenizer;
  }

  /**
   * The body of a request.
   *
   * @param key of the sample, from which the server's seed is made
   * @throws UnusableSettingsException when the server cannot sample so
   */
  ObjectNode body(int[] prompt, Sampling sampling, long key) {
    ObjectNode body = ServerClient.MAPPER.createObjectNode();
    body.put("model", model.name());
    if (server.takesTokens()) {
      addAll(body.putArray("prompt"), prompt);
    } else {
      body.put("prompt", tokenizer.decode(prompt, 0, prompt.length, true));
    }
    body.put("n", 1).put("stream", false);
    body.put("max_tokens", sampling.maxTokens());
    body.put("temperature", sampling.temperature()).put("top_p", sampling.topP());
    body.put("seed", seed(key));
    switch (server) {
      case VLLM -> addVllm(body, sampling);
      case SGLANG -> addSglang(body, sampling);
      case LLAMA_CPP -> addLlamaCpp(body, sampling);
      case TRANSFORMERS -> addTransformers(body, sampling);
      case AUTO, OTHER -> addPlain(body, sampling);
    }
    return body;
  }

  /** A seed that every server takes: 31 bits of the key. */
  static int seed(long key) {
    return (int) (key ^ (key >>> 32)) & Integer.MAX_VALUE;
  }

  private static void addVllm(ObjectNode body, Sampling sampling) {
    addShared(body, sampling);
    // Stop tokens count even so, and only the given ones end a response.
    body.put("ignore_eos", true);
    // How versions without return_token_ids return them.
    body.put("return_tokens_as_token_ids", true);
    body.put("spaces_between_special_tokens", false);
    body.put("include_stop_str_in_output", true);
  }

  private static void addSglang(ObjectNode body, Sampling sampling) {
    addShared(body, sampling);
    // With it, SGLang ignores the stop tokens as well.
    body.put("ignore_eos", sampling.stopTokens().isEmpty());
    // Stop strings are part of a response; and for versions without return_token_ids, whose text
    // is tokenised again.
    body.put("no_stop_trim", true);
  }

  /** What vLLM and SGLang call the same. */
  private static void addShared(ObjectNode body, Sampling sampling) {
    body.put("top_k", sampling.topK() == 0 ? -1 : sampling.topK());
    body.put("min_p", sampling.minP()).put("repetition_penalty", 1);
    body.put("logprobs", 0).put("return_token_ids", true);
    body.put("skip_special_tokens", false);
    addAll(body.putArray("stop_token_ids"), sampling.stopTokens());
    if (!sampling.stopStrings().isEmpty()) {
      sampling.stopStrings().forEach(body.putArray("stop")::add);
    }
  }

  /** Its samplers act in the order given; temperature comes first, as in {@link Sampling}. */
  private static void addLlamaCpp(ObjectNode body, Sampling sampling) {
    requireNoStopStrings(sampling);
    body.put("top_k", sampling.topK()).put("min_p", sampling.minP());
    body.put("typical_p", 1).put("repeat_penalty", 1);
    body.putArray("samplers").add("temperature").add("top_k").add("top_p").add("min_p");
    body.put("logprobs", 1).put("n_probs", 1);
    body.put("ignore_eos", sampling.stopTokens().isEmpty());
  }

  /** Its own configuration, as text, takes the place of the model's. */
  private static void addTransformers(ObjectNode body, Sampling sampling) {
    requireNoStopStrings(sampling);
    ObjectNode configuration = ServerClient.MAPPER.createObjectNode();
    configuration.put("do_sample", !sampling.greedy());
    configuration.put("top_k", sampling.topK()).put("min_p", sampling.minP());
    if (!sampling.stopTokens().isEmpty()) {
      addAll(configuration.putArray("eos_token_id"), sampling.stopTokens());
      configuration.put("pad_token_id", sampling.stopTokens().get(0));
    }
    body.put("generation_config", configuration.toString());
  }

  private void addPlain(ObjectNode body, Sampling sampling) {
    if (sampling.topK() != 0) {
      throw new UnusableSettingsException(
          "rollout.topK is %d, which OpenAI's protocol does not have: set it to 0, or rollout.server to the kind of the server"
              .formatted(sampling.topK()));
    }
    if (sampling.minP() != 0) {
      throw new UnusableSettingsException(
          "rollout.minP is %s, which OpenAI's protocol does not have: set it to 0, or rollout.server to the kind of the server"
              .formatted(sampling.minP()));
    }
    requireNoStopStrings(sampling);
    List<Integer> stops = sampling.stopTokens();
    if (!stops.isEmpty()) {
      ArrayNode texts = body.putArray("stop");
      for (int token : stops.subList(0, Math.min(MOST_STOPS, stops.size()))) {
        texts.add(tokenizer.decode(new int[] {token}, 0, 1, true));
      }
    }
  }

  /** Refuses them where the server would cut them off the response, and not say which it was. */
  private static void requireNoStopStrings(Sampling sampling) {
    if (!sampling.stopStrings().isEmpty()) {
      throw new UnusableSettingsException(
          "rollout.stopStrings are given, which only vllm and sglang leave in a response: leave them out, or set rollout.server to the kind of the server");
    }
  }

  private static void addAll(ArrayNode array, int[] values) {
    for (int value : values) {
      array.add(value);
    }
  }

  private static void addAll(ArrayNode array, List<Integer> values) {
    values.forEach(array::add);
  }
}
