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

  /** Of a class that turned out not to fit only when it was used, long after it was loaded. */
  public static PluginException of(LinkageError failure) {
    return new PluginException(
        "a plugin that was loaded cannot be used: " + RefusalReason.of(failure), failure);
  }
}
