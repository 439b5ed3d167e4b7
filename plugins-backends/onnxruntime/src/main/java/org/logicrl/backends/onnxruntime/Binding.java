package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs and results of runs of one shape: tensors over memory that stays where it is, so that
 * a run allocates nothing.
 */
final class Binding implements AutoCloseable {

  private final DecoderSession session;
  private final List<OnnxTensor> own = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();

  /** A binding of nothing yet. */
  Binding(DecoderSession session) {
    this.session = session;
  }

  /** Forgets the tensors that there were, and binds a cache's first rows. */
  void begin(KeyValueCache cache, int rows) {
    close();
    inputs.putAll(session.inputs());
    cache
        .tensors(rows)
        .forEach(
            (name, tensor) -> {
              own.add(tensor);
              inputs.put(DecoderGraph.past(name), tensor);
              outputs.put(name, tensor);
            });
  }

  /** Binds an input to the beginning of some memory. */
  void input(String name, ByteBuffer memory, ElementKind kind, long... sizes) {
    OnnxTensor tensor = Ort.tensor(memory, kind, sizes);
    own.add(tensor);
    inputs.put(name, tensor);
  }

  /** Binds a result, of float32 values. */
  void output(String name, ByteBuffer memory, long... sizes) {
    OnnxTensor tensor = Ort.tensor(memory, ElementKind.FLOAT, sizes);
    own.add(tensor);
    outputs.put(name, tensor);
  }

  /** Runs the graph. */
  void run() {
    session.run(inputs, outputs);
  }

  /** Closes the tensors; the memory stays. */
  @Override
  public void close() {
    own.forEach(OnnxTensor::close);
    own.clear();
    inputs.clear();
    outputs.clear();
  }
}
