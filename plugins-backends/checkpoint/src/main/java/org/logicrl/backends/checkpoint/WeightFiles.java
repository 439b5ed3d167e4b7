package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.logicrl.api.backend.ModelException;

/** Finds the weights of a model folder: one safetensors file, or shards with an index. */
final class WeightFiles {

  static final String SINGLE = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";

  private WeightFiles() {}

  /** The file of each tensor, by the tensor's name. A single file wins, as in transformers. */
  static Map<String, SafetensorsFile> open(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(SINGLE))) {
      SafetensorsFile file = SafetensorsFile.open(folder.resolve(SINGLE));
      Map<String, SafetensorsFile> files = new LinkedHashMap<>();
      file.tensors().keySet().forEach(name -> files.put(name, file));
      return files;
    }
    if (Files.isRegularFile(folder.resolve(INDEX))) {
      return openShards(folder, JsonSection.read(folder.resolve(INDEX)));
    }
    throw new ModelException(
        "%s holds neither %s nor %s; weights in another format must be saved as safetensors first"
            .formatted(folder, SINGLE, INDEX));
  }

  private static Map<String, SafetensorsFile> openShards(Path folder, JsonSection index)
      throws IOException {
    JsonSection places = index.section("weight_map");
    if (places == null) {
      throw new ModelException(index.file() + " has no weight_map");
    }
    Map<String, SafetensorsFile> shards = new TreeMap<>();
    Map<String, SafetensorsFile> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> place : places.node().properties()) {
      String shardName = place.getValue().asText();
      SafetensorsFile shard = shards.get(shardName);
      if (shard == null) {
        shard = SafetensorsFile.open(shardPath(folder, index.file(), shardName));
        shards.put(shardName, shard);
      }
      if (!shard.tensors().containsKey(place.getKey())) {
        throw new ModelException(
            "%s says that %s holds %s, but it does not"
                .formatted(index.file(), shardName, place.getKey()));
      }
      files.put(place.getKey(), shard);
    }
    for (SafetensorsFile shard : shards.values()) {
      Set<String> unlisted = new TreeSet<>(shard.tensors().keySet());
      unlisted.removeIf(name -> files.get(name) == shard);
      if (!unlisted.isEmpty()) {
        throw new ModelException(
            "%s holds %s, which %s does not place there"
                .formatted(shard.path(), unlisted, index.file()));
      }
    }
    return files;
  }

  private static Path shardPath(Path folder, Path index, String name) throws ModelException {
    Path shard = folder.resolve(name);
    // A shard is a file of the folder itself: a name such as ../x would lead out of it.
    if (name.isEmpty() || !folder.equals(shard.getParent()) || name.equals("..")) {
      throw new ModelException(
          "%s names the shard '%s', but a shard must be a file beside it".formatted(index, name));
    }
    if (!Files.isRegularFile(shard)) {
      throw new ModelException(
          "%s names the shard %s, but it is missing; copy it into the folder"
              .formatted(index, name));
    }
    return shard;
  }
}
