package io.heapwise.rewrite;

import java.util.Arrays;

/** Bytes that are added one after the other, and kept for the next use. Not thread-safe. */
final class Bytes {
  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** What the bytes are in, until more are added. */
  byte[] array() {
    return array;
  }

  int capacity() {
    return array.length;
  }

  void putByte(int value) {
    ensure(1);
    array[size++] = (byte) value;
  }

  void putShort(int value) {
    ensure(2);
    ClassLayout.putShort(array, size, value);
    size += 2;
  }

  void putInt(int value) {
    ensure(4);
    ClassLayout.putInt(array, size, value);
    size += 4;
  }

  void put(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, array, size, length);
    size += length;
  }

  /** A text in modified UTF-8 behind its length. */
  void putUtf8(String text) {
    int start = size;
    putShort(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0 && c < 0x80) {
        putByte(c);
      } else if (c < 0x800) {
        putByte(0xC0 | c >> 6);
        putByte(0x80 | c & 0x3F);
      } else {
        putByte(0xE0 | c >> 12);
        putByte(0x80 | c >> 6 & 0x3F);
        putByte(0x80 | c & 0x3F);
      }
    }
    int length = size - start - 2;
    if (length > 0xFFFF) {
      throw new IllegalStateException("a text of " + length + " bytes");
    }
    setShort(start, length);
  }

  void setShort(int at, int value) {
    ClassLayout.putShort(array, at, value);
  }

  void setInt(int at, int value) {
    ClassLayout.putInt(array, at, value);
  }

  private void ensure(int more) {
    if (size + more > array.length) {
      array = Arrays.copyOf(array, Math.max(size + more, 2 * array.length));
    }
  }
}
