package org.logicrl.rewards;

import org.logicrl.api.Setting;

/**
 * Settings of {@code correct-answer}.
 *
 * @param answer where the answer stands
 * @param correct for a right answer
 * @param wrong for an answer that was understood and is not right
 * @param unparseable for no answer, or one that cannot be understood
 */
public record CorrectAnswerSettings(
    @Setting(
            help =
                "where the answer stands: answer-tag (the last <answer>…</answer>),"
                    + " after-thought (after the last </think>) or response (all of it)",
            defaultValue = "answer-tag")
        AnswerPlace answer,
    @Setting(
            help = "score of a right answer",
            defaultValue = "1",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double correct,
    @Setting(
            help = "score of an answer that was understood and is not right",
            defaultValue = "0",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double wrong,
    @Setting(
            help = "score of no answer, or of one that cannot be understood",
            defaultValue = "0",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double unparseable) {

  /** Where an answer stands in a response. */
  public enum AnswerPlace {
    /** In the last {@code <answer>…</answer>}. */
    ANSWER_TAG,
    /** After the last {@code </think>}. */
    AFTER_THOUGHT,
    /** Anywhere: the task is given the whole response. */
    RESPONSE
  }
}
