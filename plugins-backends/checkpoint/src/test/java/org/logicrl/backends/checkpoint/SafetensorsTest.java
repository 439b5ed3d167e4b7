package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;

class SafetensorsTest {

  static final List<String> MODELS = Resources.MODELS;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("MODELS")
  void writesTheBytesThatTheReferenceWrites(String model) throws IOException {
    Path reference = Resources.model(model).resolve("model.safetensors");
    SafetensorsFile file = SafetensorsFile.open(reference);
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    for (String name : file.tensors().keySet()) {
      tensors.put(name, file.floats(name));
    }

    SafetensorsWriter.write(folder.resolve("copy"), tensors);

    assertThat(folder.resolve("copy")).hasSameBinaryContentAs(reference);
  }

  @Test
  void readsBackWhatIsSaidOfTheFile() throws IOException {
    Path file = folder.resolve("tensors");
    SafetensorsWriter.write(file, Map.of("a", tensor(2)), Map.of("made by", "a test"));
    assertThat(SafetensorsFile.open(file).metadata())
        .containsOnly(Map.entry("format", "pt"), Map.entry("made by", "a test"));
  }

  /** Otherwise some tensors would be of one model, and some of another. */
  @Test
  void noticesThatTheFileWasReplacedWhileItIsRead() throws IOException {
    Path path = folder.resolve("tensors");
    SafetensorsWriter.write(path, Map.of("a", tensor(2), "b", tensor(2)));
    SafetensorsFile file = SafetensorsFile.open(path);
    Weights.Tensor read = file.floats("a");
    SafetensorsWriter.write(folder.resolve("other"), Map.of("a", tensor(2), "b", tensor(2)));
    Files.move(folder.resolve("other"), path, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> file.floats("b"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("was replaced or changed while it was read");
    assertThat(read.data().getFloat(0)).isEqualTo(tensor(2).data().getFloat(0));
  }

  @Test
  void writesTensorsOneAfterTheOtherFromTheSameMemory() throws IOException {
    Map<String, long[]> shapes = Map.of("b", new long[] {2}, "a", new long[] {1, 2});
    Weights.Tensor vector = tensor(2);
    Weights.Tensor matrix = new Weights.Tensor(new long[] {1, 2}, vector.data());
    List<String> asked = new ArrayList<>();

    SafetensorsWriter.write(
        folder.resolve("tensors"),
        shapes,
        name -> {
          asked.add(name);
          vector.data().putFloat(0, asked.size());
          return name.equals("a") ? matrix : vector;
        });

    SafetensorsFile file = SafetensorsFile.open(folder.resolve("tensors"));
    assertThat(asked).containsExactly("a", "b");
    assertThat(file.floats("a").data().getFloat(0)).isEqualTo(1);
    assertThat(file.floats("b").data().getFloat(0)).isEqualTo(2);
    assertThat(file.floats("a").shape()).containsExactly(1, 2);
  }

  @Test
  void refusesATensorOfAnotherShapeThanAnnounced() {
    Path path = folder.resolve("tensors");
    assertThatThrownBy(
            () -> SafetensorsWriter.write(path, Map.of("a", new long[] {2}), name -> tensor(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a has the shape [3], not [2]");
  }

  private static Weights.Tensor tensor(int values) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Float.BYTES * values).order(ByteOrder.LITTLE_ENDIAN);
    return new Weights.Tensor(new long[] {values}, data);
  }

  @Test
  void widensAWholeTensorIntoADirectBuffer() throws IOException {
    SafetensorsFile file =
        write("{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}", 0xC000_3C00);

    Weights.Tensor tensor = file.floats("a");

    assertThat(tensor.shape()).containsExactly(2);
    assertThat(tensor.data().isDirect()).isTrue();
    assertThat(tensor.data().getFloat(0)).isEqualTo(1f);
    assertThat(tensor.data().getFloat(4)).isEqualTo(-2f);
  }

  /** A file with a hole of 2.2 GiB, which takes no room on disk and none in memory. */
  @Test
  void mapsATensorOfMoreThanTwoGibibytesInParts() throws IOException {
    long size = 600_000_000;
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(size, 4 * size);
    Path sparse = folder.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).array());
      file.write(header.getBytes(StandardCharsets.UTF_8));
      file.setLength(8 + header.length() + 4 * size);
      file.seek(file.length() - 4);
      file.writeInt(Integer.reverseBytes(Float.floatToIntBits(2.5f)));
    }

    Weights.Tensor tensor = SafetensorsFile.open(sparse).floats("a");

    assertThat(tensor.bytes()).isEqualTo(4 * size);
    assertThat(tensor.parts()).hasSize(3);
    ByteBuffer last = tensor.parts().get(2);
    assertThat(last.getFloat(last.limit() - 4)).isEqualTo(2.5f);
    assertThatThrownBy(tensor::data)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2400000000 bytes")
        .hasMessageContaining("read its parts");
  }

