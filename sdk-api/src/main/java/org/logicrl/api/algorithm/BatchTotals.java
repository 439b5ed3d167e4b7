package org.logicrl.api.algorithm;

/**
 * The size of a whole mini-batch, which a micro-batch's part of a loss is divided by.
 *
 * @param sequences the number of sequences with at least one response token
 * @param tokens the number of response tokens
 */
public record BatchTotals(int sequences, int tokens) {}
