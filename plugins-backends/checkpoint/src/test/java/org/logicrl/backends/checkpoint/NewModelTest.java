package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.ModelShape;

class NewModelTest {

  private static final ModelShape SHAPE = new ModelShape(64, 2, 4, 2, 96, 128, 10_000, 0.04);

  private static final List<String> CORPUS =
      List.of(
          "Zoey says: \"Oliver isn't a knave\".\n",
          "<think> so </think><answer> (1) Zoey is a knight </answer><|endoftext|>");

  @TempDir Path temporary;

  @Test
  void writesAModelThatOpens() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);

    ModelFolder folder = ModelFolder.open(temporary.resolve("new"));
    assertThat(folder.config().type()).isEqualTo(ModelType.QWEN2);
    assertThat(folder.config().headDim()).isEqualTo(16);
    assertThat(folder.config().vocabSize()).isEqualTo(ModelTokenizer.open(folder.path()).size());
  }

  @Test
  void hasTheBiasesOfQwen2() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);

    assertThat(ModelFolder.open(temporary.resolve("new")).layout().all())
        .filteredOn(parameter -> parameter.kind() == Parameter.Kind.BIAS)
        .extracting(Parameter::name)
        .contains(
            "model.layers.1.self_attn.q_proj.bias",
            "model.layers.1.self_attn.k_proj.bias",
            "model.layers.1.self_attn.v_proj.bias")
        .hasSize(3 * SHAPE.layers());
  }

  @Test
  void writesTheSameBytesForTheSameSeed() throws IOException {
    NewModel.write(temporary.resolve("a"), SHAPE, CORPUS, 7);
    NewModel.write(temporary.resolve("b"), SHAPE, CORPUS, 7);
    NewModel.write(temporary.resolve("c"), SHAPE, CORPUS, 8);

    assertThat(Resources.hashes(temporary.resolve("a")))
        .hasSize(5)
        .isEqualTo(Resources.hashes(temporary.resolve("b")));
    assertThat(Resources.hash(temporary.resolve("a/model.safetensors")))
        .isNotEqualTo(Resources.hash(temporary.resolve("c/model.safetensors")));
  }

  @Test
  void drawsMatricesAndSetsNormsAndBiases() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);
    ModelFolder folder = ModelFolder.open(temporary.resolve("new"));

    for (Parameter parameter : folder.layout().all()) {
      FloatBuffer values = folder.floats(parameter).data().asFloatBuffer();
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < values.limit(); i++) {
        sum += values.get(i);
        squares += (double) values.get(i) * values.get(i);
      }
      double mean = sum / values.limit();
      double deviation = Math.sqrt(squares / values.limit() - mean * mean);
      boolean matrix = parameter.kind() == Parameter.Kind.MATRIX;
      assertThat(mean)
          .as(parameter.name())
          .isCloseTo(parameter.kind() == Parameter.Kind.NORM ? 1 : 0, within(matrix ? 0.004 : 0));
      assertThat(deviation).isCloseTo(matrix ? 0.04 : 0, within(matrix ? 0.004 : 0));
    }
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws IOException {
    Files.writeString(temporary.resolve("note"), "mine");

    assertThatThrownBy(() -> NewModel.write(temporary, SHAPE, CORPUS, 7))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not empty");
  }

  @Test
  void acceptsAccentsOnTheirOwn() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, List.of("nai\u0308ve <think>\u0338x"), 7);

    assertThat(temporary.resolve("new")).isNotEmptyDirectory();
  }

  @Test
  void refusesTextThatIsNoUnicode() {
    assertThatThrownBy(
            () -> NewModel.write(temporary.resolve("new"), SHAPE, List.of("a \uD83D b"), 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not give this text of the corpus back");
    assertThat(temporary.resolve("new")).doesNotExist();
  }
}
