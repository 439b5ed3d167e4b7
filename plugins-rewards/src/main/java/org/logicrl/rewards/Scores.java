package org.logicrl.rewards;

import org.logicrl.api.Setting;
import org.logicrl.api.task.Outcome;

/**
 * The numbers of the Logic-RL scale. A total is one format score plus one answer score; with the
 * published defaults only 3, -0.5, -1 and -3 occur.
 *
 * @param format for a completion in the right format
 * @param formatError for any other completion
 * @param correct for a right answer
 * @param wrong for an answer that was understood and is not right
 * @param unparseable for an answer that is empty or cannot be understood
 * @param unread for the answer of a completion with a format error, which nobody reads
 */
public record Scores(
    @Setting(
            help = "score of a completion in the right format",
            defaultValue = "1",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double format,
    @Setting(
            help = "score of a completion in a wrong format",
            defaultValue = "-1",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double formatError,
    @Setting(
            help = "score of a right answer",
            defaultValue = "2",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double correct,
    @Setting(
            help = "score of an answer that was understood and is not right",
            defaultValue = "-1.5",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double wrong,
    @Setting(
            help = "score of an answer that is empty or cannot be understood",
            defaultValue = "-2",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double unparseable,
    @Setting(
            help = "score of the answer in a completion with a format error, which is not read",
            defaultValue = "-2",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double unread) {

  /** The greatest size of a score or a weight, so that no sum of them can overflow. */
  static final double LIMIT = 1e6;

  /** The score of an answer that was judged so. */
  double ofAnswer(Outcome outcome) {
    return switch (outcome) {
      case CORRECT -> correct;
      case WRONG -> wrong;
      case UNPARSEABLE, ERROR -> unparseable;
      case FORMAT_ERROR -> unread;
    };
  }
}
