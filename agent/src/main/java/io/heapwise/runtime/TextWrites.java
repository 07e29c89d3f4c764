package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Texts written by {@code OutputStreamWriter} and {@code FileWriter}. Both copy a text to a new
 * array of characters and write that; here the array comes from the pool. Thread-safe.
 */
final class TextWrites {
  /** C2 and the collector are as good with less. */
  private static final int MIN_LENGTH = 256;

  private static final int MAX_LENGTH = 1 << 20;

  private static final int WRITE = Trust.call("write", "([CII)V", 1);

  private TextWrites() {}

  /** Loads and initialises all that {@link #write} reaches. */
  static void warmUp() throws IOException {
    Writer writer = new OutputStreamWriter(new ByteArrayOutputStream(1), StandardCharsets.UTF_8);
    mayLend(writer);
    write(writer, " ".repeat(MIN_LENGTH), Sites.UNNUMBERED);
  }

  /** As {@code writer.write(text)}, or false without having done anything. */
  static boolean write(Object writer, String text, int site) throws IOException {
    if (text == null || !isCopying(writer)) {
      return false;
    }
    int length = text.length();
    if (length < MIN_LENGTH || length > MAX_LENGTH || !mayLend(writer)) {
      return false;
    }
    // The next power of two: of exact lengths no two would be the same.
    int capacity = Integer.highestOneBit(length - 1) << 1;
    char[] chars;
    try {
      chars = ArrayPool.claimScratchChars(capacity, site);
    } catch (OutOfMemoryError e) {
      // The text by itself may still fit.
      return false;
    }
    Sites.correct(site, 2L * (length - capacity));
    text.getChars(0, length, chars, 0);
    ((Writer) writer).write(chars, 0, length);
    // Not if it throws: somebody may still be at work on it.
    ArrayPool.wipeAndReleaseChars(chars, length);
    return true;
  }

  /** Exactly these classes: others may do anything with a text. Null is none. */
  private static boolean isCopying(Object writer) {
    return writer != null
        && (writer.getClass() == OutputStreamWriter.class || writer.getClass() == FileWriter.class);
  }

  private static boolean mayLend(Object writer) {
    return CharBufferFields.AVAILABLE
        && Trust.verdict(writer, WRITE) >= Trust.KEEPS_NOTHING
        && StreamsSupport.isOpenToAll(writer)
        && !StreamsSupport.isInVirtualThread();
  }
}
