package org.logicrl.core.plugin;

/** Plugins that cannot be used, or not together; the message says what to do. */
public final class PluginException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PluginException(String message) {
    super(message);
  }

  PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
