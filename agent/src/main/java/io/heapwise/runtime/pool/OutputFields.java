package io.heapwise.runtime.pool;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/**
 * The fields of a {@link ByteArrayOutputStream} by which it gets another array, on the JDKs whose
 * sources were read for it. There every method that reads or writes the array holds the stream's
 * lock, and none but {@code writeTo}, and decoders of charsets, show it to anybody.
 */
final class OutputFields {
  private static final byte[] NOTHING = {};

  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();
  private static final long BUF = ReviewedJdk.offset(ByteArrayOutputStream.class, "buf");
  private static final long COUNT = ReviewedJdk.offset(ByteArrayOutputStream.class, "count");

  /** Whether the class is as expected, and its fields can be reached. */
  static final boolean AVAILABLE = isAsExpected();

  private OutputFields() {}

  /** Gives a stream that is empty, and that nobody else has seen yet, an array to begin with. */
  static void lend(ByteArrayOutputStream out, byte[] array) {
    UNSAFE.putReference(out, BUF, array);
  }

  static byte[] array(ByteArrayOutputStream out) {
    return (byte[]) UNSAFE.getReference(out, BUF);
  }

  static int count(ByteArrayOutputStream out) {
    return UNSAFE.getInt(out, COUNT);
  }

  /** Leaves the stream empty and without an array; to be called with its lock held. */
  static void takeBack(ByteArrayOutputStream out) {
    UNSAFE.putInt(out, COUNT, 0);
    UNSAFE.putReference(out, BUF, NOTHING);
  }

  private static boolean isAsExpected() {
    // Text that is asked for without a charset is decoded by this one.
    if (BUF < 0 || COUNT < 0 || Charset.defaultCharset().getClass().getClassLoader() != null) {
      return false;
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(0);
      if (!(UNSAFE.getReference(out, BUF) instanceof byte[])) {
        return false;
      }
      byte[] array = new byte[64];
      lend(out, array);
      out.write('a');
      out.write(new byte[] {'b', 'c'}, 1, 1);
      boolean isFilled =
          array(out) == array
              && count(out) == 2
              && Arrays.equals(out.toByteArray(), new byte[] {'a', 'c'})
              && array[0] == 'a'
              && array[1] == 'c';
      takeBack(out);
      boolean isEmpty = out.size() == 0;
      out.write('d');
      return isFilled && isEmpty && Arrays.equals(out.toByteArray(), new byte[] {'d'});
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
