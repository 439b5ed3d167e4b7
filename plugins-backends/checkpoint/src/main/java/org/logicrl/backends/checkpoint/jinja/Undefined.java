package org.logicrl.backends.checkpoint.jinja;

/**
 * What a name stands for that nobody has set: false, empty, printed as nothing, but without
 * attributes.
 *
 * @param name for messages
 */
record Undefined(String name) {

  TemplateException failure() {
    return new TemplateException("'%s' is undefined".formatted(name));
  }
}
