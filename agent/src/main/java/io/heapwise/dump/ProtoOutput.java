package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A protocol buffer message that grows: numbers, texts and messages in it. Not thread-safe. */
final class ProtoOutput {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private byte[] bytes = new byte[256];
  private int length;

  /** A number; left out if it is 0, which readers take it for anyway. */
  ProtoOutput number(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      varint(value);
    }
    return this;
  }

  /** Numbers of a repeated field, packed. */
  ProtoOutput numbers(int field, long[] values) {
    int size = 0;
    for (long value : values) {
      size += sizeOf(value);
    }
    tag(field, LENGTH_DELIMITED);
    varint(size);
    for (long value : values) {
      varint(value);
    }
    return this;
  }

  /** A text, even an empty one: in a repeated field it counts. */
  ProtoOutput text(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    tag(field, LENGTH_DELIMITED);
    varint(utf8.length);
    raw(utf8, utf8.length);
    return this;
  }

  ProtoOutput message(int field, ProtoOutput message) {
    tag(field, LENGTH_DELIMITED);
    varint(message.length);
    raw(message.bytes, message.length);
    return this;
  }

  /** Forgets everything, to be used anew. */
  ProtoOutput clear() {
    length = 0;
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  private void tag(int field, int wireType) {
    varint(field << 3 | wireType);
  }

  private void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private static int sizeOf(long value) {
    return value == 0 ? 1 : (63 - Long.numberOfLeadingZeros(value)) / 7 + 1;
  }

  private void raw(byte[] source, int count) {
    reserve(count);
    System.arraycopy(source, 0, bytes, length, count);
    length += count;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
