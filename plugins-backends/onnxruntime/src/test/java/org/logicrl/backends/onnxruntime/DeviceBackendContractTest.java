package org.logicrl.backends.onnxruntime;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.testkit.BackendContract;

/** On a device, with three sequences at once, into which responses come one by one. */
class DeviceBackendContractTest extends BackendContract {

  @Override
  protected Backend backend() {
    return Models.onDevice(3, Precision.FP32);
  }

  @Override
  protected Path model() {
    return Golden.folder("qwen2-untied");
  }

  @Override
  protected int vocabularySize() {
    return 192;
  }

  @Override
  protected @Nullable Weights weights() throws IOException {
    return ModelFolder.open(model()).weights(1);
  }
}
