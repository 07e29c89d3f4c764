package io.heapwise.runtime.pool;

import jdk.internal.misc.Unsafe;

/**
 * The fields of builders by which a {@link StringBuffer} gets another array, and the array of any
 * is wiped, on the JDKs whose sources were read for it. There every method that reads or writes
 * those of a buffer holds its lock.
 */
final class TextFields {
  private static final byte[] NOTHING = {};

  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();
  private static final Class<?> BUILDER = StringBuffer.class.getSuperclass();
  private static final long VALUE = ReviewedJdk.offset(BUILDER, "value");
  private static final long COUNT = ReviewedJdk.offset(BUILDER, "count");

  /** Whether the class is as expected, and its fields can be reached. */
  static final boolean AVAILABLE = isAsExpected();

  private TextFields() {}

  /** Gives a buffer that is empty, and that nobody else has seen yet, an array to begin with. */
  static void lend(StringBuffer buffer, byte[] array) {
    UNSAFE.putReference(buffer, VALUE, array);
  }

  static byte[] array(StringBuffer buffer) {
    return (byte[]) UNSAFE.getReference(buffer, VALUE);
  }

  /** Leaves the buffer empty and without an array; to be called with its lock held. */
  static void takeBack(StringBuffer buffer) {
    UNSAFE.putInt(buffer, COUNT, 0);
    UNSAFE.putReference(buffer, VALUE, NOTHING);
  }

  /**
   * Puts zeros where a text of this length was: never more than two bytes for each character, and
   * always two with {@code -XX:-CompactStrings}. A buffer's lock must be held.
   */
  static void wipe(CharSequence builder, int length) {
    byte[] array = (byte[]) UNSAFE.getReference(builder, VALUE);
    Elements.zero(array, (int) Math.min(array.length, 2L * length));
  }

  private static boolean isAsExpected() {
    if (VALUE < 0 || COUNT < 0) {
      return false;
    }
    try {
      StringBuffer buffer = new StringBuffer(0);
      if (!(UNSAFE.getReference(buffer, VALUE) instanceof byte[])) {
        return false;
      }
      byte[] array = new byte[64];
      lend(buffer, array);
      buffer.append("ab");
      boolean isFilled =
          array(buffer) == array
              && UNSAFE.getInt(buffer, COUNT) == 2
              && (array[0] == 'a' || array[1] == 'a')
              && buffer.toString().equals("ab");
      takeBack(buffer);
      return isFilled && buffer.length() == 0 && buffer.append("c").toString().equals("c");
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
