package org.logicrl.core.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Backend;
import org.logicrl.core.plugin.InstalledPlugin;
import org.logicrl.core.plugin.PluginCatalog;

/**
 * What a run's numbers depend on beside its configuration and its model, as {@code run.json} has
 * it.
 *
 * @param versions of the SDK and of Java
 * @param engines what {@link Backend#environment} says of each, by the name of its section
 * @param host the machine
 * @param plugins with the hashes of their files
 */
record Circumstances(
    Map<String, String> versions,
    Map<String, Map<String, String>> engines,
    Map<String, Object> host,
    List<Map<String, Object>> plugins) {

  /**
   * The circumstances of this process.
   *
   * @param backends by what they do, which are the names of their sections
   */
  static Circumstances of(PluginCatalog catalog, Map<String, Backend> backends) throws IOException {
    Map<String, Map<String, String>> engines = new LinkedHashMap<>();
    backends.forEach((name, backend) -> engines.put(name, new TreeMap<>(backend.environment())));
    List<Map<String, Object>> plugins = new ArrayList<>();
    for (InstalledPlugin plugin : catalog.plugins()) {
      Map<String, Object> files = new LinkedHashMap<>();
      plugin.files().forEach(file -> files.put(file.path().toString(), file.sha256()));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", plugin.className());
      entry.put("files", files);
      plugins.add(entry);
    }
    return new Circumstances(sdkAndJava(), engines, machine(), plugins);
  }

  /** What has changed between two descriptions of a run so that its numbers may differ. */
  static List<String> differences(JsonNode then, JsonNode now) {
    Map<String, String> before = facts(then);
    Map<String, String> after = facts(now);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      @Nullable String was = before.get(name);
      @Nullable String is = after.get(name);
      if (was == null || !was.equals(is)) {
        differences.add(
            "%s was %s and is %s"
                .formatted(name, was == null ? "absent" : was, is == null ? "absent" : is));
      }
    }
    return differences;
  }

  /** What numbers depend on, without the names of machines and places of files. */
  private static Map<String, String> facts(JsonNode description) {
    Map<String, String> facts = new TreeMap<>();
    addAll("versions", description.path("versions"), facts);
    description
        .path("engines")
        .properties()
        .forEach(engine -> addAll("engines." + engine.getKey(), engine.getValue(), facts));
    facts.put("host.os", description.path("host").path("os").asText());
    for (JsonNode plugin : description.path("plugins")) {
      List<String> hashes = new ArrayList<>();
      plugin.path("files").forEach(hash -> hashes.add(hash.asText()));
      hashes.sort(null);
      facts.put("plugin " + plugin.path("class").asText(), "SHA-256 " + String.join(" ", hashes));
    }
    return facts;
  }

  private static void addAll(String name, JsonNode section, Map<String, String> facts) {
    section
        .properties()
        .forEach(entry -> facts.put(name + "." + entry.getKey(), entry.getValue().asText()));
  }

  private static Map<String, String> sdkAndJava() throws IOException {
    Map<String, String> versions = new LinkedHashMap<>();
    Properties own = new Properties();
    try (InputStream file = Circumstances.class.getResourceAsStream("version.properties")) {
      own.load(Objects.requireNonNull(file, "version.properties"));
    }
    versions.put("logicrl", own.getProperty("version"));
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    return versions;
  }

  private static Map<String, Object> machine() {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("name", hostName());
    host.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    host.put("processors", Runtime.getRuntime().availableProcessors());
    return host;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
