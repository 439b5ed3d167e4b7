package org.logicrl.backends.pytorch;

import java.nio.file.Path;
import org.logicrl.api.backend.Backend;
import org.logicrl.testkit.BackendContract;

/** With every prompt computed once, and every layer twice. */
class RecomputingBackendContractTest extends BackendContract {

  @Override
  protected Backend backend() {
    return Models.backend(64, true, true);
  }

  @Override
  protected Path model() {
    return Golden.folder("qwen3");
  }

  @Override
  protected int vocabularySize() {
    return 192;
  }
}
