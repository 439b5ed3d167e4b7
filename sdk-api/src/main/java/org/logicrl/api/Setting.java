package org.logicrl.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a settings record: its meaning, its default and its range.
 *
 * <p>The configuration key is the component's name. Components may be {@code int}, {@code long},
 * {@code double}, {@code boolean}, {@code String}, an enum (written in lower case with dashes), a
 * nested settings record, or a {@code List} of such. A component annotated {@code @Nullable} may be
 * left out and is then {@code null}. Checks that involve several components belong into the
 * record's compact constructor, as {@link IllegalArgumentException} with a message that says what
 * to do.
 *
 * <pre>{@code
 * public record SudokuSettings(
 *     @Setting(help = "cells left empty", defaultValue = "6", min = 1, max = 12) int blanks) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /**
   * One sentence for the documentation and for error messages, with the unit where there is one.
   */
  String help();

  /**
   * The default, as YAML text ({@code "[2, 3]"}, {@code "1e-4"}); empty when the key must be given,
   * or when the component is a nested record (whose own defaults then apply) or nullable.
   */
  String defaultValue() default "";

  /** The least allowed number (for a list: of each element). */
  double min() default Double.NEGATIVE_INFINITY;

  /** The greatest allowed number (for a list: of each element). */
  double max() default Double.POSITIVE_INFINITY;
}
