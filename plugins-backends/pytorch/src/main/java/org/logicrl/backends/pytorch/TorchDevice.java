package org.logicrl.backends.pytorch;

import ai.djl.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logicrl.api.UnusableSettingsException;

/** Turns the setting {@code device} into a device of the engine. */
final class TorchDevice {

  private static final Pattern NAME = Pattern.compile("auto|cpu|cuda(?::(\\d{1,3}))?");

  private TorchDevice() {}

  /** Refuses a name that is no device's. */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "device must be auto, cpu, or cuda:N with the number of the GPU, but is " + name);
    }
  }

  /**
   * Whether libraries for a GPU are needed: where one is asked for, or may be used and is there.
   */
  static boolean wantsGpu(String name, boolean driverPresent) {
    return name.equals("auto") ? driverPresent : !name.equals("cpu");
  }

  /**
   * The device of a name.
   *
   * @param gpus how many the engine sees
   * @throws UnusableSettingsException when there is no such GPU
   */
  static Device choose(String name, int gpus) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(name + " is no device");
    }
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    int number = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    if (number >= gpus) {
      throw new UnusableSettingsException(
          ("device is %s, but the engine sees %d GPUs: use cpu, or a build with the Maven profile"
                  + " cuda on a machine with an NVIDIA driver")
              .formatted(name, gpus));
    }
    return Device.gpu(number);
  }
}
