package org.logicrl.backends.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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

  /** The content, in the order it lies in. */
  List<ByteBuffer> pack(Parameters.Source source) throws IOException {
    List<ByteBuffer> content = new ArrayList<>();
    for (Parameter part : parts) {
      content.addAll(source.read(part).parts());
    }
    return content;
  }
}
