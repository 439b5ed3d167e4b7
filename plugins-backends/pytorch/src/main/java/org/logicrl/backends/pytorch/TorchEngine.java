package org.logicrl.backends.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;

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

  /** A manager for tensors on the device of the settings, to be closed by its owner. */
  static PtNDManager newManager(PyTorchSettings settings) {
    PtNDManager manager = (PtNDManager) engine(settings).newBaseManager(device(settings));
    JniUtils.setNumThreads(settings.resolvedThreads());
    return manager;
  }

  /**
   * What numbers depend on beside the settings: the versions, the threads and the device in use.
   */
  static Map<String, String> environment(PyTorchSettings settings) {
    return Map.of(
        "PyTorch",
        engine(settings).getVersion(),
        "DJL",
        Engine.getDjlVersion(),
        "threads",
        Integer.toString(settings.resolvedThreads()),
        "device",
        name(device(settings)));
  }

  /** The engine, whose libraries are chosen by the first settings of the JVM. */
  private static synchronized Engine engine(PyTorchSettings settings) {
    if (!mayUseGpu(settings)) {
      return Engine.getEngine("PyTorch");
    }
    try {
      NativeLibraries.prefer(TorchEngine.class.getClassLoader());
      return Engine.getEngine("PyTorch");
    } catch (EngineException | LinkageError e) {
      throw new UnusableSettingsException(
          "the libraries for a GPU cannot be loaded (%s): install CUDA 12 with cuDNN 9, or use device: cpu"
              .formatted(rootMessage(e)),
          e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }

  private static Device device(PyTorchSettings settings) {
    return TorchDevice.choose(
        settings.device(), mayUseGpu(settings) ? engine(settings).getGpuCount() : 0);
  }

  /** As the settings call it. */
  private static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  private static boolean mayUseGpu(PyTorchSettings settings) {
    return TorchDevice.wantsGpu(settings.device(), Files.exists(DRIVER));
  }

  /** A manager below another one, for tensors that do not outlive a few calls. */
  static PtNDManager scratch(PtNDManager manager) {
    return (PtNDManager) manager.newSubManager();
  }
}
