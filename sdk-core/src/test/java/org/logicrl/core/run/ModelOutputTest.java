package org.logicrl.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.UnusableSettingsException;

final class ModelOutputTest {

  @TempDir private Path parent = Path.of("");

  @Test
  void aModelIsWrittenWhereThereIsNothing() throws IOException {
    output("deep/model").write(target -> write(target, "new"));

    assertThat(parent.resolve("deep/model/model.safetensors")).hasContent("new");
  }

  @Test
  void anOlderModelIsReplaced() throws IOException {
    write(parent.resolve("model"), "old");
    Files.writeString(parent.resolve("model/tokenizer.json"), "{}");
    output("model").write(target -> write(target, "new"));

    assertThat(parent.resolve("model/model.safetensors")).hasContent("new");
    assertThat(parent.resolve("model/tokenizer.json")).doesNotExist();
    assertThat(parent).isDirectoryNotContaining("glob:**/.model.*");
  }

  @Test
  void anEmptyFolderIsFilled() throws IOException {
    Files.createDirectory(parent.resolve("model"));

    assertThatCode(() -> output("model").prepare()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"experiment.yaml", "thesis.tex", "data.json"})
  void aFolderThatHoldsAnythingElseIsRefusedAndStays(String file) throws IOException {
    write(parent.resolve("model"), "old");
    Files.writeString(parent.resolve("model").resolve(file), "precious");

    assertThatThrownBy(() -> output("model").write(target -> write(target, "new")))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("sft.output names")
        .hasMessageContaining("it holds " + file);
    assertThat(parent.resolve("model").resolve(file)).hasContent("precious");
    assertThat(parent.resolve("model/model.safetensors")).hasContent("old");
  }

  @Test
  void aFolderWithFoldersIsRefused() throws IOException {
    write(parent.resolve("model"), "a model inside");

    assertThatThrownBy(() -> output("").prepare()).hasMessageContaining("it holds model");
  }

  @Test
  void anOlderModelWithAdaptersIsReplaced() throws IOException {
    write(parent.resolve("model"), "old");
    Path adapter = Files.createDirectory(parent.resolve("model/adapter"));
    Files.writeString(adapter.resolve("adapter_config.json"), "{}");
    Files.writeString(adapter.resolve("adapter_model.safetensors"), "old");
    output("model").write(target -> write(target, "new"));

    assertThat(adapter).doesNotExist();
    assertThat(parent.resolve("model/model.safetensors")).hasContent("new");
  }

  @Test
  void whatElseLiesAmongAdaptersIsARefusal() throws IOException {
    write(parent.resolve("model"), "old");
    Path adapter = Files.createDirectory(parent.resolve("model/adapter"));
    Files.writeString(adapter.resolve("notes.txt"), "precious");

    assertThatThrownBy(() -> output("model").prepare())
        .hasMessageContaining("it holds " + Path.of("adapter", "notes.txt"));
  }

  @Test
  void weightsWithoutAConfigurationAreNoModel() throws IOException {
    Files.writeString(parent.resolve("mine.safetensors"), "of something else");

    assertThatThrownBy(() -> output("").prepare()).hasMessageContaining("it holds no config.json");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.writeString(parent.resolve("model"), "notes");

    assertThatThrownBy(() -> output("model").prepare()).hasMessageContaining("is a file");
  }

  @Test
  void aModelWhoseReplacementWasCutShortIsPutBack() throws IOException {
    // As if the process had been killed after it had moved the older model away.
    write(parent.resolve(".model.old"), "old");
    write(parent.resolve(".model.new"), "new");
    output("model").prepare();

    assertThat(parent.resolve("model/model.safetensors")).hasContent("old");
    assertThat(parent.resolve(".model.old")).doesNotExist();
  }

  @Test
  void aFailureWhileWritingLeavesTheOlderModel() throws IOException {
    write(parent.resolve(".model.old"), "old");

    assertThatThrownBy(
            () ->
                output("model")
                    .write(
                        target -> {
                          throw new IOException("disk full");
                        }))
        .hasMessage("disk full");
    assertThat(parent.resolve("model/model.safetensors")).hasContent("old");
  }

  private ModelOutput output(String name) {
    return new ModelOutput("sft.output", parent.resolve(name));
  }

  private static void write(Path folder, String weights) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("model.safetensors"), weights);
  }
}
