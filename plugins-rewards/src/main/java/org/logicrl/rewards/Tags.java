package org.logicrl.rewards;

/**
 * The four tags {@code <think>}, {@code </think>}, {@code <answer>}, {@code </answer>} in an
 * assistant's text, found by plain, case-sensitive search.
 *
 * @param text the assistant's text
 * @param fault what is wrong with the tags, for people; empty when each occurs exactly once and
 *     they stand in order
 * @param think where the first {@code <think>} begins; -1 when there is none, as for the others
 */
record Tags(String text, String fault, int think, int thinkEnd, int answer, int answerEnd) {

  static final String THINK = "<think>";
  static final String THINK_END = "</think>";
  static final String ANSWER = "<answer>";
  static final String ANSWER_END = "</answer>";

  /** Finds the tags, all four of which are asked for. */
  static Tags of(String text) {
    return find(text, true);
  }

  /** Finds the tags, where {@code <think>} may occur any number of times, or never. */
  static Tags withoutOpening(String text) {
    return find(text, false);
  }

  private static Tags find(String text, boolean opening) {
    int think = text.indexOf(THINK);
    int thinkEnd = text.indexOf(THINK_END);
    int answer = text.indexOf(ANSWER);
    int answerEnd = text.indexOf(ANSWER_END);
    String fault = opening ? countFault(text, THINK, think) : "";
    fault = fault.isEmpty() ? countFault(text, THINK_END, thinkEnd) : fault;
    fault = fault.isEmpty() ? countFault(text, ANSWER, answer) : fault;
    fault = fault.isEmpty() ? countFault(text, ANSWER_END, answerEnd) : fault;
    if (fault.isEmpty()
        && ((opening && think > thinkEnd) || thinkEnd > answer || answer > answerEnd)) {
      fault =
          "the tags must stand in the order %s%s%s%s"
              .formatted(opening ? THINK : "", THINK_END, ANSWER, ANSWER_END);
    }
    return new Tags(text, fault, think, thinkEnd, answer, answerEnd);
  }

  private static String countFault(String text, String tag, int first) {
    if (first < 0) {
      return tag + " is missing";
    }
    boolean again = text.indexOf(tag, first + tag.length()) >= 0;
    return again ? tag + " occurs more than once" : "";
  }

  /** Whether each tag occurs exactly once and they stand in order. */
  boolean inOrder() {
    return fault.isEmpty();
  }

  /** What stands before the thought; only for tags {@linkplain #inOrder in order}. */
  String before() {
    return text.substring(0, think);
  }

  /** The thought, without its tags; only for tags {@linkplain #inOrder in order}. */
  String thought() {
    return text.substring(think + THINK.length(), thinkEnd);
  }

  /** What stands between thought and answer; only for tags {@linkplain #inOrder in order}. */
  String between() {
    return text.substring(thinkEnd + THINK_END.length(), answer);
  }

  /** The answer, without its tags; only for tags {@linkplain #inOrder in order}. */
  String answerText() {
    return text.substring(answer + ANSWER.length(), answerEnd);
  }

  /** What stands after the answer; only for tags {@linkplain #inOrder in order}. */
  String after() {
    return text.substring(answerEnd + ANSWER_END.length());
  }
}
