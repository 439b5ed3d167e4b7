package org.logicrl.backends.onnxruntime;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.backend.Backend;

/** Offers the backend {@code onnxruntime}. */
public final class OnnxRuntimePlugin implements Plugin {

  @Override
  public List<Factory<?, Backend>> backends() {
    return List.of(
        new Factory<>(
            "onnxruntime",
            "ONNX Runtime: generates fast, from the weights that a learner hands over, and scores",
            OnnxRuntimeSettings.class,
            (settings, context) -> new OnnxRuntimeBackend(settings)));
  }
}
