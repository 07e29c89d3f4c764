package io.heapwise.runtime.pool;

/**
 * Idle string builders, by claim and release: a claimed builder is gone from the pool, so that code
 * which claims while another claim is open (a {@code toString} inside a concatenation) gets a
 * builder of its own. A builder that is claimed and never released, because an exception passed by,
 * is simply left to the garbage collector. With {@code verify}, a released builder is filled with a
 * text that no program writes and never given out again, so that any use after release shows.
 *
 * <p>Thread-safe without locks: see {@link ThreadSlots}.
 */
public final class BuilderPool {
  /** Of builders with a larger array a thread keeps one, for those that take in whole files. */
  static final int LARGE_BYTES = 16 << 10;

  /** Builders with an even larger array are not kept. */
  static final int MAX_RETAINED_BYTES = 128 << 10;

  /** Sizes on a 64-bit JVM with compressed class pointers. */
  private static final int OBJECT_BYTES = 24;

  private static final int ARRAY_HEADER_BYTES = 16;

  static final int DEFAULT_CAPACITY = 16;

  /** A builder object and its first array. */
  public static final int FRESH_BYTES = OBJECT_BYTES + ARRAY_HEADER_BYTES + DEFAULT_CAPACITY;

  private static final char POISON = '\u2620';

  /** Bytes that a default builder has asked for when it holds a text of 2^n characters. */
  private static final int[] GROWTH_BYTES = growthBytes();

  private BuilderPool() {}

