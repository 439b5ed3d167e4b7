package org.logicrl.api.task;

import org.jspecify.annotations.Nullable;

/**
 * One problem.
 *
 * @param id a name that is unique within the task's settings, such as {@code test/3/17}
 * @param question the text of the problem, without instructions
 * @param reference the right answer in the task's own notation; {@link Task#verify} needs nothing
 *     else
 * @param difficulty a short label that evaluations group by, such as {@code 3 people}; empty when
 *     there is none
 * @param source the task's own object behind the problem, for {@link Task#workedSolution} and
 *     {@link Task#row}; null when the problem came out of a file
 */
public record Problem(
    String id, String question, String reference, String difficulty, @Nullable Object source) {}
