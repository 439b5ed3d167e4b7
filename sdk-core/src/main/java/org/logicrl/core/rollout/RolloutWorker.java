package org.logicrl.core.rollout;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.TooLongException;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Task;

/** Turns problems into completions: prompt, tokens, generation, text. */
public final class RolloutWorker {

  private final Task task;
  private final Tokenizer tokenizer;
  private final Generator generator;
  private final long seed;
  private final Refusal tooLong;

  /**
   * A worker whose random numbers come from a seed.
   *
   * @param tooLong says which key allows too many tokens, which the generator cannot know
   */
  public RolloutWorker(
      Task task, Tokenizer tokenizer, Generator generator, long seed, Refusal tooLong) {
    this.task = task;
    this.tokenizer = tokenizer;
    this.generator = generator;
    this.seed = seed;
    this.tooLong = tooLong;
  }

  /** Makes the exception for completions that are longer than the model allows. */
  @FunctionalInterface
  public interface Refusal {
    /** Given the most tokens of a completion, and what the generator says. */
    RuntimeException of(int maxTokens, TooLongException failure);
  }

  /**
   * Samples completions.
   *
   * @param first how many problems came before these with the same purpose and step
   * @param purpose keeps the random numbers of different uses apart
   * @param step the training step, for the same reason
   */
  public Rollouts roll(
      List<Problem> problems,
      long first,
      int completions,
      Sampling sampling,
      String purpose,
      long step) {
    List<int[]> prompts = new ArrayList<>(problems.size());
    List<String> texts = new ArrayList<>(problems.size());
    List<String> prefixes = new ArrayList<>(problems.size());
    for (Problem problem : problems) {
      Prompt prompt = task.prompt(problem);
      String rendered = tokenizer.render(prompt);
      prompts.add(tokenizer.encode(rendered));
      prefixes.add(prompt.responsePrefix());
      texts.add(rendered.substring(0, rendered.length() - prompt.responsePrefix().length()));
    }
    long[] keys = new long[problems.size() * completions];
    for (int row = 0; row < keys.length; row++) {
      keys[row] =
          RandomStream.key(seed, purpose, step, first + row / completions, row % completions);
    }
    Generation generation = generate(Tokens.of(prompts), completions, sampling, keys);
    List<Completion> written = new ArrayList<>(keys.length);
    for (int row = 0; row < keys.length; row++) {
      int owner = row / completions;
      written.add(
          new Completion(
              texts.get(owner),
              prefixes.get(owner),
              text(generation, row),
              generation.responses().spans().length(row)));
    }
    return new Rollouts(
        List.copyOf(problems),
        completions,
        join(prompts, completions, generation.responses()),
        generation,
        List.copyOf(written));
  }

  private Generation generate(Tokens prompts, int completions, Sampling sampling, long[] keys) {
    try {
      return generator.generate(prompts, completions, sampling, keys);
    } catch (TooLongException e) {
      throw tooLong.of(sampling.maxTokens(), e);
    }
  }

  /** The response without the stop token that ends it; a stop string stays. */
  private String text(Generation generation, int row) {
    Tokens responses = generation.responses();
    Spans spans = responses.spans();
    boolean stopped = generation.finishes().get(row) == Generation.Finish.STOP;
    int end = stopped ? spans.end(row) - 1 : spans.end(row);
    return tokenizer.decode(responses.ids(), spans.start(row), end, true);
  }

  private static Sequences join(List<int[]> prompts, int completions, Tokens responses) {
    int count = responses.spans().count();
    int[] lengths = new int[count];
    int[] promptLengths = new int[count];
    for (int row = 0; row < count; row++) {
      promptLengths[row] = prompts.get(row / completions).length;
      lengths[row] = promptLengths[row] + responses.spans().length(row);
    }
    Spans spans = Spans.ofLengths(lengths);
    int[] ids = new int[spans.total()];
    for (int row = 0; row < count; row++) {
      int[] prompt = prompts.get(row / completions);
      System.arraycopy(prompt, 0, ids, spans.start(row), prompt.length);
      System.arraycopy(
          responses.ids(),
          responses.spans().start(row),
          ids,
          spans.start(row) + prompt.length,
          responses.spans().length(row));
    }
    return new Sequences(new Tokens(ids, spans), promptLengths);
  }
}
