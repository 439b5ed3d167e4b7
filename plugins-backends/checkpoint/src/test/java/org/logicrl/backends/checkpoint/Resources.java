package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that the tests compare with, and what they do with folders. */
final class Resources {

  static final List<String> MODELS =
      List.of("qwen2-tied", "qwen2-untied", "qwen3", "qwen3-bias", "llama3-rope");

  private Resources() {}

  static Path path(String name) {
    URL url = Objects.requireNonNull(Resources.class.getResource("/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path model(String name) {
    return path("models/" + name);
  }

  static JsonNode json(String name) throws IOException {
    return JsonSection.MAPPER.readTree(Files.readAllBytes(path(name)));
  }

  /** A copy of a model with the tokenizer beside it, to be changed by a test. */
  static Path copy(String model, Path target) throws IOException {
    Files.createDirectories(target);
    for (Path source : List.of(model(model), path("tokenizer"))) {
      for (Path file : files(source)) {
        if (!file.getFileName().toString().startsWith("expected.")) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
    return target;
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names and contents of a folder's files, hashed. */
  static List<String> hashes(Path folder) throws IOException {
    return files(folder).stream()
        .map(file -> Optional.ofNullable(file.getFileName()).orElseThrow() + " " + hash(file))
        .toList();
  }

  static String hash(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
