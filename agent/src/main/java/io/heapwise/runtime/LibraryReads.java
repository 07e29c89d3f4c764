package io.heapwise.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Objects;

/**
 * Stands in for well-known methods of libraries that read all of a stream into one array. The
 * bytecode of each is known to the letter, and so are the requests that it makes of the stream.
 */
public final class LibraryReads {
  /** commons-io 2.7 to 2.20, {@code IOUtils.toByteArray(InputStream)}. */
  public static final int COMMONS_IO = 1;

  /** commons-io up to 2.6, the same method: a smaller buffer, exceptions without a message. */
  public static final int OLD_COMMONS_IO = 2;

  /** Spring up to 5.3, {@code StreamUtils.copyToByteArray(InputStream)}. */
  public static final int SPRING = 3;

  /** Guava 31.1 to 33.7, {@code ByteStreams.toByteArray(InputStream)}. */
  public static final int GUAVA = 4;

  /** Guava 25.1 and its like, the same method: larger chunks. */
  public static final int OLD_GUAVA = 5;

  /**
   * commons-io from 2.7 on, {@code IOUtils.toString(InputStream, Charset)}; Spring from 6.1 on,
   * {@code StreamUtils.copyToString(InputStream, Charset)}.
   */
  public static final int TEXT = 6;

  /** The same methods of those before, which read half as much at a time. */
  public static final int OLD_TEXT = 7;

  private static final int BUFFER_BYTES = 8192;
  private static final int SMALL_BUFFER_BYTES = 4096;
  private static final int GUAVA_FIRST_BYTES = 128;

  private LibraryReads() {}

  /** As the method would do, or null to have it do so. */
  static byte[] read(Object stream, int method, int site) throws IOException {
    if (!(stream instanceof InputStream in)) {
      return null;
    }
    return switch (method) {
      case GUAVA -> GrowingChunks.read(in, GUAVA_FIRST_BYTES, 4, true, site);
      case OLD_GUAVA -> GrowingChunks.read(in, BUFFER_BYTES, 2, false, site);
      case COMMONS_IO -> drain(in, method, BUFFER_BYTES, site);
      default -> drain(in, method, SMALL_BUFFER_BYTES, site);
    };
  }

  /** As one of the methods that make a text would do, or null to have it do so. */
  static String readText(Object stream, Charset charset, int method, int site) throws IOException {
    return stream instanceof InputStream in
        ? CoderSupport.readAll(
            in, charset, method == TEXT ? BUFFER_BYTES : SMALL_BUFFER_BYTES, site)
        : null;
  }

  private static byte[] drain(InputStream in, int method, int bufferBytes, int site)
      throws IOException {
    GatheredBytes gathered = GatheredBytes.drain(in, bufferBytes, site);
    if (gathered == null) {
      return null;
    }
    int stray = gathered.stray();
    if (stray != 0) {
      throw strayCount(method, stray, gathered.size());
    }
    byte[] all = gathered.toArray();
    gathered.release();
    return all;
  }

  private static RuntimeException strayCount(int method, int stray, int size) {
    if (method == OLD_COMMONS_IO) {
      return new IndexOutOfBoundsException();
    }
    if (method == SPRING) {
      // As the output stream that it writes to checks what it is given.
      Objects.checkFromIndexSize(0, stray, SMALL_BUFFER_BYTES);
    }
    return (long) size + stray > Integer.MAX_VALUE
        ? new IllegalArgumentException(
            String.format("Cannot read more than %,d into a byte array", Integer.MAX_VALUE))
        : new IndexOutOfBoundsException(String.format("offset=%,d, length=%,d", 0, stray));
  }
}
