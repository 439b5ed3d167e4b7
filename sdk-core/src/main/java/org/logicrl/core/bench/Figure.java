package org.logicrl.core.bench;

/**
 * A measured number: the median over the repetitions.
 *
 * @param name what was measured
 * @param unit such as {@code tokens/s}
 */
public record Figure(String name, double value, String unit) {}
