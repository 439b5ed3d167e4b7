package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxJavaType;

/** The type of a tensor's elements, with its number in {@code TensorProto.DataType}. */
enum ElementKind {
  /** IEEE 754 single precision. */
  FLOAT(1, Float.BYTES, OnnxJavaType.FLOAT),
  /** 8-bit integers without a sign. */
  UINT8(2, Byte.BYTES, OnnxJavaType.UINT8),
  /** 32-bit integers. */
  INT32(6, Integer.BYTES, OnnxJavaType.INT32),
  /** 64-bit integers. */
  INT64(7, Long.BYTES, OnnxJavaType.INT64),
  /** IEEE 754 half precision. */
  FLOAT16(10, Short.BYTES, OnnxJavaType.FLOAT16);

  private final int code;
  private final int bytes;
  private final OnnxJavaType javaType;

  ElementKind(int code, int bytes, OnnxJavaType javaType) {
    this.code = code;
    this.bytes = bytes;
    this.javaType = javaType;
  }

  int code() {
    return code;
  }

  /** The size of an element. */
  int bytes() {
    return bytes;
  }

  /** The size of a tensor. */
  long bytes(long... shape) {
    long size = bytes;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  OnnxJavaType javaType() {
    return javaType;
  }
}
