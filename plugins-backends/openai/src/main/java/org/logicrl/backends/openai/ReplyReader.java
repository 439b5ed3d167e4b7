package org.logicrl.backends.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a server's completion as tokens with log-probabilities. Safe for several threads.
 *
 * <p>Token ids come, in this order, from {@code token_ids} (vLLM and SGLang), from {@code
 * logprobs.content[].id} (llama.cpp), or from {@code logprobs.tokens} as {@code token_id:7} (older
 * vLLM). Where there are none, or fewer than {@code usage} counts (llama.cpp leaves out tokens that
 * end within a character), the text is tokenised again, without log-probabilities.
 */
final class ReplyReader {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);

  private static final String ID_PREFIX = "token_id:";

  private final Tokenizer tokenizer;
  private final int vocabulary;
  private final LogProbs kind;
  private final String source;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * A reader.
   *
   * @param vocabulary one more than the largest token id of the model
   * @param kind what the server's log-probabilities are
   * @param source the server, for messages
   */
  ReplyReader(Tokenizer tokenizer, int vocabulary, LogProbs kind, String source) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.kind = kind;
    this.source = source;
  }

  /**
   * Reads an answer.
   *
   * @throws ServerException when it is no completion
   */
  Response read(JsonNode reply, Sampling sampling) {
    JsonNode choice = reply.path("choices").path(0);
    if (!choice.isObject()) {
      throw nonsense("something that holds no completion", reply);
    }
    boolean stopped = stopped(choice, reply);
    int counted = reply.path("usage").path("completion_tokens").asInt(-1);
    List<Integer> ids = ids(choice);
    // A server may leave out the stop token, but no other.
    boolean complete =
        ids != null
            && (counted < 0
                || ids.size() == counted
                || (stopped && ids.size() == counted - 1 && !hasStopToken(ids, sampling)));
    if (ids == null || !complete) {
      requireLength(counted, sampling, reply);
      return cut(retokenised(choice, reply), new float[0], stopped, false, sampling);
    }
    requireLength(ids.size(), sampling, reply);
    for (int id : ids) {
      if (id < 0 || id >= vocabulary) {
        throw nonsense(
            "token %d, but the model folder's tokenizer has %d: is it another model?"
                .formatted(id, vocabulary),
            reply);
      }
    }
    float[] logProbs =
        kind.fit(sampling) ? logProbs(choice.path("logprobs"), ids.size()) : new float[0];
    return cut(ids, logProbs, stopped, ids.size() == counted, sampling);
  }

  private void requireLength(int tokens, Sampling sampling, JsonNode reply) {
    if (tokens > sampling.maxTokens()) {
      throw nonsense("%d tokens, not %d".formatted(tokens, sampling.maxTokens()), reply);
    }
  }

  private boolean hasStopToken(List<Integer> ids, Sampling sampling) {
    return ids.stream()
        .anyMatch(id -> sampling.stopTokens().contains(id) || tokenizer.stopTokens().contains(id));
  }

  private boolean stopped(JsonNode choice, JsonNode reply) {
    return switch (choice.path("finish_reason").asText()) {
      case "stop" -> true;
      case "length" -> false;
      default ->
          throw nonsense(
              "a completion that ended by " + choice.path("finish_reason") + ", not stop or length",
              reply);
    };
  }

  /**
   * Ends a response with its first stop token. Where the server stopped neither there nor at a stop
   * string, but at a token that it did not return, the one that ends the model's responses stands
   * for it.
   *
   * @param logProbs as many as there are ids, or none
   * @param whole whether the last token is surely the one that the server stopped at
   */
  private Response cut(
      List<Integer> ids, float[] logProbs, boolean stopped, boolean whole, Sampling sampling) {
    int length = 0;
    boolean ended = false;
    while (length < ids.size() && !ended) {
      ended = sampling.stopTokens().contains(ids.get(length));
      length++;
    }
    boolean atString = stopped && !ended && hasStopString(ids, sampling);
    boolean missing = stopped && !ended && !atString && !(whole && length > 0);
    int[] kept = new int[missing ? length + 1 : length];
    float[] scores = new float[kept.length];
    Arrays.fill(scores, Float.NaN);
    for (int i = 0; i < length; i++) {
      kept[i] = ids.get(i);
    }
    System.arraycopy(logProbs, 0, scores, 0, Math.min(logProbs.length, length));
    if (missing) {
      kept[length] =
          sampling.stopTokens().isEmpty()
              ? tokenizer.stopTokens().get(0)
              : sampling.stopTokens().get(0);
    }
    return new Response(kept, scores, finish(stopped || ended, atString));
  }

  private static Finish finish(boolean stopped, boolean atString) {
    if (!stopped) {
      return Finish.LENGTH;
    }
    return atString ? Finish.STOP_STRING : Finish.STOP;
  }

  private boolean hasStopString(List<Integer> ids, Sampling sampling) {
    if (sampling.stopStrings().isEmpty()) {
      return false;
    }
    int[] all = ids.stream().mapToInt(Integer::intValue).toArray();
    String text = tokenizer.decode(all, 0, all.length, true);
    return sampling.stopStrings().stream().anyMatch(text::contains);
  }

  private List<Integer> retokenised(JsonNode choice, JsonNode reply) {
    if (!choice.path("text").isTextual()) {
      throw nonsense("a completion without text", reply);
    }
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "{} does not return all token ids, so texts are tokenised again: the tokens may be"
              + " others than the model wrote, and they have no log-probabilities",
          source);
    }
    return Arrays.stream(tokenizer.encode(choice.path("text").textValue())).boxed().toList();
  }

  private static @Nullable List<Integer> ids(JsonNode choice) {
    List<JsonNode> nodes = new ArrayList<>();
    JsonNode logProbs = choice.path("logprobs");
    if (choice.path("token_ids").isArray()) {
      choice.path("token_ids").forEach(nodes::add);
    } else if (logProbs.path("content").isArray()) {
      logProbs.path("content").forEach(token -> nodes.add(token.path("id")));
    } else if (logProbs.path("tokens").isArray()) {
      return idsInTexts(logProbs.path("tokens"));
    } else {
      return null;
    }
    return nodes.stream().allMatch(JsonNode::isInt)
        ? nodes.stream().map(JsonNode::intValue).toList()
        : null;
  }

  private static @Nullable List<Integer> idsInTexts(JsonNode tokens) {
    List<Integer> ids = new ArrayList<>();
    for (JsonNode token : tokens) {
      String text = token.asText();
      if (!text.matches(ID_PREFIX + "[0-9]{1,9}")) {
        return null;
      }
      ids.add(Integer.parseInt(text.substring(ID_PREFIX.length())));
    }
    return ids;
  }

  /** NaN for those that are missing; none at all where their number is not that of the tokens. */
  private static float[] logProbs(JsonNode logProbs, int count) {
    List<JsonNode> nodes = new ArrayList<>();
    logProbs.path("token_logprobs").forEach(nodes::add);
    logProbs.path("content").forEach(token -> nodes.add(token.path("logprob")));
    if (nodes.size() != count) {
      return new float[0];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = nodes.get(i).isNumber() ? nodes.get(i).floatValue() : Float.NaN;
    }
    return values;
  }

  private ServerException nonsense(String what, JsonNode reply) {
    return new ServerException(
        "%s answers with %s: %s".formatted(source, what, ServerErrors.shortened(reply.toString())));
  }
}
