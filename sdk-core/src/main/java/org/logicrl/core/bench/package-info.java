/** Benchmarks: medians of repeated measurements after a warm-up. */
@NullMarked
package org.logicrl.core.bench;

import org.jspecify.annotations.NullMarked;
