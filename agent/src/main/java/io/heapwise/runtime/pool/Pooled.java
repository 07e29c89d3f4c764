package io.heapwise.runtime.pool;

/**
 * An array or buffer that came out of a pool, with what the pool must know of it. Held by one shelf
 * or one shared entry at a time; whoever holds it may change it.
 */
final class Pooled {
  static final int BYTES = 0;
  static final int CHARS = 1;
  static final int DIRECT = 2;
  static final int KINDS = 3;

  /** Header, rounding and this object. */
  static final int OVERHEAD_BYTES = 72;

  final Object array;
  final int kind;
  final int length;

  /** What is reserved for it in the {@link PoolBudget}. */
  final int reservedBytes;

  /** The row of the accounts. */
  final int sizeClass;

  /** Elements from here on are zero, apart from what the present borrower writes. */
  int staleEnd;

  /** What the present borrower has declared as written; negative without a declaration. */
  int dirtyEnd;

  /** Whether nothing of what the present borrower writes stays when it is released. */
  boolean isWiped;

  /** The site of the present claim. */
  int site;

  /** The virtual thread that claimed it; 0 in the register of a platform thread. */
  long claimant;

  /** Where it was claimed; null unless verifying. */
  Throwable claimedAt;

  Pooled(Object array, int kind, int length, int payloadBytes) {
    this.array = array;
    this.kind = kind;
    this.length = length;
    this.reservedBytes = reservedFor(payloadBytes);
    this.sizeClass = account(kind, payloadBytes);
  }

  static int reservedFor(int payloadBytes) {
    return payloadBytes + OVERHEAD_BYTES;
  }

  static int account(int kind, int payloadBytes) {
    return kind == DIRECT ? SizeClass.DIRECT : SizeClass.of(payloadBytes);
  }

  void claimedBy(long thread, int claimingSite, boolean wiped) {
    claimant = thread;
    site = claimingSite;
    isWiped = wiped;
    dirtyEnd = -1;
  }

  /** To be called at release: without a declaration everything may have been written. */
  void settle() {
    int written = dirtyEnd < 0 ? length : dirtyEnd;
    if (written > staleEnd) {
      staleEnd = written;
    }
  }
}
