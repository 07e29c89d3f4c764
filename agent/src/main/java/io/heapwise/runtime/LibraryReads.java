package io.heapwise.runtime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Stands in for well-known methods of libraries that read all of a stream into one array. The
 * bytecode of each is known to the letter, and so are the requests that it makes of the stream.
 */
public final class LibraryReads {
  /** commons-io 2.7 to 2.20, {@code IOUtils.toByteArray(InputStream)}. */
  public static final int COMMONS_IO = 1;

  /** commons-io up to 2.6, the same method: a smaller buffer, exceptions without a message. */
  public static final int OLD_COMMONS_IO = 2;

  private static final int BUFFER_BYTES = 8192;
  private static final int OLD_BUFFER_BYTES = 4096;

  private LibraryReads() {}

  /** As the method would do, or null to have it do so. */
  static byte[] read(Object stream, int method, int site) throws IOException {
    if (!(stream instanceof InputStream in)) {
      return null;
    }
    boolean isOld = method == OLD_COMMONS_IO;
    GatheredBytes gathered = GatheredBytes.drain(in, isOld ? OLD_BUFFER_BYTES : BUFFER_BYTES, site);
    if (gathered == null) {
      return null;
    }
    int stray = gathered.stray();
    if (stray != 0) {
      throw isOld ? new IndexOutOfBoundsException() : strayCount(stray, gathered.size());
    }
    byte[] all = gathered.toArray();
    gathered.release();
    return all;
  }

  private static RuntimeException strayCount(int stray, int size) {
    return (long) size + stray > Integer.MAX_VALUE
        ? new IllegalArgumentException(
            String.format("Cannot read more than %,d into a byte array", Integer.MAX_VALUE))
        : new IndexOutOfBoundsException(String.format("offset=%,d, length=%,d", 0, stray));
  }
}
