package io.heapwise.runtime;

import io.heapwise.runtime.pool.ReviewedJdk;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import jdk.internal.misc.Unsafe;

/**
 * The fields of {@link BufferedReader} and {@link BufferedWriter} by which they can be given a
 * buffer, on the JDKs whose sources were read for it.
 */
final class CharBufferFields {
  private static final int NONE = -1;

  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();
  private static final long READER_LOCK = ReviewedJdk.offset(Reader.class, "lock");
  private static final long READER_BUFFER = ReviewedJdk.offset(BufferedReader.class, "cb");
  private static final long WRITER_LOCK = ReviewedJdk.offset(Writer.class, "lock");
  private static final long WRITER_BUFFER = ReviewedJdk.offset(BufferedWriter.class, "cb");
  private static final long WRITER_SIZE = ReviewedJdk.offset(BufferedWriter.class, "nChars");
  private static final long WRITER_POSITION = ReviewedJdk.offset(BufferedWriter.class, "nextChar");

  /** From 21 on buffers may grow up to this. */
  private static final long WRITER_MAXIMUM =
      ReviewedJdk.isThis() && Runtime.version().feature() > 17
          ? ReviewedJdk.offset(BufferedWriter.class, "maxChars")
          : NONE;

  static final int DEFAULT_SIZE = 8192;

  /** Whether both classes are as expected, and their fields can be reached. */
  static final boolean AVAILABLE = areAsExpected();

  private CharBufferFields() {}

  /** Completes a reader that nobody else has seen yet. */
  static void set(BufferedReader reader, Reader lock, char[] buffer) {
    UNSAFE.putReference(reader, READER_LOCK, lock);
    UNSAFE.putReference(reader, READER_BUFFER, buffer);
    // Whoever is handed the reader through a race shall not see it as it was before.
    UNSAFE.storeFence();
  }

  /** Completes a writer that nobody else has seen yet. */
  static void set(BufferedWriter writer, Writer lock, char[] buffer) {
    UNSAFE.putReference(writer, WRITER_LOCK, lock);
    UNSAFE.putReference(writer, WRITER_BUFFER, buffer);
    UNSAFE.putInt(writer, WRITER_SIZE, buffer.length);
    if (WRITER_MAXIMUM != NONE) {
      UNSAFE.putInt(writer, WRITER_MAXIMUM, buffer.length);
    }
    UNSAFE.storeFence();
  }

  /** Characters that the writer has in its buffer; to be asked under its lock. */
  static int position(BufferedWriter writer) {
    return UNSAFE.getInt(writer, WRITER_POSITION);
  }

  /** What a reader or writer locks: itself, or what it wraps. */
  static Object lockOf(Object readerOrWriter) {
    long lock = readerOrWriter instanceof Reader ? READER_LOCK : WRITER_LOCK;
    return UNSAFE.getReference(readerOrWriter, lock);
  }

  private static boolean areAsExpected() {
    if (READER_LOCK == NONE
        || READER_BUFFER == NONE
        || WRITER_LOCK == NONE
        || WRITER_BUFFER == NONE
        || WRITER_SIZE == NONE
        || WRITER_POSITION == NONE) {
      return false;
    }
    try {
      return isAsExpected(new StringReader("")) && isAsExpected(new StringWriter());
    } catch (Exception | LinkageError e) {
      return false;
    }
  }

  private static boolean isAsExpected(Reader in) throws Exception {
    BufferedReader reader = new BufferedReader(in);
    boolean open =
        UNSAFE.getReference(reader, READER_LOCK) == in
            && UNSAFE.getReference(reader, READER_BUFFER) instanceof char[] buffer
            && buffer.length == DEFAULT_SIZE;
    reader.close();
    return open && UNSAFE.getReference(reader, READER_BUFFER) == null;
  }

  private static boolean isAsExpected(Writer out) throws Exception {
    BufferedWriter writer = new BufferedWriter(out);
    boolean open =
        UNSAFE.getReference(writer, WRITER_LOCK) == out
            && UNSAFE.getReference(writer, WRITER_BUFFER) instanceof char[] buffer
            && buffer.length == UNSAFE.getInt(writer, WRITER_SIZE)
            && (WRITER_MAXIMUM == NONE || UNSAFE.getInt(writer, WRITER_MAXIMUM) == DEFAULT_SIZE);
    writer.close();
    return open && UNSAFE.getReference(writer, WRITER_BUFFER) == null;
  }
}
