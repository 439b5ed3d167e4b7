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

  private static final String WHAT_TO_DO =
      "use cpu or auto, or a build with the Maven profile cuda (mvn -Pcuda package) on a machine"
          + " with an NVIDIA driver, CUDA 12 and cuDNN 9";

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
    Device device = Device.cuda(number);
    String obstacle = obstacle(settings, device, machine);
    if (obstacle == null) {
      return new DeviceChoice(device, "cuda:" + number);
    }
    if (name.equals("auto")) {
      return new DeviceChoice(null, "cpu (%s)".formatted(obstacle));
    }
    throw new UnusableSettingsException("rollout.device is %s, but %s".formatted(name, obstacle));
  }

  /** Why a GPU cannot be used, or null where it can. */
  private static @Nullable String obstacle(
      OnnxRuntimeSettings settings, Device device, Machine machine) {
    if (!machine.cudaBuild()) {
      return "the ONNX Runtime of this build is for the CPU: " + WHAT_TO_DO;
    }
    if (!machine.driver()) {
      return "no NVIDIA driver is loaded: " + WHAT_TO_DO;
    }
    if (settings.precision() != Precision.FP16) {
      return "rollout.precision is %s, and attention on a GPU is computed in half precision: use fp16"
          .formatted(settings.precision().label());
    }
    if (settings.lanes() > 1) {
      return "rollout.lanes is %d, and a GPU decodes one batch: leave it out"
          .formatted(settings.lanes());
    }
    String failure = machine.trial().failure(device);
    return failure == null ? null : "it does not work (%s): %s".formatted(failure, WHAT_TO_DO);
  }
}
