package org.logicrl.core.experiment;

import java.util.Locale;
import org.logicrl.api.PluginContext;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Backend;
import org.logicrl.core.config.Choice;

/** Makes backends that can do what they are chosen for. */
public final class Backends {

  private Backends() {}

  /**
   * Makes a backend.
   *
   * @param section the section of the configuration that chooses it
   * @throws UnusableSettingsException when it lacks a capability
   */
  static Backend create(
      Choice<Backend> choice,
      String section,
      Resources resources,
      PluginContext context,
      Backend.Capability... capabilities) {
    Backend backend = resources.add(choice.create(context));
    for (Backend.Capability capability : capabilities) {
      require(backend, choice, section, capability, "choose another backend");
    }
    return backend;
  }

  /**
   * Checks that a backend has a capability.
   *
   * @param section the section of the configuration that chooses it
   * @param remedy what to do where it has not
   * @throws UnusableSettingsException when it has not
   */
  public static void require(
      Backend backend,
      Choice<Backend> choice,
      String section,
      Backend.Capability capability,
      String remedy) {
    if (!backend.capabilities().contains(capability)) {
      throw new UnusableSettingsException(
          "%s.backend is %s, which does not offer '%s', only %s: %s"
              .formatted(
                  section,
                  choice.factory().name(),
                  label(capability),
                  backend.capabilities().stream().map(Backends::label).sorted().toList(),
                  remedy));
    }
  }

  private static String label(Backend.Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT);
  }
}
