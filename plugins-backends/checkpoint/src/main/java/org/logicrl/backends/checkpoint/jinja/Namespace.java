package org.logicrl.backends.checkpoint.jinja;

import java.util.HashMap;
import java.util.Map;

/**
 * An object whose attributes may be set from within loops.
 *
 * @param attributes by name
 */
record Namespace(Map<String, Object> attributes) {

  /** Copies the attributes. */
  Namespace {
    attributes = new HashMap<>(attributes);
  }
}
