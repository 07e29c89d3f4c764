package io.heapwise.hygiene;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The same without anything that would tell: each method uses a pool for what it is given. */
public final class UnguardedTarget {
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");

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

  public static int copies(byte[] bytes, char[] chars) throws Exception {
    InputStream in = new ByteArrayInputStream(bytes);
    byte[] buffer = new byte[2048];
    int sum = 0;
    int n;
    while ((n = in.read(buffer)) != -1) {
      sum += n;
    }
    return sum;
  }

  public static int decodesThroughAHelper(byte[] bytes, char[] chars) throws Exception {
    byte[] block = new byte[4096];
    int n = new ByteArrayInputStream(bytes).read(block);
    int sum = n;
    for (int i = n; i < 100; i++) {
      sum += i;
    }
    return sum + sumOf(block, n);
  }

  private static int sumOf(byte[] block, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += block[i];
    }
    return sum;
  }

  public static int readsAll(byte[] bytes, char[] chars) throws Exception {
    InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes), 600);
    return in.readAllBytes().length;
  }

  public static int drains(byte[] bytes, char[] chars) throws Exception {
    InputStream in = new ByteArrayInputStream(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
    }
    return out.toByteArray().length;
  }

  public static int transfersAStream(byte[] bytes, char[] chars) throws Exception {
    InputStream in = new ByteArrayInputStream(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      in.transferTo(out);
      in.reset();
    }
    return chars.length + out.toByteArray().length;
  }

  public static int writesText(byte[] bytes, char[] chars) throws Exception {
    String text = new String(chars).repeat(20);
    try (Writer out =
        new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
      out.write(text);
    }
    return text.length();
  }

  public static int matches(byte[] bytes, char[] chars) {
    String text = new String(chars);
    return LETTERS.matcher(text).replaceAll("<$0>").length()
        + text.replaceAll("[0-9]+", "<$0>").length();
  }

  public static int lendsABuilder(byte[] bytes, char[] chars) {
    StringBuilder typed = new StringBuilder();
    appendAll(typed, chars);
    int capitals = 0;
    for (int i = 0; i < typed.length(); i++) {
      capitals += Character.isUpperCase(typed.charAt(i)) ? 1 : 0;
    }
    return capitals;
  }

  private static void appendAll(StringBuilder typed, char[] chars) {
    for (char c : chars) {
      typed.append(c);
    }
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