  /** An empty builder that nobody else holds, for use inside the runtime. */
  public static StringBuilder claim() {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return new StringBuilder();
    }
    StringBuilder builder = takeBuilder(slot);
    slot.claimed(SizeClass.BUILDERS, builder == null ? ThreadSlot.MISS : ThreadSlot.HIT);
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder();
  }

  /** Gives back a builder got from {@link #claim()}, which must not be used after. */
  public static void release(StringBuilder builder) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      retain(builder, slot);
      ThreadSlots.exit(slot);
    }
    poison(builder);
  }

  /** As {@code new StringBuilder()}. Counts a run of the site. */
  public static StringBuilder claim(int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return new StringBuilder();
    }
    StringBuilder builder = takeBuilder(slot);
    claimed(slot, builder, site, DEFAULT_CAPACITY);
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder();
  }

  /** As {@code new StringBuilder(capacity)}. Counts a run of the site. */
  public static StringBuilder claim(int site, int capacity) {
    if (capacity < 0 || capacity > LARGE_BYTES) {
      return new StringBuilder(capacity);
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return new StringBuilder(capacity);
    }
    StringBuilder builder = takeBuilder(slot);
    claimed(slot, builder, site, capacity);
    ThreadSlots.exit(slot);
    return builder != null ? builder : new StringBuilder(capacity);
  }

  /** As {@code new StringBuilder(initial)}, the exception for null included. */
  public static StringBuilder claim(int site, String initial) {
    if (initial == null) {
      return new StringBuilder(initial);
    }
    int capacity = DEFAULT_CAPACITY + initial.length();
    return (capacity <= LARGE_BYTES ? claim(site, capacity) : claim(site)).append(initial);
  }

  /** Gives back a builder that a site has claimed, and that must not be used after. */
  public static void releaseClaimed(StringBuilder builder) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.releasedText(builder.length());
      retain(builder, slot);
      ThreadSlots.exit(slot);
    }
    poison(builder);
  }

  /** The text of a claimed builder, which must not be used after. */
  public static String toStringAndRelease(StringBuilder builder) {
    String text = builder.toString();
    releaseClaimed(builder);
    return text;
  }

  public static StringBuffer claimBuffer(int site) {
    return claimBuffer(site, DEFAULT_CAPACITY);
  }

  public static StringBuffer claimBuffer(int site, int capacity) {
    if (capacity < 0 || capacity > LARGE_BYTES) {
      return new StringBuffer(capacity);
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return new StringBuffer(capacity);
    }
    Shelf shelf = slot.shelf();
    StringBuffer buffer = shelf == null ? null : shelf.takeBuffer();
    claimed(slot, buffer, site, capacity);
    ThreadSlots.exit(slot);
    return buffer != null ? buffer : new StringBuffer(capacity);
  }

  public static StringBuffer claimBuffer(int site, String initial) {
    if (initial == null) {
      return new StringBuffer(initial);
    }
    int capacity = DEFAULT_CAPACITY + initial.length();
    return (capacity <= LARGE_BYTES ? claimBuffer(site, capacity) : claimBuffer(site))
        .append(initial);
  }

  public static String releaseBuffer(StringBuffer buffer) {
    String text = buffer.toString();
    releaseClaimed(buffer);
    return text;
  }

  /** The {@link StringBuffer} twin of {@link #releaseClaimed(StringBuilder)}. */
  public static void releaseClaimed(StringBuffer buffer) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.releasedText(buffer.length());
      // An emptied buffer has dropped the copy that its last toString() left behind.
      int length = buffer.length();
      buffer.setLength(0);
      if (!Pools.verifying && buffer.capacity() <= MAX_RETAINED_BYTES / 2) {
        Shelf shelf = slot.openShelf();
        if (shelf != null) {
          buffer.setLength(length);
          buffer.setLength(0);
          shelf.putBuffer(buffer);
        }
      }
      ThreadSlots.exit(slot);
    }
    if (Pools.verifying) {
      buffer.setLength(0);
      buffer.append(POISON);
    }
  }

  /** Keeps it without its text, which may be a secret. */
  private static void retain(StringBuilder builder, ThreadSlot slot) {
    int capacity = builder.capacity();
    if (!Pools.verifying && retainable(builder, capacity)) {
      Shelf shelf = slot.openShelf();
      if (shelf != null) {
        wipe(builder);
        shelf.putBuilder(builder, capacity);
      }
    }
  }

  private static void wipe(StringBuilder builder) {
    int length = builder.length();
    builder.setLength(0);
    if (TextFields.AVAILABLE) {
      TextFields.wipe(builder, length);
    } else {
      // To be longer it fills itself with zeros: its text is gone.
      builder.setLength(length);
      builder.setLength(0);
    }
  }

  private static StringBuilder takeBuilder(ThreadSlot slot) {
    Shelf shelf = slot.shelf();
    return shelf == null ? null : shelf.takeBuilder();
  }

  private static void claimed(ThreadSlot slot, Object found, int site, int capacity) {
    slot.claimedText(found != null, site, OBJECT_BYTES + ARRAY_HEADER_BYTES, capacity);
  }

  private static void poison(StringBuilder builder) {
    if (Pools.verifying) {
      builder.setLength(0);
      builder.append(POISON);
    }
  }

  private static boolean retainable(StringBuilder builder, int capacity) {
    // A builder that has met a character above U+00FF stays two bytes wide and slow for good.
    return capacity <= MAX_RETAINED_BYTES && BuilderCoder.isLatin1(builder);
  }

  /** Bytes that the objects and arrays of a default builder take until it holds a text. */
  public static int growth(int length) {
    return GROWTH_BYTES[32 - Integer.numberOfLeadingZeros(length)];
  }

  private static int[] growthBytes() {
    int[] bytes = new int[33];
    for (int bits = 0; bits < bytes.length; bits++) {
      // Between 2^(bits-1) and 2^bits - 1 characters: taken at the middle.
      long length = bits == 0 ? 0 : (1L << bits) - (1L << bits >> 2);
      long sum = FRESH_BYTES + growth(DEFAULT_CAPACITY, length);
      bytes[bits] = (int) Math.min(sum, Integer.MAX_VALUE);
    }
    return bytes;
  }

  /** Bytes of the arrays that a builder makes that began with a capacity, for a longer text. */
  static long growth(int capacity, long length) {
    long grown = capacity;
    long sum = 0;
    while (grown < length) {
      grown = 2 * grown + 2;
      sum += ARRAY_HEADER_BYTES + grown;
    }
    return sum;
  }
}
