package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ElementTypeTest {

  @Test
  void widensEveryHalfPrecisionNumber() {
    for (int bits = 0; bits < 0x10000; bits++) {
      int exponent = (bits >> 10) & 0x1F;
      int fraction = bits & 0x3FF;
      double magnitude;
      if (exponent == 0) {
        magnitude = fraction * Math.pow(2, -24);
      } else if (exponent < 31) {
        magnitude = (1024 + fraction) * Math.pow(2, exponent - 25);
      } else {
        magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      }
      Double value = bits < 0x8000 ? magnitude : -magnitude;

      assertThat((double) ElementType.fromHalf((short) bits)).isEqualTo(value);
    }
  }

  @Test
  void keepsTheSignOfZero() {
    assertThat(Float.floatToRawIntBits(ElementType.fromHalf((short) 0x8000)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
  }

  @Test
  void widensBrainFloatsByAddingZeros() {
    ByteBuffer source = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    source.putShort((short) 0x3F80).putShort((short) 0xC049).putShort((short) 0x7F80).flip();
    FloatBuffer target = FloatBuffer.allocate(3);

    ElementType.BF16.widen(source, target);

    assertThat(target.array()).containsExactly(1f, -3.140625f, Float.POSITIVE_INFINITY);
  }
}
