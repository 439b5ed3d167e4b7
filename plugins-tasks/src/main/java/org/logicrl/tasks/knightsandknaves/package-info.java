/**
 * Knights and Knaves puzzles: who tells the truth, told from what everyone says.
 *
 * <p>From the logic outwards: a {@link org.logicrl.tasks.knightsandknaves.Statement} is what one
 * person says, {@link org.logicrl.tasks.knightsandknaves.Solver} proves that a list of them has one
 * solution, {@link org.logicrl.tasks.knightsandknaves.StatementSampler} draws them, a {@link
 * org.logicrl.tasks.knightsandknaves.Storyteller} gives a puzzle names and words. The task is made
 * from {@link org.logicrl.tasks.knightsandknaves.KnightsAndKnavesSettings}.
 *
 * <p>The puzzles, their words and the published files are those of Xie et al., "On Memorization of
 * Large Language Models in Logical Reasoning" (arXiv 2410.23123); the prompts and the reading of
 * answers are those of Xie et al., "Logic-RL" (arXiv 2502.14768).
 */
@NullMarked
package org.logicrl.tasks.knightsandknaves;

import org.jspecify.annotations.NullMarked;
