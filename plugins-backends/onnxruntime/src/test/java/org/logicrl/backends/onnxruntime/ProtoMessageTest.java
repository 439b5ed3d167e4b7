package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the bytes that the documentation of protocol buffers gives. */
class ProtoMessageTest {

  @Test
  void writesAnInteger() {
    assertThat(new ProtoMessage().add(1, 150).toBytes()).containsExactly(0x08, 0x96, 0x01);
  }

  @Test
  void writesANegativeIntegerInTenBytes() {
    assertThat(new ProtoMessage().add(1, -2).toBytes())
        .containsExactly(0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
  }

  @Test
  void writesText() {
    assertThat(new ProtoMessage().add(2, "testing").toBytes())
        .containsExactly(0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g');
  }

  @Test
  void writesAMessageInAMessage() {
    assertThat(new ProtoMessage().add(3, new ProtoMessage().add(1, 150)).toBytes())
        .containsExactly(0x1A, 0x03, 0x08, 0x96, 0x01);
  }

  @Test
  void writesAFloat() {
    assertThat(new ProtoMessage().add(2, 1f).toBytes()).containsExactly(0x15, 0, 0, 0x80, 0x3F);
  }

  @Test
  void writesFieldNumbersAboveFifteenInTwoBytes() {
    assertThat(new ProtoMessage().add(20, 1).toBytes()).containsExactly(0xA0, 0x01, 0x01);
  }
}
