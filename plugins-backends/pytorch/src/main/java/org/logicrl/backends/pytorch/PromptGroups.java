package org.logicrl.backends.pytorch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Sequences;

/**
 * Splits sequences into micro-batches: similar lengths together, each of at most so many tokens
 * with its padding, responses to the same prompt together where the prompt is to be computed once
 * (or a few times, where it is long and has many responses). Sequences without a response are left
 * out.
 */
final class PromptGroups {

  /** Sharing saves computation and costs copies of keys: left to itself, it must save this much. */
  private static final double WORTH_SHARING = 0.125;

  /**
   * Each response has copies of its prompt's keys and values beside its own, in every layer. All
   * these keys may be at most so many times the tokens of a micro-batch.
   */
  private static final long MOST_KEYS = 4;

  private final Sequences sequences;
  private final int maxTokens;

  private PromptGroups(Sequences sequences, int maxTokens) {
    this.sequences = sequences;
    this.maxTokens = maxTokens;
  }

  /**
   * Some sequences that go through the model together.
   *
   * @param rows which, in order
   * @param shared whether equal prompts among them are computed once
   */
  record Part(int[] rows, boolean shared) {}

  /**
   * Splits.
   *
   * @param maxTokens a single sequence may be longer
   * @param share whether to compute a prompt with several responses once; null where it saves much
   */
  static List<Part> split(Sequences sequences, int maxTokens, @Nullable Boolean share) {
    PromptGroups groups = new PromptGroups(sequences, maxTokens);
    List<List<Integer>> byPrompt = new ArrayList<>();
    List<Integer> alone = new ArrayList<>();
    long all = 0;
    long saved = 0;
    for (List<Integer> group : sequences.byPrompt()) {
      if (group.size() == 1) {
        alone.addAll(group);
      } else {
        byPrompt.add(group);
      }
      saved += (long) sequences.promptLength(group.get(0)) * (group.size() - 1);
      for (int row : group) {
        all += groups.length(row);
      }
    }
    boolean shared = share == null ? saved >= WORTH_SHARING * all : share;
    List<Part> parts = new ArrayList<>();
    if (shared) {
      groups.addShared(byPrompt, parts);
    } else {
      byPrompt.forEach(alone::addAll);
    }
    groups.addWhole(alone, parts);
    return parts;
  }

  private int length(int row) {
    return sequences.tokens().spans().length(row);
  }

  private int response(int row) {
    return sequences.responses().length(row);
  }

  private void addWhole(List<Integer> rows, List<Part> parts) {
    List<Integer> longestFirst =
        rows.stream().sorted(Comparator.comparingInt((Integer row) -> -length(row))).toList();
    int from = 0;
    while (from < longestFirst.size()) {
      int size = Math.max(1, maxTokens / length(longestFirst.get(from)));
      int to = Math.min(longestFirst.size(), from + size);
      parts.add(part(longestFirst.subList(from, to), false));
      from = to;
    }
  }

  /** Groups whose longest responses are alike lie together; a large group is divided. */
  private void addShared(List<List<Integer>> groups, List<Part> parts) {
    List<List<Integer>> ordered = new ArrayList<>();
    for (List<Integer> group : groups) {
      ordered.add(
          group.stream().sorted(Comparator.comparingInt((Integer row) -> -response(row))).toList());
    }
    ordered.sort(Comparator.comparingInt(group -> -response(group.get(0))));
    List<Integer> part = new ArrayList<>();
    int prompts = 0;
    int longestPrompt = 0;
    int longestResponse = 0;
    for (List<Integer> group : ordered) {
      boolean newPrompt = true;
      for (int row : group) {
        int prompt = sequences.promptLength(row);
        int more = newPrompt ? 1 : 0;
        long ofPrompt = Math.max(longestPrompt, prompt);
        long ofResponse = Math.max(longestResponse, response(row));
        long tokens = (prompts + more) * ofPrompt + (part.size() + 1) * ofResponse;
        long keys = (part.size() + 1) * (ofPrompt + ofResponse);
        if (!part.isEmpty() && (tokens > maxTokens || keys > MOST_KEYS * maxTokens)) {
          parts.add(part(part, true));
          part.clear();
          prompts = 0;
          longestPrompt = 0;
          longestResponse = 0;
          more = 1;
        }
        part.add(row);
        prompts += more;
        newPrompt = false;
        longestPrompt = Math.max(longestPrompt, prompt);
        longestResponse = Math.max(longestResponse, response(row));
      }
    }
    if (!part.isEmpty()) {
      parts.add(part(part, true));
    }
  }

  private static Part part(List<Integer> rows, boolean shared) {
    return new Part(rows.stream().mapToInt(Integer::intValue).toArray(), shared);
  }
}
