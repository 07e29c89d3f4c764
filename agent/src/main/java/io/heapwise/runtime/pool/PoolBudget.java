package io.heapwise.runtime.pool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The one account of everything that pools keep alive: idle arrays, builders and direct buffers,
 * and claimed ones while a register remembers them. What is not reserved here is not kept.
 *
 * <p>Thread-safe. The sum of what is reserved never exceeds the bound, not even for a moment.
 * Amounts are in bytes and never negative.
 */
final class PoolBudget {
  /** Until {@link #bound(long, long)} is called. */
  private static final long DEFAULT_BYTES = 8 << 20;

  private static final AtomicLong RESERVED = new AtomicLong();
  private static final AtomicLong HIGH_WATER = new AtomicLong();
  private static final AtomicLongArray BY_CLASS = new AtomicLongArray(SizeClass.COUNT);
  private static final AtomicLongArray HIGH_WATERS = new AtomicLongArray(SizeClass.COUNT);
  private static final AtomicLongArray DROPS = new AtomicLongArray(SizeClass.COUNT);

  private static volatile long maxBytes = DEFAULT_BYTES;
  private static volatile long maxDirectBytes = DEFAULT_BYTES;

  private PoolBudget() {}

  /**
   * Sets the bound, once, before the first claim of a program.
   *
   * @param directBytes bound on what direct buffers may take of that
   */
  static void bound(long bytes, long directBytes) {
    maxBytes = bytes;
    maxDirectBytes = Math.min(bytes, directBytes);
  }

  static long maxBytes() {
    return maxBytes;
  }

  /** A single array larger than this would crowd out all others. */
  static long maxArrayBytes() {
    return maxBytes >> 2;
  }

  /** Reserves all of an amount, or nothing and returns false. */
  static boolean tryReserve(int sizeClass, long bytes) {
    long before;
    do {
      before = RESERVED.get();
      if (bytes > maxBytes - before) {
        return false;
      }
    } while (!RESERVED.compareAndSet(before, before + bytes));
    long ofClass = BY_CLASS.addAndGet(sizeClass, bytes);
    if (sizeClass == SizeClass.DIRECT && ofClass > maxDirectBytes) {
      giveBack(sizeClass, bytes);
      return false;
    }
    raise(before + bytes);
    raise(sizeClass, ofClass);
    return true;
  }

  /** Gives back what was reserved for one array, which is nowhere in the pools any more. */
  static void refund(int sizeClass, long bytes) {
    DROPS.getAndIncrement(sizeClass);
    giveBack(sizeClass, bytes);
  }

  /** Gives back what was reserved for what is now in somebody's hands. */
  static void giveBack(int sizeClass, long bytes) {
    BY_CLASS.getAndAdd(sizeClass, -bytes);
    RESERVED.getAndAdd(-bytes);
  }

  private static void raise(long reserved) {
    long highest = HIGH_WATER.get();
    while (reserved > highest && !HIGH_WATER.compareAndSet(highest, reserved)) {
      highest = HIGH_WATER.get();
    }
  }

  private static void raise(int sizeClass, long reserved) {
    long highest = HIGH_WATERS.get(sizeClass);
    while (reserved > highest && !HIGH_WATERS.compareAndSet(sizeClass, highest, reserved)) {
      highest = HIGH_WATERS.get(sizeClass);
    }
  }

  static long retainedBytes() {
    return RESERVED.get();
  }

  static long highWaterBytes() {
    return HIGH_WATER.get();
  }

  static long retainedBytes(int sizeClass) {
    return BY_CLASS.get(sizeClass);
  }

  static long highWaterBytes(int sizeClass) {
    return HIGH_WATERS.get(sizeClass);
  }

  static long drops(int sizeClass) {
    return DROPS.get(sizeClass);
  }
}
