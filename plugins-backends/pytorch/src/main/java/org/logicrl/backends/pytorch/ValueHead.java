package org.logicrl.backends.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.SafetensorsFile;
import org.logicrl.backends.checkpoint.SafetensorsWriter;
import org.logicrl.backends.checkpoint.StoredTensor;

/**
 * How a critic lies on disk: the model folder of its trunk, with the head in a file of its own, so
 * that whatever reads the folder of a language model reads this one too.
 */
final class ValueHead {

  private static final String FILE = "value_head.safetensors";

  private final ModelFolder folder;
  private final Parameter head;
  private final Weights.Tensor content;

  /** An output head of its own, which a critic does not train; empty where it is the embedding. */
  private final Map<String, Weights.Tensor> untrained;

  private ValueHead(ModelFolder folder) throws IOException {
    this.folder = folder;
    this.head = PackedLayout.valueHead(folder.config());
    this.content = read(folder, head);
    Parameter output = folder.layout().head();
    // Opened now: the folder may be gone when the critic is saved.
    this.untrained =
        folder.config().tiedEmbeddings() ? Map.of() : Map.of(output.name(), folder.floats(output));
  }

  /** Reads the head of a critic; the folder of a policy has none, which then begins at zero. */
  static ValueHead open(ModelFolder folder) throws IOException {
    return new ValueHead(folder);
  }

  private static Weights.Tensor read(ModelFolder folder, Parameter head) throws IOException {
    Path path = folder.path().resolve(FILE);
    if (!Files.exists(path)) {
      ByteBuffer zeros =
          ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * head.size()))
              .order(ByteOrder.LITTLE_ENDIAN);
      return new Weights.Tensor(head.shape(), zeros);
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    StoredTensor stored = file.tensors().get(head.name());
    if (stored == null || !Arrays.equals(stored.shape(), head.shape())) {
      throw new ModelException(
          "%s must hold %s with shape %s, as the model beside it asks for; copy both from one folder"
              .formatted(path, head.name(), Arrays.toString(head.shape())));
    }
    return file.floats(head.name());
  }

  /** The critic's weights. */
  Parameters.Source source() {
    return parameter -> parameter.name().equals(head.name()) ? content : folder.floats(parameter);
  }

  /** Writes a critic. */
  void save(Path target, Map<String, Weights.Tensor> weights) throws IOException {
    Map<String, Weights.Tensor> trunk = new LinkedHashMap<>(weights);
    Weights.Tensor trained = trunk.remove(head.name());
    if (trained == null) {
      throw new IllegalArgumentException("a critic has a weight named " + head.name());
    }
    trunk.putAll(untrained);
    folder.save(target, new Weights(0, trunk));
    SafetensorsWriter.write(target.resolve(FILE), Map.of(head.name(), trained));
  }
}
