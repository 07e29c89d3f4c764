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

  /** Sizes on a 64-bit JVM with compressed class pointers. */
  private static final int OBJECT_BYTES = 24;

  private static final int ARRAY_HEADER_BYTES = 16;

  /** A builder object and its first array of 16. */
  static final int FRESH_BYTES = OBJECT_BYTES + ARRAY_HEADER_BYTES + 16;

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

  /** An empty builder that nobody else holds, for use inside the runtime. */
  static StringBuilder claim() {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return new StringBuilder();
    }
    StringBuilder builder = slot.takeBuilder();
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder();
  }

  /** Gives back a builder got from {@link #claim()}, which must not be used after. */
  static void release(StringBuilder builder) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      retain(builder, slot);
      ThreadSlots.exit(slot);
    }
    poison(builder);
  }

  /** As {@code new StringBuilder()}. Counts a run of the site. */
  static StringBuilder claim(int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      Sites.countShared(site, 0);
      return new StringBuilder();
    }
    StringBuilder builder = slot.takeBuilder();
    slot.claimed(site, builder == null ? 0 : FRESH_BYTES);
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder();
  }

  /** As {@code new StringBuilder(capacity)}. Counts a run of the site. */
  static StringBuilder claim(int site, int capacity) {
    if (capacity < 0 || capacity > MAX_RETAINED_BYTES) {
      return new StringBuilder(capacity);
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      Sites.countShared(site, 0);
      return new StringBuilder(capacity);
    }
    StringBuilder builder = slot.takeBuilder();
    slot.claimed(site, builder == null ? 0 : OBJECT_BYTES + ARRAY_HEADER_BYTES + capacity);
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder(capacity);
  }

  /** As {@code new StringBuilder(initial)}, the exception for null included. */
  static StringBuilder claim(int site, String initial) {
    return initial == null ? new StringBuilder(initial) : claim(site).append(initial);
  }

  /** The text of a claimed builder, which must not be used after. */
  static String toStringAndRelease(StringBuilder builder) {
    String text = builder.toString();
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.released(growth(text.length()) - FRESH_BYTES);
      retain(builder, slot);
      ThreadSlots.exit(slot);
    }
    poison(builder);
    return text;
  }

  static StringBuffer claimBuffer(int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      Sites.countShared(site, 0);
      return new StringBuffer();
    }
    StringBuffer buffer = slot.takeBuffer();
    slot.claimed(site, buffer == null ? 0 : FRESH_BYTES);
    ThreadSlots.exit(slot);
    return buffer != null ? buffer : new StringBuffer();
  }

  static StringBuffer claimBuffer(int site, int capacity) {
    if (capacity < 0 || capacity > MAX_RETAINED_BYTES) {
      return new StringBuffer(capacity);
    }
    return claimBuffer(site);
  }

  static StringBuffer claimBuffer(int site, String initial) {
    return initial == null ? new StringBuffer(initial) : claimBuffer(site).append(initial);
  }

  static String releaseBuffer(StringBuffer buffer) {
    String text = buffer.toString();
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.released(growth(text.length()) - FRESH_BYTES);
      // An emptied buffer has dropped the copy that its last toString() left behind.
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

  private static void retain(StringBuilder builder, ThreadSlot slot) {
    if (retainable(builder)) {
      builder.setLength(0);
      slot.putBuilder(builder);
    }
  }

  private static void poison(StringBuilder builder) {
    if (poisoning) {
      builder.setLength(0);
      builder.append(POISON);
    }
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
