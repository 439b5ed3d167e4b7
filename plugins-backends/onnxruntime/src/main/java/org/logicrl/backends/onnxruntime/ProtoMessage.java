package org.logicrl.backends.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protocol buffer message under construction, in the wire format of <a
 * href="https://protobuf.dev/programming-guides/encoding/">protobuf.dev</a>: fields in the order
 * they are added.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds an integer. */
  ProtoMessage add(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** Adds a float. */
  ProtoMessage add(int field, float value) {
    tag(field, FIXED_32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(bits >>> shift);
    }
    return this;
  }

  /** Adds bytes. */
  ProtoMessage add(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Adds text. */
  ProtoMessage add(int field, String value) {
    return add(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message as it is now. */
  ProtoMessage add(int field, ProtoMessage value) {
    return add(field, value.toBytes());
  }

  /** The encoded message. */
  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
