package org.logicrl.core.plugin;

import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Plugin;
import org.logicrl.core.config.SettingsException;

/** Turns what went wrong with a plugin into a sentence that says what to do about it. */
final class RefusalReason {

  private static final String SERVICE_PREFIX = Plugin.class.getName() + ": ";

  private RefusalReason() {}

  static String of(Throwable failure) {
    if (failure instanceof SettingsException settings) {
      return String.join("; ", settings.problems());
    }
    if (failure instanceof ServiceConfigurationError error) {
      return ofService(error);
    }
    if (failure instanceof UnsupportedClassVersionError) {
      return "it was compiled for a newer Java than this one ("
          + Runtime.version().feature()
          + "): "
          + failure.getMessage();
    }
    if (failure instanceof ClassNotFoundException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof NoClassDefFoundError) {
      @Nullable Throwable cause = failure.getCause();
      return cause instanceof ClassNotFoundException
          ? of(cause)
          : "a class could not be loaded: " + failure.getMessage();
    }
    if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
      return "a static initializer failed: " + failure.getCause();
    }
    if (failure instanceof UnsatisfiedLinkError) {
      return "a native library could not be loaded: " + failure.getMessage();
    }
    if (failure instanceof LinkageError) {
      return "it does not fit this SDK; build it against this version of sdk-api: " + failure;
    }
    return "it failed while it was loaded: " + failure;
  }

  private static String ofService(ServiceConfigurationError error) {
    String message = String.valueOf(error.getMessage());
    if (message.startsWith(SERVICE_PREFIX)) {
      message = message.substring(SERVICE_PREFIX.length());
    }
    if (message.endsWith(" not found")) {
      return message
          + ": META-INF/services/org.logicrl.api.Plugin names a class that is in none of the jars;"
          + " check its spelling there";
    }
    if (message.endsWith(" not a subtype")) {
      return message + " of org.logicrl.api.Plugin: let it implement that interface";
    }
    if (message.contains("no-arg constructor")
        || error.getCause() instanceof IllegalAccessException) {
      return message + ": a plugin is a public class with a public constructor without arguments";
    }
    return error.getCause() == null ? message : message + ": " + of(error.getCause());
  }
}
