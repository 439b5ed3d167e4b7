package org.logicrl.core.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;

final class FewerTokensTest {

  @TempDir private Path model;

  /** An embedding of three tokens between two other tensors. */
  @BeforeEach
  void writeModel() throws IOException {
    Files.writeString(model.resolve("config.json"), "{\"vocab_size\": 3, \"hidden_size\": 2}");
    String header =
        """
        {"__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
        "model.embed_tokens.weight": {"dtype": "F32", "shape": [3, 2], "data_offsets": [4, 28]},
        "z": {"dtype": "F32", "shape": [2], "data_offsets": [28, 36]}}""";
    ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 36).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 9; i++) {
      file.putFloat(i);
    }
    Files.write(model.resolve("model.safetensors"), file.array());
  }

  @Test
  void keepsTheFirstRowsOfTheEmbeddingAndAllElse() throws IOException {
    FewerTokens.keep(model, 2);
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(model.resolve("model.safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[(int) file.getLong()];
    file.get(text);
    assertThat(text.length % 8).isZero();
    JsonNode header = Json.parse(new String(text, StandardCharsets.UTF_8));
    assertThat(header.at("/model.embed_tokens.weight"))
        .isEqualTo(
            Json.parse("{\"dtype\": \"F32\", \"shape\": [2, 2], \"data_offsets\": [4, 20]}"));
    assertThat(header.at("/z/data_offsets")).isEqualTo(Json.parse("[20, 28]"));
    float[] values = new float[7];
    file.asFloatBuffer().get(values);
    assertThat(values).containsExactly(0, 1, 2, 3, 4, 7, 8);
    assertThat(file.remaining()).isEqualTo(28);
  }

  @Test
  void saysSoInTheConfiguration() throws IOException {
    FewerTokens.keep(model, 2);
    assertThat(Json.parse(Files.readString(model.resolve("config.json"))))
        .isEqualTo(Json.parse("{\"vocab_size\": 2, \"hidden_size\": 2}"));
  }

  @Test
  void isNotForFoldersOfAnotherKind() throws IOException {
    assertThat(FewerTokens.possible(model)).isTrue();
    Files.delete(model.resolve("model.safetensors"));
    assertThat(FewerTokens.possible(model)).isFalse();
  }
}
