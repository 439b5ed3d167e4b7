package org.logicrl.core.experiment;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import java.io.IOException;
import java.util.List;

/** Makes injectors in the production stage, so that every part is made, and fails, at once. */
final class Wiring {

  private Wiring() {}

  /**
   * Makes an injector.
   *
   * @throws IOException where a part could not read its files
   * @throws RuntimeException the part's own exception, such as a configuration error, without Guice
   *     around it
   */
  static Injector injector(List<Module> modules) throws IOException {
    try {
      return Guice.createInjector(Stage.PRODUCTION, modules);
    } catch (CreationException e) {
      for (Message message : e.getErrorMessages()) {
        Throwable cause = message.getCause();
        if (cause instanceof IOException failure) {
          throw failure;
        }
        if (cause instanceof RuntimeException failure) {
          throw failure;
        }
        if (cause instanceof Error failure) {
          throw failure;
        }
      }
      throw e;
    }
  }
}
