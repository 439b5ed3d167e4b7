package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;

/** Where onnxruntime generates, in a build for the CPU. */
final class RolloutDeviceTest {

  private static final String ONNX_RUNTIME = "--set=rollout.backend=onnxruntime";
  private static final String GPU = "--set=rollout.device=cuda:0";

  @TempDir private Path folder;

  @Test
  void evaluatingOnAGpuThatCannotBeUsedIsABadConfiguration() throws IOException {
    assertRefused(Cli.run("eval", config(), ONNX_RUNTIME, GPU));
  }

  @Test
  void trainingOnAGpuThatCannotBeUsedIsABadConfiguration() throws IOException {
    Path run = folder.resolve("run");
    assertRefused(Cli.run("train", config(), "--run", run, ONNX_RUNTIME, GPU));
    assertThat(run).doesNotExist();
  }

  private Path config() throws IOException {
    return new SmallExperiment(folder).config();
  }

  private static void assertRefused(Cli.Result result) {
    assertThat(result.err())
        .contains(
            "device of onnxruntime is cuda:0, but the ONNX Runtime of this build is for the CPU",
            "LOGICRL_PROFILES=cuda ./logicrl",
            "CUDA 12 and cuDNN 9")
        .doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
  }

  @Test
  void aNameThatIsNoDevicesIsABadConfiguration() throws IOException {
    Cli.Result result = Cli.run("eval", config(), ONNX_RUNTIME, "--set=rollout.device=gpu");

    assertThat(result.err()).contains("auto, cpu, or cuda:N");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
  }

  @Test
  void aRunSaysWhyItDidNotTakeAGpu() throws IOException {
    new SmallExperiment(folder).train("run", 1, "rollout.backend=onnxruntime");

    JsonNode rollout = Json.read(folder.resolve("run/run.json")).path("engines").path("rollout");
    assertThat(rollout.path("device").asText())
        .isEqualTo("cpu (the ONNX Runtime of this build is for the CPU)");
    assertThat(rollout.path("ONNX Runtime").asText()).matches("\\d+\\.\\d+\\..+");
  }
}
