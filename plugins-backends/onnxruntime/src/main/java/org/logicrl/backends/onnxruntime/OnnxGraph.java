package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX graph under construction; {@link #toModel} encodes it. Field numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a>.
 *
 * <p>Values are known by their names. A node names its outputs after itself, so that its methods
 * return them and a graph is written like nested calls.
 */
final class OnnxGraph {

  /** Operators that ONNX Runtime adds to the standard. */
  static final String CONTRIB = "com.microsoft";

  /** The name of an input, or output, that a node does without. */
  static final String NONE = "";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int EXTERNAL = 1;

  private final ProtoMessage graph = new ProtoMessage();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /**
   * Declares an input.
   *
   * @param dimensions a Number where the size is known, a name where it is not
   */
  String input(String name, ElementKind kind, Object... dimensions) {
    graph.add(11, value(name, kind, dimensions));
    return name;
  }

  /** Declares an output, which a node has made; see {@link #input}. */
  void output(String name, ElementKind kind, Object... dimensions) {
    graph.add(12, value(name, kind, dimensions));
  }

  /** Declares a weight whose content the session is given apart from the model. */
  String weight(String name, ElementKind kind, long... shape) {
    ProtoMessage tensor = tensor(name, kind, shape);
    tensor.add(13, new ProtoMessage().add(1, "location").add(2, "memory"));
    graph.add(5, tensor.add(14, EXTERNAL));
    return name;
  }

  /** Declares a constant list of integers. */
  String constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    graph.add(5, tensor(name, ElementKind.INT64, values.length).add(9, raw.array()));
    return name;
  }

  /** Adds a node of the standard operators with one output, and returns its name. */
  String node(String operator, List<String> inputs, Map<String, Object> attributes) {
    String output = fresh(operator);
    node("", operator, inputs, List.of(output), attributes);
    return output;
  }

  /** Adds a node with one output and no attributes; see {@link #node(String, List, Map)}. */
  String node(String operator, String... inputs) {
    return node(operator, List.of(inputs), Map.of());
  }

  /**
   * Adds a node.
   *
   * @param domain empty for the standard operators, or {@link #CONTRIB}
   * @param attributes Long or Float values
   */
  void node(
      String domain,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Object> attributes) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.add(1, input));
    outputs.forEach(output -> node.add(2, output));
    node.add(3, outputs.get(0)).add(4, operator);
    attributes.forEach((name, attribute) -> node.add(5, attribute(name, attribute)));
    graph.add(1, node.add(7, domain));
  }

  /** A name that no other value has, as long as the names given have no dot. */
  String fresh(String stem) {
    return stem + "." + counts.merge(stem, 1, Integer::sum);
  }

  /** The model that consists of this graph. */
  byte[] toModel() {
    graph.add(2, "decoder");
    return new ProtoMessage()
        .add(1, IR_VERSION)
        .add(2, "logicrl")
        .add(7, graph)
        .add(8, new ProtoMessage().add(1, "").add(2, OPSET))
        .add(8, new ProtoMessage().add(1, CONTRIB).add(2, 1))
        .toBytes();
  }

  private static ProtoMessage tensor(String name, ElementKind kind, long... shape) {
    ProtoMessage tensor = new ProtoMessage();
    for (long size : shape) {
      tensor.add(1, size);
    }
    return tensor.add(2, kind.code()).add(8, name);
  }

  private static ProtoMessage value(String name, ElementKind kind, Object... dimensions) {
    ProtoMessage shape = new ProtoMessage();
    for (Object dimension : dimensions) {
      shape.add(
          1,
          dimension instanceof Number size
              ? new ProtoMessage().add(1, size.longValue())
              : new ProtoMessage().add(2, dimension.toString()));
    }
    ProtoMessage type = new ProtoMessage().add(1, kind.code()).add(2, shape);
    return new ProtoMessage().add(1, name).add(2, new ProtoMessage().add(1, type));
  }

  private static ProtoMessage attribute(String name, Object value) {
    ProtoMessage attribute = new ProtoMessage().add(1, name);
    if (value instanceof Float number) {
      return attribute.add(2, number).add(20, 1);
    }
    if (value instanceof Long number) {
      return attribute.add(3, number).add(20, 2);
    }
    throw new IllegalArgumentException(
        "the attribute %s is neither Float nor Long, but %s".formatted(name, value.getClass()));
  }
}
