package org.logicrl.rewards;

/** Settings of {@code kk-eval}: none, as a scorer for comparison has nothing to set. */
public record KkEvalSettings() {}
