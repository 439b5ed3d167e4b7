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
          "Zoey says: \"Oliver isn't a knave\".\n\n  They've 12 reasons…\t",
          "<think> so </think><answer> (1) Zoey is a knight </answer><|endoftext|>",
          "骑士 🙂 naïve  \u00a0\u0085x \r\n y",
          "");

  @TempDir Path temporary;

  @Test
  void writesAModelThatOpens() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);

    ModelFolder folder = ModelFolder.open(temporary.resolve("new"));
    assertThat(folder.config().type()).isEqualTo(ModelType.LLAMA);
    assertThat(folder.config().headDim()).isEqualTo(16);
    assertThat(folder.config().vocabSize()).isEqualTo(ModelTokenizer.open(folder.path()).size());
  }

  @Test
  void givesEveryTextOfTheCorpusBack() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);
    ModelTokenizer tokenizer = ModelTokenizer.open(temporary.resolve("new"));

    for (String text : CORPUS) {
      int[] ids = tokenizer.encode(text);
      assertThat(ids).doesNotContain(1);
      assertThat(tokenizer.decode(ids, 0, ids.length, true)).isEqualTo(text);
    }
  }

  @Test
  void makesTheTagsTokensThatDecodedTextKeeps() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);
    ModelTokenizer tokenizer = ModelTokenizer.open(temporary.resolve("new"));

    int[] ids = tokenizer.encode("<think></think><answer></answer><|endoftext|>");

    assertThat(ids).containsExactly(2, 3, 4, 5, 0);
    assertThat(tokenizer.decode(ids, 0, 5, false)).isEqualTo("<think></think><answer></answer>");
    assertThat(tokenizer.stopTokens()).containsExactly(0);
  }

  @Test
  void encodesAWordItHasNotSeenAsUnknown() throws IOException {
    NewModel.write(temporary.resolve("new"), SHAPE, CORPUS, 7);

    assertThat(ModelTokenizer.open(temporary.resolve("new")).encode("Zoey flies"))
        .endsWith(1)
        .hasSize(2);
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
  void refusesTextThatIsNoUnicode() {
    assertThatThrownBy(
            () -> NewModel.write(temporary.resolve("new"), SHAPE, List.of("a \uD83D b"), 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not give this text of the corpus back");
    assertThat(temporary.resolve("new")).doesNotExist();
  }
}
