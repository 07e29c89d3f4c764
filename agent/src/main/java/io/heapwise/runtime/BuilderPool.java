package io.heapwise.runtime;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Idle string builders, by claim and release: a claimed builder is gone from the pool, so that code
 * which claims while another claim is open (a {@code toString} inside a concatenation) gets a
 * builder of its own. A builder that is claimed and never released, because an exception passed by,
 * is simply left to the garbage collector.
 *
 * <p>Thread-safe without locks: see {@link ThreadSlots}.
 */
public final class BuilderPool {
  /** Builders with a larger array are not kept. */
  static final int MAX_RETAINED_BYTES = 16 << 10;

  /** A builder object and its first array of 16, on a 64-bit JVM with compressed pointers. */
  private static final int FRESH_BYTES = 24 + 32;

  private static final char POISON = '\u2620';

  /** Bytes that a default builder has asked for when it holds a text of 2^n characters. */
  private static final int[] GROWTH_BYTES = growthBytes();

  private static final AtomicBoolean CONFIGURED = new AtomicBoolean();
  private static boolean poisoning;

  private BuilderPool() {}

  /**
   * With {@code verify}, a released builder is filled with a text that no program writes and never
   * given out again, so that any use after release shows. Only the first call, which must come
   * before the first claim, has an effect.
   */
  static void configure(long maxBytes, boolean verify) {
    if (CONFIGURED.compareAndSet(false, true)) {
      ThreadSlots.bound(verify ? 0 : maxBytes);
      poisoning = verify;
    }
  }

  /** An empty builder that nobody else holds. */
  public static StringBuilder claim() {
    ThreadSlot slot = ThreadSlots.enter();
    StringBuilder builder = null;
    if (slot != null) {
      builder = slot.takeBuilder();
      ThreadSlots.exit(slot);
    }
    return builder != null ? builder : new StringBuilder();
  }

  /** The text of a builder got from {@link #claim()}, which must not be used after. */
  public static String toStringAndRelease(StringBuilder builder) {
    String text = builder.toString();
    release(builder);
    return text;
  }

  static void release(StringBuilder builder) {
    if (retainable(builder)) {
      ThreadSlot slot = ThreadSlots.enter();
      if (slot != null) {
        builder.setLength(0);
        slot.putBuilder(builder);
        ThreadSlots.exit(slot);
      }
    }
  }

  static StringBuilder claim(int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return new StringBuilder();
    }
    StringBuilder builder = slot.takeBuilder();
    if (builder == null) {
      slot.addAvoided(site, -FRESH_BYTES);
    }
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder();
  }

  static StringBuilder claim(int capacity, int site) {
    if (capacity < 0 || capacity > MAX_RETAINED_BYTES) {
      return new StringBuilder(capacity);
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return new StringBuilder(capacity);
    }
    StringBuilder builder = slot.takeBuilder();
    // The release will add the growth of a default builder; the original had one array.
    slot.addAvoided(site, builder == null ? -growth(capacity) : capacity + 40 - growth(capacity));
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder(capacity);
  }

  static StringBuilder claim(String initial, int site) {
    if (initial == null) {
      return new StringBuilder(initial); // throws what the original throws
    }
    return claim(site).append(initial);
  }

  static String release(StringBuilder builder, int site) {
    String text = builder.toString();
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      Sites.countShared(site, 0);
    } else {
      slot.count(site, growth(text.length()));
      if (retainable(builder)) {
        builder.setLength(0);
        slot.putBuilder(builder);
      }
      ThreadSlots.exit(slot);
    }
    if (poisoning) {
      builder.setLength(0);
      builder.append(POISON);
    }
    return text;
  }

  static StringBuffer claimBuffer(int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return new StringBuffer();
    }
    StringBuffer buffer = slot.takeBuffer();
    if (buffer == null) {
      slot.addAvoided(site, -FRESH_BYTES);
    }
    ThreadSlots.exit(slot);
    return buffer != null ? buffer : new StringBuffer();
  }

  static StringBuffer claimBuffer(int capacity, int site) {
    if (capacity < 0 || capacity > MAX_RETAINED_BYTES) {
      return new StringBuffer(capacity);
    }
    return claimBuffer(site);
  }

  static StringBuffer claimBuffer(String initial, int site) {
    if (initial == null) {
      return new StringBuffer(initial); // throws what the original throws
    }
    return claimBuffer(site).append(initial);
  }

  static String releaseBuffer(StringBuffer buffer, int site) {
    String text = buffer.toString();
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      Sites.countShared(site, 0);
    } else {
      slot.count(site, growth(text.length()));
      // An empty buffer has dropped the copy that its last toString() left behind.
      buffer.setLength(0);
      if (buffer.capacity() <= MAX_RETAINED_BYTES / 2) {
        slot.putBuffer(buffer);
      }
      ThreadSlots.exit(slot);
    }
    if (poisoning) {
      buffer.setLength(0);
      buffer.append(POISON);
    }
    return text;
  }

  private static boolean retainable(StringBuilder builder) {
    int capacity = builder.capacity();
    // A builder that has met a character above U+00FF stays two bytes wide and slow for good.
    return capacity <= MAX_RETAINED_BYTES && BuilderCoder.isLatin1(builder);
  }

  /** Bytes that the objects and arrays of a default builder take until it holds a text. */
  static int growth(int length) {
    return GROWTH_BYTES[32 - Integer.numberOfLeadingZeros(length)];
  }

  private static int[] growthBytes() {
    int[] bytes = new int[33];
    for (int bits = 0; bits < bytes.length; bits++) {
      // Between 2^(bits-1) and 2^bits - 1 characters: taken at the middle.
      long length = bits == 0 ? 0 : (1L << bits) - (1L << bits >> 2);
      long capacity = 16;
      long sum = FRESH_BYTES;
      while (capacity < length) {
        capacity = 2 * capacity + 2;
        sum += 16 + capacity;
      }
      bytes[bits] = (int) Math.min(sum, Integer.MAX_VALUE);
    }
    return bytes;
  }
}
