package org.logicrl.backends.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

/** Loads the native engine, once per JVM, without any access to the network. */
final class TorchEngine {

  static {
    // Without these DJL may look for another library on the network, and report its use.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private TorchEngine() {}

  /** The version of the native library. */
  static String version() {
    return Engine.getEngine("PyTorch").getVersion();
  }

  /** A manager for tensors on the CPU, to be closed by its owner. */
  static PtNDManager newManager(int threads) {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    JniUtils.setNumThreads(threads);
    return (PtNDManager) manager;
  }

  /** A manager below another one, for tensors that do not outlive a few calls. */
  static PtNDManager scratch(PtNDManager manager) {
    return (PtNDManager) manager.newSubManager();
  }
}
