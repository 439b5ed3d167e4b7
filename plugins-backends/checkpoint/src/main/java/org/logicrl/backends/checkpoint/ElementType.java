package org.logicrl.backends.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How the values of a stored tensor are written, under the names of the safetensors format. */
public enum ElementType {
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of a single-precision number. */
  BF16(2);

  private static final int CHUNK = 4096;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The size of one value. */
  public int bytes() {
    return bytes;
  }

  /** Widens all remaining values, exactly, and moves the target's position past them. */
  void widen(ByteBuffer source, FloatBuffer target) {
    ByteBuffer bytesLeft = source.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (this == F32) {
      target.put(bytesLeft.asFloatBuffer());
      return;
    }
    ShortBuffer halves = bytesLeft.asShortBuffer();
    short[] narrow = new short[CHUNK];
    float[] wide = new float[CHUNK];
    while (halves.hasRemaining()) {
      int count = Math.min(CHUNK, halves.remaining());
      halves.get(narrow, 0, count);
      for (int i = 0; i < count; i++) {
        wide[i] = this == BF16 ? Float.intBitsToFloat(narrow[i] << 16) : fromHalf(narrow[i]);
      }
      target.put(wide, 0, count);
    }
  }

  /** The value of a half-precision number; every one has an exact float. */
  static float fromHalf(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1F;
    int fraction = half & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1.0p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    // A half's exponent is biased by 15, a float's by 127; all ones mean infinity or NaN in both.
    int wideExponent = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (wideExponent << 23) | (fraction << 13));
  }
}
