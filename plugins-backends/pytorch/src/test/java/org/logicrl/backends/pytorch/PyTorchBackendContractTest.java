package org.logicrl.backends.pytorch;

import java.nio.file.Path;
import org.logicrl.api.backend.Backend;
import org.logicrl.testkit.BackendContract;

/** On a batch limit that splits every batch of the contract. */
class PyTorchBackendContractTest extends BackendContract {

  @Override
  protected Backend backend() {
    return Models.backend(64, 256);
  }

  @Override
  protected Path model() {
    return Golden.folder("qwen2-untied");
  }

  @Override
  protected int vocabularySize() {
    return 192;
  }
}
