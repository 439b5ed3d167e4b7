package org.logicrl.backends.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads the native engine, once per JVM, without any access to the network. */
final class TorchEngine {

  /** There where an NVIDIA driver is loaded. */
  private static final Path DRIVER = Path.of("/dev/nvidiactl");

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

  /** A manager for tensors on the device of the settings, to be closed by its owner. */
  static synchronized PtNDManager newManager(PyTorchSettings settings) {
    // The libraries are chosen by the first model of the JVM.
    boolean gpu = TorchDevice.wantsGpu(settings.device(), Files.exists(DRIVER));
    if (gpu) {
      NativeLibraries.prefer(TorchEngine.class.getClassLoader());
    }
    Engine engine = Engine.getEngine("PyTorch");
    Device device = TorchDevice.choose(settings.device(), gpu ? engine.getGpuCount() : 0);
    PtNDManager manager = (PtNDManager) engine.newBaseManager(device);
    JniUtils.setNumThreads(settings.resolvedThreads());
    return manager;
  }

  /** A manager below another one, for tensors that do not outlive a few calls. */
  static PtNDManager scratch(PtNDManager manager) {
    return (PtNDManager) manager.newSubManager();
  }
}
