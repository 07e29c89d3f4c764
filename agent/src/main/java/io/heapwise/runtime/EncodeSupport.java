package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Texts whose bytes only go to a digest, a checksum or a stream: they are encoded into an array of
 * the pool. Only texts without a character beyond U+00FF, which are the ones that need no encoder.
 * Thread-safe.
 */
public final class EncodeSupport {
  public static final int UTF_8 = 0;
  public static final int ISO_8859_1 = 1;
  public static final int US_ASCII = 2;

  /** Whatever that is in this JVM. */
  public static final int DEFAULT = 3;

  private static final int DEFAULT_KIND = kindOf(Charset.defaultCharset());

  private static final int NONE = -1;

  /** C2 and the collector are as good with less. */
  private static final int MIN_LENGTH = 4096;

  private static final int MAX_LENGTH = 1 << 20;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long SIGNS = 0x8080808080808080L;

  private EncodeSupport() {}

  /** Loads and initialises all that {@link #consume} reaches. */
  public static void warmUp() {
    BufferSupport.warmUp();
    try {
      String text = "\u00e9".repeat(MIN_LENGTH);
      consume(new CRC32(), text, UTF_8, Sites.UNNUMBERED);
      consume(new CRC32(), text, US_ASCII, Sites.UNNUMBERED);
      consume(OutputStream.nullOutputStream(), text, ISO_8859_1, Sites.UNNUMBERED);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int kindOf(Charset charset) {
    if (charset == StandardCharsets.UTF_8) {
      return UTF_8;
    }
    if (charset == StandardCharsets.ISO_8859_1) {
      return ISO_8859_1;
    }
    return charset == StandardCharsets.US_ASCII ? US_ASCII : NONE;
  }

  /**
   * As {@code consumer.update(text.getBytes(charset))} of a digest or checksum, and {@code write}
   * of an output stream; or false without having done anything.
   *
   * @param charset one of the constants of this class
   */
  static boolean consume(Object consumer, String text, int charset, int site) throws IOException {
    if (text == null || text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
      return false;
    }
    int kind = charset == DEFAULT ? DEFAULT_KIND : charset;
    if (kind == NONE || !TextCoder.AVAILABLE || !TextCoder.isLatin1(text)) {
      return false;
    }
    if (consumer instanceof OutputStream out) {
      return PlainWrites.areTrueOf(out) && consume(out, null, text, kind, site);
    }
    ByteSink sink = ByteSinks.of(consumer);
    return sink != null && consume(null, sink, text, kind, site);
  }

  private static boolean consume(OutputStream out, ByteSink sink, String text, int kind, int site)
      throws IOException {
    int length = text.length();
    // Room for one character in eight that takes two bytes, up to a power of two: of exact lengths
    // no two would be the same.
    int capacity = Integer.highestOneBit(length + (length >> 3) - 1) << 1;
    byte[] bytes;
    try {
      bytes = ArrayPool.claimScratchBytes(capacity, site);
    } catch (OutOfMemoryError e) {
      // The bytes by themselves may still fit.
      return false;
    }
    Sites.correct(site, length - capacity);
    int end = encode(text, kind, bytes);
    if (end > 0) {
      if (out != null) {
        out.write(bytes, 0, end);
      } else {
        sink.accept(bytes, end);
      }
    }
    // Not if it throws: somebody may still be at work on it.
    ArrayPool.wipeAndReleaseBytes(bytes, Math.max(end, length));
    return end > 0;
  }

  /** The end of the bytes of a text, or 0 where they do not fit. */
  @SuppressWarnings("deprecation") // It drops the upper halves of characters, which are zero here.
  private static int encode(String text, int kind, byte[] bytes) {
    int length = text.length();
    text.getBytes(0, length, bytes, 0);
    if (kind == ISO_8859_1 || isAscii(bytes, length)) {
      return length;
    }
    if (kind == US_ASCII) {
      for (int i = 0; i < length; i++) {
        if (bytes[i] < 0) {
          bytes[i] = '?';
        }
      }
      return length;
    }
    return widen(bytes, length);
  }

  private static boolean isAscii(byte[] bytes, int length) {
    long signs = 0;
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      signs |= (long) LONGS.get(bytes, i);
    }
    for (; i < length; i++) {
      signs |= bytes[i];
    }
    return (signs & SIGNS) == 0;
  }

  /** Turns Latin-1 into UTF-8 where it is, from its end on; 0 if it does not fit. */
  private static int widen(byte[] bytes, int length) {
    int end = length;
    for (int i = 0; i < length; i++) {
      end += bytes[i] < 0 ? 1 : 0;
    }
    if (end > bytes.length) {
      return 0;
    }
    int to = end;
    for (int i = length - 1; i >= 0; i--) {
      int b = bytes[i];
      if (b >= 0) {
        bytes[--to] = (byte) b;
      } else {
        bytes[--to] = (byte) (0x80 | b & 0x3F);
        bytes[--to] = (byte) (0xC0 | b >> 6 & 3);
      }
    }
    return end;
  }
}
