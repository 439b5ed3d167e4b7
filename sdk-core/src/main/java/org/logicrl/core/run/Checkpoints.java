package org.logicrl.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.core.files.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run.
 *
 * <p>A checkpoint is written into a hidden folder beside its place, synced, given a manifest with
 * the size and SHA-256 of each file as its last file, and moved into place in one step. So a folder
 * under its final name is complete, and whatever happens to it later the manifest shows.
 */
public final class Checkpoints {

  /** The version of the layout, written into every manifest. */
  static final int FORMAT = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String MANIFEST = "MANIFEST.json";
  private static final Pattern NAME = Pattern.compile("step-\\d{1,18}");

  private final Path run;
  private final Path folder;

  Checkpoints(Path run) {
    this.run = run;
    this.folder = run.resolve("checkpoints");
  }

  /**
   * Writes a checkpoint, names it in {@code LATEST}, and removes others.
   *
   * @param keep how many stay: this one, and of the others those of the latest steps
   * @return the checkpoint's folder
   */
  public Path write(long step, int keep, AtomicFiles.Content content) throws IOException {
    Path target = write(step, content);
    List<Path> others = all();
    others.remove(target);
    for (Path old : others.subList(0, Math.max(0, others.size() - (keep - 1)))) {
      AtomicFiles.deleteTree(old);
    }
    return target;
  }

  /**
   * Writes a checkpoint of steps that were left out, and names it in {@code LATEST}. All others
   * stay, since nobody knows which of them has the last weights that are of use; but for those of
   * the same weights.
   *
   * @param leftOut how many steps up to this one changed nothing
   * @return the checkpoint's folder
   */
  public Path writeBeside(long step, int leftOut, AtomicFiles.Content content) throws IOException {
    Path target = write(step, content);
    for (Path other : all()) {
      if (step(other) > step - leftOut && step(other) < step) {
        AtomicFiles.deleteTree(other);
      }
    }
    return target;
  }

  private Path write(long step, AtomicFiles.Content content) throws IOException {
    Files.createDirectories(folder);
    String name = String.format(Locale.ROOT, "step-%06d", step);
    Path temporary = folder.resolve("." + name + ".tmp");
    AtomicFiles.deleteTree(temporary);
    content.write(temporary);
    AtomicFiles.syncAll(temporary);
    AtomicFiles.write(temporary.resolve(MANIFEST), Json.pretty(manifest(temporary, step)));
    Path target = folder.resolve(name);
    AtomicFiles.deleteTree(target);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.sync(folder);
    AtomicFiles.write(run.resolve("LATEST"), name + "\n");
    return target;
  }

  /**
   * The newest complete checkpoint, for a run that is to go on.
   *
   * @param steps all steps of the run
   * @throws RunException when there is none
   * @throws UnusableSettingsException when it lies beyond the end of the run
   */
  public Checkpoint require(long steps) throws IOException {
    Checkpoint newest =
        newest()
            .orElseThrow(
                () ->
                    new RunException(
                        run + " holds no complete checkpoint to go on from: start the run anew"));
    if (newest.step() > steps) {
      throw new UnusableSettingsException(
          "%s has done %d steps already, more than the %d that are set: set as many or more"
              .formatted(run, newest.step(), steps));
    }
    return newest;
  }

  /** The newest checkpoint that is complete; damaged ones are passed over with a warning. */
  public Optional<Checkpoint> newest() throws IOException {
    List<Path> all = all();
    for (int i = all.size() - 1; i >= 0; i--) {
      Optional<String> damage = damage(all.get(i));
      if (damage.isEmpty()) {
        long step = Json.read(all.get(i).resolve(MANIFEST)).path("step").asLong();
        return Optional.of(new Checkpoint(all.get(i), step));
      }
      LOG.warn("passing over {}: {}", all.get(i), damage.get());
    }
    return Optional.empty();
  }

  /**
   * Makes a checkpoint the newest, before the run goes on from there. Later ones, which were passed
   * over, are set aside as {@code step-000100.damaged}: their weights may still be of use.
   */
  public void goBackTo(Checkpoint checkpoint) throws IOException {
    for (Path later : all()) {
      if (step(later) > checkpoint.step()) {
        Path aside = later.resolveSibling(later.getFileName() + ".damaged");
        AtomicFiles.deleteTree(aside);
        Files.move(later, aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn("set aside {} as {}", later, aside.getFileName());
      }
    }
    AtomicFiles.write(run.resolve("LATEST"), checkpoint.path().getFileName() + "\n");
  }

  /**
   * A complete checkpoint.
   *
   * @param path its folder
   * @param step the number of training steps that made it
   */
  public record Checkpoint(Path path, long step) {}

  private static Map<String, Object> manifest(Path folder, long step) throws IOException {
    Map<String, Object> files = new LinkedHashMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("size", Files.size(file));
        entry.put("sha256", Hashes.sha256(file));
        files.put(folder.relativize(file).toString().replace('\\', '/'), entry);
      }
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", FORMAT);
    manifest.put("step", step);
    manifest.put("files", files);
    return manifest;
  }

  /** What is wrong with a checkpoint, if anything. */
  private static Optional<String> damage(Path checkpoint) throws IOException {
    Path file = checkpoint.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      return Optional.of("it has no " + MANIFEST);
    }
    JsonNode manifest;
    try {
      manifest = Json.read(file);
    } catch (JsonProcessingException | CharacterCodingException e) {
      return Optional.of("its %s is no JSON".formatted(MANIFEST));
    }
    if (manifest.path("format").asInt() != FORMAT) {
      return Optional.of(
          "its format is '%s', this version reads %d"
              .formatted(manifest.path("format").asText(), FORMAT));
    }
    for (Map.Entry<String, JsonNode> entry : manifest.path("files").properties()) {
      Path part = checkpoint.resolve(entry.getKey());
      if (!Files.isRegularFile(part)) {
        return Optional.of(entry.getKey() + " is missing");
      }
      if (Files.size(part) != entry.getValue().path("size").asLong()
          || !Hashes.sha256(part).equals(entry.getValue().path("sha256").asText())) {
        return Optional.of(entry.getKey() + " has changed since it was written");
      }
    }
    return Optional.empty();
  }

  /** All folders under a checkpoint's name, by step. */
  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var entries =
          Files.newDirectoryStream(
              folder, entry -> NAME.matcher(entry.getFileName().toString()).matches())) {
        entries.forEach(all::add);
      }
    }
    // Not by name: beyond a million steps names grow longer.
    all.sort(Comparator.comparingLong(Checkpoints::step));
    return all;
  }

  private static long step(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("step-".length()));
  }
}
