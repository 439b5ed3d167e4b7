package org.logicrl.rewards;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.task.Problem;

/**
 * The checks of {@link LogicRlStrict}, each of which closes a hole of the published rule. A check
 * answers null, or what it refuses, for people, after its name.
 */
final class StrictChecks {

  /** The number of words from which on a run is copied and not a coincidence. */
  private static final int COPIED_RUN = 5;

  private final LogicRlStrictSettings settings;
  private final Phrases placeholders;
  private final Phrases arguments;

  StrictChecks(LogicRlStrictSettings settings) {
    this.settings = settings;
    this.placeholders =
        new Phrases("placeholderThought.phrases", settings.placeholderThought().phrases());
    this.arguments = new Phrases("reasoningInAnswer.words", settings.reasoningInAnswer().words());
  }

  /**
   * Closes: writing {@code Assistant:}, or a chat header, makes the published function forget all
   * that the response said before, a duplicate answer included.
   */
  @Nullable String roleHeaders(String response) {
    for (String header : settings.roleHeaders().headers()) {
      if (response.contains(header)) {
        return "role-headers: the response writes " + header;
      }
    }
    return null;
  }

  /** Closes: nonsense, more guesses, or a return to thinking, beside thought and answer. */
  @Nullable String textOutsideTags(Tags tags) {
    if (!isBlank(tags.before())) {
      return "text-outside-tags: text stands before " + Tags.THINK;
    }
    if (!isBlank(tags.between())) {
      return "text-outside-tags: text stands between " + Tags.THINK_END + " and " + Tags.ANSWER;
    }
    return holdsEndTokensOnly(tags.after())
        ? null
        : "text-outside-tags: text stands after " + Tags.ANSWER_END;
  }

  /** Closes: answering without a thought, or with one word over and over. */
  @Nullable String emptyThought(List<String> thought) {
    int least = settings.emptyThought().minWords();
    int words = new HashSet<>(thought).size();
    return words >= least
        ? null
        : "empty-thought: the thought has %d different words, but needs %d".formatted(words, least);
  }

  /** Closes: "thinking process here" in place of a thought. */
  @Nullable String placeholderThought(List<String> thought) {
    List<String> rest = placeholders.without(thought);
    int least = settings.placeholderThought().minWords();
    int words = new HashSet<>(rest).size();
    return rest.size() == thought.size() || words >= least
        ? null
        : "placeholder-thought: besides stock phrases the thought has %d different words, but needs %d"
            .formatted(words, least);
  }

  /** Closes: the question, the instructions or the answer, repeated in place of a thought. */
  @Nullable String copiedThought(
      List<String> thought, Tags tags, Problem problem, Completion completion) {
    BitSet copied = new BitSet();
    for (String source : List.of(completion.prompt(), problem.question(), tags.answerText())) {
      markCopied(thought, Words.of(source), copied);
    }
    int words = copied.cardinality();
    double own = thought.isEmpty() ? 1 : 1 - (double) words / thought.size();
    double least = settings.copiedThought().minOwnShare();
    return own >= least
        ? null
        : "copied-thought: %d of %d words are copied from the prompt or the answer"
            .formatted(words, thought.size());
  }

  /** Marks the words of a text that belong to runs copied from a source. */
  private static void markCopied(List<String> text, List<String> source, BitSet copied) {
    // A shorter source is copied when it is copied whole; of one or two words nobody can say.
    int run = Math.min(COPIED_RUN, source.size());
    if (run < 3) {
      return;
    }
    Set<Long> runs = new HashSet<>();
    for (long gram : NGrams.of(source, run)) {
      runs.add(gram);
    }
    long[] grams = NGrams.of(text, run);
    for (int at = 0; at < grams.length; at++) {
      if (runs.contains(grams[at])) {
        copied.set(at, at + run);
      }
    }
  }

  /** Closes: reasoning where only the answer belongs. */
  @Nullable String reasoningInAnswer(List<String> answer, Problem problem) {
    if (!arguments.in(answer).isEmpty()) {
      return "reasoning-in-answer: the answer argues";
    }
    int reference = Words.of(problem.reference()).size();
    LogicRlStrictSettings.ReasoningInAnswer limits = settings.reasoningInAnswer();
    double most = limits.lengthFactor() * reference + limits.lengthSlack();
    return reference == 0 || answer.size() <= most
        ? null
        : "reasoning-in-answer: the answer has %d words, the reference only %d"
            .formatted(answer.size(), reference);
  }

  private boolean holdsEndTokensOnly(String text) {
    int at = 0;
    while (at < text.length()) {
      int length = PythonText.isSpace(text.charAt(at)) ? 1 : endTokenLength(text, at);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private int endTokenLength(String text, int at) {
    for (String token : settings.textOutsideTags().endTokens()) {
      if (text.startsWith(token, at)) {
        return token.length();
      }
    }
    return 0;
  }

  private static boolean isBlank(String text) {
    return PythonText.strip(text).isEmpty();
  }
}
