package io.heapwise.runtime;

import io.heapwise.runtime.pool.ReviewedJdk;
import jdk.internal.misc.Unsafe;

/**
 * A text that takes over an array in place of copying it, as the JDK's own concatenation makes it.
 * Its class has no constructor for that which others may call: so its fields are written one by
 * one, on the JDKs whose sources were read for it. Those that are not written are the hash code,
 * which is not known yet, and the coder, which says one byte for each character.
 */
final class AdoptedText {
  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();
  private static final long VALUE = ReviewedJdk.offset(String.class, "value");

  /** Whether the class is as expected, and its fields can be reached. */
  static final boolean AVAILABLE = isAsExpected();

  private AdoptedText() {}

  /**
   * A new text; to be asked for only where {@link #AVAILABLE}.
   *
   * @param latin1 one byte for each character, not to be touched any more
   */
  static String of(byte[] latin1) {
    String text;
    try {
      text = (String) UNSAFE.allocateInstance(String.class);
    } catch (InstantiationException e) {
      throw new IllegalStateException(e);
    }
    UNSAFE.putReference(text, VALUE, latin1);
    // As behind a constructor that writes final fields: whoever gets the text gets its array.
    UNSAFE.storeStoreFence();
    return text;
  }

  private static boolean isAsExpected() {
    // Where there is no such text, there is none to make.
    if (VALUE < 0 || !TextCoder.AVAILABLE || !TextCoder.isLatin1("a\u00ff")) {
      return false;
    }
    try {
      byte[] bytes = {'a', (byte) 0xff};
      String text = of(bytes);
      return UNSAFE.getReference(text, VALUE) == bytes
          && TextCoder.isLatin1(text)
          && text.equals("a\u00ff")
          && text.hashCode() == "a\u00ff".hashCode()
          && text.concat("\u0100").equals("a\u00ff\u0100");
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
