package org.logicrl.backends.onnxruntime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;

/**
 * Which device the setting {@code device} means on a machine.
 *
 * @param device null means the processor
 * @param description the device, and why it is not a GPU where that was left open
 */
record DeviceChoice(@Nullable Device device, String description) {

  private static final Pattern NAME = Pattern.compile("auto|cpu|cuda(?::(\\d{1,3}))?");

  private static final String GPU_NEEDS =
      "use cpu or auto, or a build with the Maven profile cuda (LOGICRL_PROFILES=cuda ./logicrl) on a machine"
          + " with an NVIDIA driver, CUDA 12 and cuDNN 9";

  /** Why a GPU cannot be used, and what to do where it is asked for. */
  private record Obstacle(String reason, String remedy) {}

  /** Refuses a name that is no device's. */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "device must be auto, cpu, or cuda:N with the number of the GPU, but is " + name);
    }
  }

  /**
   * The device for some settings.
   *
   * @throws UnusableSettingsException when it is a GPU that cannot be used, or not with the other
   *     settings
   */
  static DeviceChoice of(OnnxRuntimeSettings settings, Machine machine) {
    String name = settings.device();
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(name + " is no device");
    }
    if (name.equals("cpu")) {
      return new DeviceChoice(null, name);
    }
    int number = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    boolean asked = !name.equals("auto");
    Device device = Device.cuda(number);
    Obstacle obstacle = obstacle(settings, asked, device, machine);
    if (obstacle == null) {
      return new DeviceChoice(device, "cuda:" + number);
    }
    if (asked) {
      throw new UnusableSettingsException(
          "device of onnxruntime is %s, but %s: %s"
              .formatted(name, obstacle.reason(), obstacle.remedy()));
    }
    return new DeviceChoice(null, "cpu (%s)".formatted(obstacle.reason()));
  }

  private static @Nullable Obstacle obstacle(
      OnnxRuntimeSettings settings, boolean asked, Device device, Machine machine) {
    if (!machine.cudaBuild()) {
      return new Obstacle("the ONNX Runtime of this build is for the CPU", GPU_NEEDS);
    }
    // Whoever asks for a GPU may have a driver that does not show as others do.
    if (!asked && !machine.driver()) {
      return new Obstacle("no NVIDIA driver is seen at /dev/nvidiactl", GPU_NEEDS);
    }
    if (settings.precision() != Precision.FP16) {
      return new Obstacle(
          "precision is " + settings.precision().label(),
          "use fp16, in which attention on a GPU is computed");
    }
    if (settings.lanes() > 1) {
      return new Obstacle(
          "lanes is " + settings.lanes(), "leave it out, because a GPU decodes one batch");
    }
    String failure = machine.trial().failure(device);
    return failure == null
        ? null
        : new Obstacle("it does not work (%s)".formatted(failure), GPU_NEEDS);
  }
}
