package org.logicrl.backends.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.SafetensorsFile;
import org.logicrl.backends.checkpoint.SafetensorsWriter;

/**
 * How a critic lies on disk: the model folder of its trunk, with the head in a file of its own, so
 * that whatever reads the folder of a language model reads this one too.
 */
final class ValueHead {

  private static final String FILE = "value_head.safetensors";

  private ValueHead() {}

  /** Reads a critic's weights; the folder of a policy has no head, which then begins at zero. */
  static Parameters.Source source(ModelFolder folder) {
    Parameter head = PackedLayout.valueHead(folder.config());
    return parameter -> {
      if (!parameter.name().equals(head.name())) {
        return folder.floats(parameter);
      }
      Path file = folder.path().resolve(FILE);
      if (Files.exists(file)) {
        return SafetensorsFile.open(file).floats(head.name());
      }
      ByteBuffer zeros =
          ByteBuffer.allocateDirect(PackedTensor.bytes(head)).order(ByteOrder.LITTLE_ENDIAN);
      return new Weights.Tensor(head.shape(), zeros);
    };
  }

  /**
   * Writes a critic; an output head of its own, which a critic does not use, stays the source's.
   */
  static void save(Path target, ModelFolder source, Map<String, Weights.Tensor> weights)
      throws IOException {
    Map<String, Weights.Tensor> trunk = new LinkedHashMap<>(weights);
    String name = PackedLayout.valueHead(source.config()).name();
    Weights.Tensor head = trunk.remove(name);
    if (head == null) {
      throw new IllegalArgumentException("a critic has a weight named " + name);
    }
    Parameter output = source.layout().head();
    if (!trunk.containsKey(output.name())) {
      trunk.put(output.name(), source.floats(output));
    }
    source.save(target, new Weights(0, trunk));
    SafetensorsWriter.write(target.resolve(FILE), Map.of(name, head));
  }
}