  @Test
  void widensATensorInParts() throws IOException {
    SafetensorsFile file =
        write(
            "{'a':{'dtype':'BF16','shape':[2,2],'data_offsets':[0,8]}}", 0x4000_3F80, 0x4080_4040);

    Weights.Tensor tensor = file.floats("a", 3);

    assertThat(tensor.parts()).extracting(ByteBuffer::limit).containsExactly(12, 4);
    FloatBuffer values = tensor.data().asFloatBuffer();
    for (int i = 0; i < 4; i++) {
      assertThat(values.get(i)).isEqualTo(i + 1f);
    }
  }

  @Test
  void writesATensorInPartsLikeOneInAWhole() throws IOException {
    Path reference = Resources.model("qwen3").resolve("model.safetensors");
    SafetensorsFile file = SafetensorsFile.open(reference);
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    for (String name : file.tensors().keySet()) {
      tensors.put(name, file.floats(name, 100));
    }

    SafetensorsWriter.write(folder.resolve("copy"), tensors);

    assertThat(folder.resolve("copy")).hasSameBinaryContentAs(reference);
  }

  @Test
  void readsTensorsWithoutValuesAndSingleNumbers() throws IOException {
    SafetensorsFile file =
        write(
            "{'none':{'dtype':'F32','shape':[0,3],'data_offsets':[0,0]},"
                + "'one':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}  ",
            Float.floatToIntBits(2.5f));

    assertThat(file.floats("none").data().limit()).isZero();
    assertThat(file.floats("one").shape()).isEmpty();
    assertThat(file.floats("one").data().getFloat(0)).isEqualTo(2.5f);
  }

  @Test
  void givesF32WithoutACopy() throws IOException {
    SafetensorsFile file =
        SafetensorsFile.open(Resources.model("qwen3").resolve("model.safetensors"));

    ByteBuffer data = file.floats("model.norm.weight").data();

    assertThat(data.isReadOnly()).isTrue();
    assertThat(data.isDirect()).isTrue();
    assertThat(data.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | cut short",
        "{'a':{'dtype':'F16','shape':[1],'data_offsets':[0,2]}} | 2 bytes follow the last tensor",
        "{} | 4 bytes follow the last tensor",
        "{'a':{'dtype':'F16','shape':[1],'data_offsets':[2,4]}} | between the header and a",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F16','shape':[1],'data_offsets':[2,4]}} | b overlaps a",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | overlaps",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | has 4 bytes, but needs 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | data_offsets [4,0]",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | data_offsets [0]",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | whole numbers as shape",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | whole numbers as shape",
        "{'a':{'dtype':'F32','data_offsets':[0,4]}} | whole numbers as shape",
        "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,4]}} | is too large",
        "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | a has dtype 'I64', but only F32, F16, BF16",
        "{'a':{'dtype':'F8_E4M3','shape':[4],'data_offsets':[0,4]}} | a has dtype 'F8_E4M3', but only",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | a has dtype 'U8', but only",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | Duplicate field 'a'",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} x | not valid JSON",
        "{'a': | not valid JSON",
        "[1,2,3] | does not start with '{'",
      })
  void refusesAHeaderByWhatIsWrongWithIt(String header, String expected) throws IOException {
    assertThatThrownBy(() -> write(header, 0))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("broken")
        .hasMessageContaining(expected);
  }

  @Test
  void refusesAFileWithoutAHeader() throws IOException {
    Path file = Files.write(folder.resolve("broken"), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("it has 3 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "9, 'claims 9 bytes, but only 8 follow'",
    "100000001, must have between 2 and 100000000",
    "-1, '18446744073709551615 bytes'",
    "0, claims 0 bytes"
  })
  void refusesAHeaderOfAWrongLength(long length, String expected) throws IOException {
    byte[] content = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    Path file = Files.write(folder.resolve("broken"), content);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(expected);
  }

  /** Writes a header, with ' for ", and data, and opens them. */
  private SafetensorsFile write(String header, int... data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(8 + json.length + 4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(json.length).put(json);
    for (int word : data) {
      content.putInt(word);
    }
    return SafetensorsFile.open(Files.write(folder.resolve("broken"), content.array()));
  }
}
