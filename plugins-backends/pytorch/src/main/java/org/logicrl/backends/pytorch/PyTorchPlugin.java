package org.logicrl.backends.pytorch;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.backend.Backend;

/** Offers the backend {@code pytorch}. */
public final class PyTorchPlugin implements Plugin {

  @Override
  public List<Factory<?, Backend>> backends() {
    return List.of(
        new Factory<>(
            "pytorch",
            "PyTorch through DJL: generates, scores and learns",
            PyTorchSettings.class,
            (settings, context) -> new PyTorchBackend(settings, context.seed())));
  }
}
