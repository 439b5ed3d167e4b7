package org.logicrl.core.config;

import java.util.List;
import org.logicrl.api.Factory;

/**
 * The parts of one kind that a section may choose from by name.
 *
 * @param <T> the kind, such as {@link org.logicrl.api.task.Task}
 */
@FunctionalInterface
public interface Offers<T> {

  /** The factories, each name once, in the order in which they are listed to people. */
  List<Factory<?, T>> factories();

  /**
   * What to add when a name is not among them, such as that a jar was refused, and why: one line
   * each.
   */
  default List<String> remarks(String name) {
    return List.of();
  }
}
