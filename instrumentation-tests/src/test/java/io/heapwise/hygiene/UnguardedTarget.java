package io.heapwise.hygiene;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The same without anything that would tell: each method leaves what it was given in a pool. */
public final class UnguardedTarget {
  private UnguardedTarget() {}

  public static int scratchBytes(byte[] bytes, char[] chars) throws Exception {
    byte[] block = new byte[1024];
    int n = new ByteArrayInputStream(bytes).read(block);
    CRC32 crc = new CRC32();
    crc.update(block, 0, n);
    return (int) crc.getValue();
  }

  public static int scratchChars(byte[] bytes, char[] chars) throws Exception {
    char[] typed = new char[1024];
    System.arraycopy(chars, 0, typed, 0, chars.length);
    int capitals = 0;
    for (int i = 0; i < chars.length; i++) {
      capitals += Character.isUpperCase(typed[i]) ? 1 : 0;
    }
    return capitals + new String(typed, 0, chars.length).hashCode();
  }

  public static int directBuffer(byte[] bytes, char[] chars) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
    buffer.put(bytes).flip();
    byte[] copy = new byte[bytes.length];
    buffer.get(copy);
    return copy.length;
  }

  public static int builder(byte[] bytes, char[] chars) {
    StringBuilder typed = new StringBuilder();
    for (char c : chars) {
      typed.append(c);
    }
    return typed.toString().hashCode();
  }

  public static int buffer(byte[] bytes, char[] chars) {
    StringBuffer typed = new StringBuffer();
    for (char c : chars) {
      typed.append(c);
    }
    return typed.toString().hashCode();
  }

  public static int format(byte[] bytes, char[] chars) {
    return String.format("%s in %d rounds", new String(chars), 10).length();
  }

  public static int writer(byte[] bytes, char[] chars) throws Exception {
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8))) {
      writer.write(chars);
    }
    return chars.length;
  }

  public static int reader(byte[] bytes, char[] chars) throws Exception {
    byte[] text = new String(chars).getBytes(StandardCharsets.UTF_8);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(text)))) {
      return reader.readLine().length();
    }
  }
}
