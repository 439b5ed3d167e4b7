package org.logicrl.backends.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.logicrl.backends.checkpoint.Parameter;

/** One tensor of the program, made of the rows of one or more Hugging Face tensors. */
record PackedTensor(List<Parameter> parts) {

  /** The shape: the parts' rows added up. */
  long[] shape() {
    long[] shape = parts.get(0).shape().clone();
    shape[0] = parts.stream().mapToLong(part -> part.shape()[0]).sum();
    return shape;
  }

  /** The content, read part by part. */
  ByteBuffer pack(Parameters.Source source) throws IOException {
    if (parts.size() == 1) {
      return source.read(parts.get(0)).data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
    int bytes = parts.stream().mapToInt(PackedTensor::bytes).reduce(0, Math::addExact);
    ByteBuffer packed = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (Parameter part : parts) {
      packed.put(source.read(part).data().duplicate());
    }
    return packed.flip();
  }

  /** The number of bytes of a part. */
  static int bytes(Parameter part) {
    return Math.toIntExact(Float.BYTES * part.size());
  }
}
