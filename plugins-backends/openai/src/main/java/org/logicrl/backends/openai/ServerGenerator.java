package org.logicrl.backends.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.TooLongException;
import org.logicrl.api.backend.Weights;

/**
 * Generates on a server: one request for each completion, because each has a seed of its own.
 *
 * <p>The requests of a prompt follow one another, so that a server with a prefix cache reads it
 * once. The server draws with its own random numbers; that it draws the same for the same seed is
 * its promise, not this class's.
 */
final class ServerGenerator implements Generator {

  private final ServerClient client;
  private final CompletionRequest request;
  private final ReplyReader reader;
  private final int positions;
  private final int vocabulary;
  private final int concurrency;

  /**
   * A generator.
   *
   * @param positions the longest sequence that the server reads; 0 where it does not say
   * @param vocabulary one more than the largest token id of the model
   * @param concurrency the most requests under way at once
   */
  ServerGenerator(
      ServerClient client,
      CompletionRequest request,
      ReplyReader reader,
      int positions,
      int vocabulary,
      int concurrency) {
    this.client = client;
    this.request = request;
    this.reader = reader;
    this.positions = positions;
    this.vocabulary = vocabulary;
    this.concurrency = concurrency;
  }

  @Override
  public Weights.Stamp load(Weights weights) {
    throw new UnsupportedOperationException(
        client.name() + " takes no weights, so it cannot follow a learner");
  }

  @Override
  public Generation generate(Tokens prompts, int completions, Sampling sampling, long[] keys) {
    requireGeneratable(prompts, completions, sampling, keys);
    Response[] responses = new Response[keys.length];
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(concurrency, keys.length)), ServerGenerator::thread);
    try {
      CompletionService<Response> requests = new ExecutorCompletionService<>(pool);
      for (int i = 0; i < keys.length; i++) {
        int row = i;
        requests.submit(
            () -> responses[row] = complete(prompts.row(row / completions), sampling, keys[row]));
      }
      for (int done = 0; done < keys.length; done++) {
        requests.take().get();
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for " + client.name());
    } finally {
      // Ends the other requests where one has failed.
      pool.shutdownNow();
    }
    return gather(List.of(responses));
  }

  private Response complete(int[] prompt, Sampling sampling, long key) throws InterruptedException {
    return reader.read(
        client.post("completions", request.body(prompt, sampling, key), key), sampling);
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a request ended by " + cause, cause);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "openai-request");
    thread.setDaemon(true);
    return thread;
  }

  private void requireGeneratable(Tokens prompts, int completions, Sampling sampling, long[] keys) {
    Spans spans = prompts.spans();
    if (completions < 1 || keys.length != (long) spans.count() * completions) {
      throw new IllegalArgumentException(
          "%d prompts with %d completions each, but %d keys"
              .formatted(spans.count(), completions, keys.length));
    }
    for (int i = 0; i < spans.count(); i++) {
      if (spans.length(i) == 0) {
        throw new IllegalArgumentException(
            "prompt %d is empty, but a response needs at least one token to follow".formatted(i));
      }
    }
    for (int id : prompts.ids()) {
      if (id < 0 || id >= vocabulary) {
        throw new IllegalArgumentException(
            "a prompt has the token %d, but the model has the tokens 0 to %d"
                .formatted(id, vocabulary - 1));
      }
    }
    long needed = (long) spans.longest() + sampling.maxTokens();
    if (positions > 0 && needed > positions) {
      throw new TooLongException(
          ("the longest prompt (%d tokens) and maxTokens (%d) need %d positions, but %s has %d:"
                  + " lower maxTokens, or start the server with a longer context")
              .formatted(spans.longest(), sampling.maxTokens(), needed, client.name(), positions));
    }
  }

  private static Generation gather(List<Response> responses) {
    Spans spans = Spans.ofLengths(responses.stream().mapToInt(r -> r.ids().length).toArray());
    float[] logProbs = new float[spans.total()];
    List<int[]> ids = new ArrayList<>();
    for (int row = 0; row < responses.size(); row++) {
      Response response = responses.get(row);
      ids.add(response.ids());
      System.arraycopy(
          response.logProbs(), 0, logProbs, spans.start(row), response.logProbs().length);
    }
    return new Generation(
        Tokens.of(ids), logProbs, responses.stream().map(Response::finish).toList());
  }

  @Override
  public void close() {
    // Requests end with the call that made them; idle connections close themselves.
  }
}
