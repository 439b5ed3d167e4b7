package org.logicrl.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.core.config.SettingsRecord;
import org.logicrl.core.config.SettingsRecord.KeyHelp;

/**
 * Checks a plugin before it is installed: loads it apart from all others, as the catalog would, and
 * looks at what its classes use of the SDK.
 */
public final class PluginVerifier {

  private PluginVerifier() {}

  /**
   * What was found out about a plugin.
   *
   * @param source the jar or folder
   * @param offers what it would add to the SDK
   * @param problems why it cannot be used, or would fail later; empty when all is well
   */
  public record Verification(Path source, List<Offer> offers, List<String> problems) {

    /** Copies the lists. */
    public Verification {
      offers = List.copyOf(offers);
      problems = List.copyOf(problems);
    }

    /** Whether the plugin can be installed. */
    public boolean ok() {
      return problems.isEmpty();
    }
  }

  /**
   * One factory of a plugin.
   *
   * @param kind in words, such as {@code reward rule}
   * @param name what the configuration says to choose it
   * @param summary one line
   * @param keys what it takes
   */
  public record Offer(String kind, String name, String summary, List<KeyHelp> keys) {

    /** Copies the list. */
    public Offer {
      keys = List.copyOf(keys);
    }

    static Offer of(PluginKind<?> kind, Factory<?, ?> factory) {
      return new Offer(
          kind.toString(),
          factory.name(),
          factory.summary(),
          SettingsRecord.of(factory.settings()).help());
    }
  }

  /**
   * Verifies a plugin.
   *
   * @param source a jar, or a folder with the jars of one plugin
   * @throws PluginException when there is no such file or folder
   */
  public static Verification verify(Path source) {
    return verify(PluginVerifier.class.getClassLoader(), source);
  }

  /** The same with a host other than the SDK's own class path. */
  static Verification verify(ClassLoader host, Path source) {
    if (!Files.exists(source)) {
      throw new PluginException("there is no jar or folder " + source);
    }
    PluginLoader loader = new PluginLoader(host);
    List<Path> jars = PluginCatalog.jars(source);
    loader.loadJars(source, jars);
    List<String> problems = new ArrayList<>();
    loader.refused().forEach(refused -> problems.add(refused.reason()));
    List<Offer> offers = new ArrayList<>();
    for (InstalledPlugin plugin : loader.installed()) {
      PluginKind.ALL.forEach(
          kind ->
              kind.of(plugin.factories()).forEach(factory -> offers.add(Offer.of(kind, factory))));
    }
    if (offers.isEmpty() && problems.isEmpty()) {
      problems.add("it offers nothing: no task, reward rule, algorithm or backend");
    }
    for (PluginClassLoader classes : loader.loaders()) {
      try (classes) {
        problems.addAll(ApiUsage.problems(jars, classes));
      } catch (IOException e) {
        problems.add("its classes cannot be read: " + e.getMessage());
      }
    }
    return new Verification(source, offers, problems);
  }
}
