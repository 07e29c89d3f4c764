package io.heapwise.runtime.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Idle arrays that belong to no thread: large ones, and those for which a thread had no place. A
 * few entries for each kind and size, each taken and filled by one atomic exchange.
 *
 * <p>Thread-safe without locks. What is here stays reserved in the {@link PoolBudget}: whoever
 * takes it out takes that over.
 */
final class SharedShelves {
  private static final int WIDTH = 8;

  private static final AtomicReferenceArray<Pooled> ENTRIES =
      new AtomicReferenceArray<>(Pooled.KINDS * SizeClass.SIZES * WIDTH);

  /** Which entry makes room next; a lost update does no harm. */
  private static int hand;

  /** Whether any was taken or put since the last look; a lost update does no harm. */
  private static volatile boolean used;

  private SharedShelves() {}

  /** One of this kind and exact length, now gone from here, or null. */
  static Pooled take(int kind, int length, int payloadBytes) {
    int first = first(kind, payloadBytes);
    for (int i = first; i < first + WIDTH; i++) {
      Pooled idle = ENTRIES.get(i);
      if (idle != null && idle.length == length && ENTRIES.compareAndSet(i, idle, null)) {
        touch();
        return idle;
      }
    }
    return null;
  }

  /** Keeps an array that nobody else holds, together with what is reserved for it. */
  static void put(Pooled idle) {
    touch();
    int first = first(idle.kind, idle.reservedBytes - Pooled.OVERHEAD_BYTES);
    for (int i = first; i < first + WIDTH; i++) {
      if (ENTRIES.get(i) == null && ENTRIES.compareAndSet(i, null, idle)) {
        return;
      }
    }
    int next = hand + 1 & WIDTH - 1;
    hand = next;
    refund(ENTRIES.getAndSet(first + next, idle));
  }

  /** Gives up the largest until an amount is free or none is left. */
  static void makeRoom(long amount) {
    long freed = 0;
    for (int i = ENTRIES.length() - 1; i >= 0 && freed < amount; i--) {
      freed += refund(ENTRIES.getAndSet(i, null));
    }
  }

  static void clear() {
    makeRoom(Long.MAX_VALUE);
  }

  /** Gives up everything if none was taken or put since the last call. */
  static void clearIfUnused() {
    if (!used) {
      clear();
    }
    used = false;
  }

  private static void touch() {
    if (!used) {
      used = true;
    }
  }

  private static long refund(Pooled dropped) {
    if (dropped == null) {
      return 0;
    }
    PoolBudget.refund(dropped.sizeClass, dropped.reservedBytes);
    return dropped.reservedBytes;
  }

  private static int first(int kind, int payloadBytes) {
    return (kind * SizeClass.SIZES + SizeClass.of(payloadBytes)) * WIDTH;
  }

  /** For tests, with all threads at rest. */
  static long heldBytes() {
    long held = 0;
    for (int i = 0; i < ENTRIES.length(); i++) {
      Pooled idle = ENTRIES.get(i);
      held += idle == null ? 0 : idle.reservedBytes;
    }
    return held;
  }
}
