/**
 * Mathematics: questions and answers out of the user's files, and what counts as the same answer.
 *
 * <p>A {@link org.logicrl.tasks.math.DataFile} reads JSONL or Parquet, {@link
 * org.logicrl.tasks.math.MathProblems} makes problems of its rows, {@link
 * org.logicrl.tasks.math.Comparison} judges answers. The task is made from {@link
 * org.logicrl.tasks.math.MathSettings}. Prompt and published scorer are those of Xie et al.,
 * "Logic-RL" (arXiv 2502.14768).
 */
@NullMarked
package org.logicrl.tasks.math;

import org.jspecify.annotations.NullMarked;
