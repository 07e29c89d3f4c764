package io.heapwise.runtime.pool;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a slot keeps alive: idle arrays, open claims, idle builders and texts, and the bytes
 * reserved for them. Idle matchers and formats are not kept alive: they go with the next garbage
 * collection.
 *
 * <p>Confined to the slot's owner, but for {@link #retire}: any thread may take an idle owner's
 * shelf away, as a whole. It touches nothing on it; it refunds what was reserved and cuts it off
 * from its slot. An owner who is at that moment inside a claim finishes on a shelf that is garbage
 * from then on. So taking and putting needs neither lock nor atomic instruction, and no array can
 * come into two hands.
 */
final class Shelf {
  static final int BUILDERS = 4;

  static final int TEXTS = 2;

  private static final long RETIRED = -1;
  private static final int BUILDER_STEP_BYTES = 4 << 10;

  final ClaimRegister register;
  private final IdleArrays bytes = new IdleArrays();
  private IdleArrays chars;
  private IdleArrays direct;
  private final StringBuilder[] builders = new StringBuilder[BUILDERS];

  /** What each of them counts for. */
  private final int[] builderSizes = new int[BUILDERS];

  private int builderCount;
  private boolean holdsLargeBuilder;
  private StringBuffer buffer;

  /** Idle arrays of texts, at their front; null until there was one. */
  private byte[][] texts;

  private int textCount;

  /** For how many more claims to look for a large text: see {@link WriterPool}. */
  int claimsOfLargeTexts;

  /** Cleared by the next garbage collection; null until a matcher was put here. */
  private WeakReference<Matcher[]> matchers;

  /** The same for formats. */
  private WeakReference<IdleFormats> formats;

  /** Bytes of the idle builders, and what is reserved for them, which only grows. */
  private int builderBytes;

  private int reservedBuilderBytes;

  /** Reserved for this shelf by size class, or {@link #RETIRED}. */
  private final AtomicLongArray reserved = new AtomicLongArray(SizeClass.COUNT);

  Shelf(int openClaims) {
    register = new ClaimRegister(openClaims);
  }

  /** The idle arrays of a kind. */
  IdleArrays idle(int kind) {
    if (kind == Pooled.BYTES) {
      return bytes;
    }
    if (kind == Pooled.CHARS) {
      if (chars == null) {
        chars = new IdleArrays();
      }
      return chars;
    }
    if (direct == null) {
      direct = new IdleArrays();
    }
    return direct;
  }

  /** Takes an amount from the budget for this shelf. */
  boolean reserve(int sizeClass, int amount) {
    if (!PoolBudget.tryReserve(sizeClass, amount)) {
      return false;
    }
    if (adopt(sizeClass, amount)) {
      return true;
    }
    PoolBudget.refund(sizeClass, amount);
    return false;
  }

  /** Makes an amount that is reserved already this shelf's own; false if it is retired. */
  boolean adopt(int sizeClass, int amount) {
    return add(sizeClass, amount);
  }

  /** The opposite; false if the amount was refunded because the shelf is retired. */
  boolean surrender(Pooled pooled) {
    return add(pooled.sizeClass, -pooled.reservedBytes);
  }

  /** Gives up an array that is in neither the register nor the idle ones any more. */
  void drop(Pooled pooled) {
    unreserve(pooled.sizeClass, pooled.reservedBytes);
  }

  /** Gives back what was reserved for an array that is not, or no longer, here. */
  void unreserve(int sizeClass, int amount) {
    if (add(sizeClass, -amount)) {
      PoolBudget.refund(sizeClass, amount);
    }
  }

  /** Gives up idle arrays, the oldest first, until an amount is free or none is left. */
  void makeRoom(int amount) {
    long freed = 0;
    for (int kind = 0; kind < Pooled.KINDS; kind++) {
      IdleArrays idle = idle(kind);
      while (freed < amount) {
        Pooled oldest = idle.removeOldest();
        if (oldest == null) {
          break;
        }
        freed += oldest.reservedBytes;
        drop(oldest);
      }
    }
  }

  /** Forgets all open claims: their thread is gone. */
  void forgetClaims() {
    for (Pooled claim = register.removeLast(); claim != null; claim = register.removeLast()) {
      drop(claim);
    }
  }

  /** Refunds everything, once. Any thread. */
  void retire() {
    for (int sizeClass = 0; sizeClass < SizeClass.COUNT; sizeClass++) {
      long amount = reserved.getAndSet(sizeClass, RETIRED);
      if (amount > 0) {
        PoolBudget.refund(sizeClass, amount);
      }
    }
  }

  /** An idle builder, now gone from the shelf, or null. */
  StringBuilder takeBuilder() {
    int last = builderCount - 1;
    if (last < 0) {
      return null;
    }
    StringBuilder builder = builders[last];
    builders[last] = null;
    builderCount = last;
    int size = builderSizes[last];
    builderBytes -= size;
    if (size > bytesOf(BuilderPool.LARGE_BYTES)) {
      holdsLargeBuilder = false;
    }
    return builder;
  }

  void putBuilder(StringBuilder builder, int capacity) {
    int last = builderCount;
    boolean isLarge = capacity > BuilderPool.LARGE_BYTES;
    int size = bytesOf(capacity);
    if (last < BUILDERS && !(isLarge && holdsLargeBuilder) && builderRoom(size)) {
      builders[last] = builder;
      builderSizes[last] = size;
      builderCount = last + 1;
      builderBytes += size;
      holdsLargeBuilder |= isLarge;
    }
  }

  /** An idle buffer, now gone from the shelf, or null. */
  StringBuffer takeBuffer() {
    StringBuffer taken = buffer;
    if (taken != null) {
      buffer = null;
      builderBytes -= bytesOf(2 * taken.capacity());
    }
    return taken;
  }

  void putBuffer(StringBuffer idle) {
    // Nothing tells whether it has two bytes for each character.
    int size = bytesOf(2 * idle.capacity());
    if (buffer == null && builderRoom(size)) {
      buffer = idle;
      builderBytes += size;
    }
  }

  /** The largest idle array of a text, now gone from the shelf; null if all are smaller. */
  byte[] takeText(int least) {
    int found = -1;
    int size = least - 1;
    for (int i = 0; i < textCount; i++) {
      if (texts[i].length > size) {
        found = i;
        size = texts[i].length;
      }
    }
    return found < 0 ? null : removeText(found);
  }

  private byte[] removeText(int index) {
    byte[] removed = texts[index];
    texts[index] = texts[--textCount];
    texts[textCount] = null;
    builderBytes -= bytesOf(removed.length);
    return removed;
  }

  /** Keeps an array, in the place of a smaller one if need be. */
  void putText(byte[] idle) {
    if (texts == null && (texts = newTexts()) == null) {
      return;
    }
    if (textCount == TEXTS) {
      int smallest = texts[0].length <= texts[1].length ? 0 : 1;
      if (texts[smallest].length >= idle.length) {
        return;
      }
      removeText(smallest);
    }
    int size = bytesOf(idle.length);
    if (builderRoom(size)) {
      texts[textCount++] = idle;
      builderBytes += size;
    }
  }

  private static byte[][] newTexts() {
    try {
      return new byte[TEXTS][];
    } catch (OutOfMemoryError e) {
      // An array that is not kept is better than an error that the program did not have.
      return null;
    }
  }

  /** An idle matcher of exactly this pattern, now gone from the shelf, or null. */
  Matcher takeMatcher(Pattern pattern) {
    Matcher[] idle = matchers == null ? null : matchers.get();
    return idle == null ? null : IdleMatchers.take(pattern, idle);
  }

  void putMatcher(Matcher matcher) {
    Matcher[] idle = matchers == null ? null : matchers.get();
    if (idle == null) {
      idle = newIdleMatchers();
    }
    if (idle != null) {
      IdleMatchers.put(matcher, idle);
    }
  }

  private Matcher[] newIdleMatchers() {
    try {
      Matcher[] fresh = new Matcher[IdleMatchers.CAPACITY];
      matchers = new WeakReference<>(fresh);
      return fresh;
    } catch (OutOfMemoryError e) {
      // A matcher that is not kept is better than an error that the program did not have.
      return null;
    }
  }

  /** The formats of this shelf, or null. */
  IdleFormats formats() {
    return formats == null ? null : formats.get();
  }

  /** The same, made now if there are none; null when there is no memory for them. */
  IdleFormats openFormats() {
    IdleFormats current = formats();
    return current != null ? current : newFormats();
  }

  private IdleFormats newFormats() {
    try {
      IdleFormats fresh = new IdleFormats();
      formats = new WeakReference<>(fresh);
      return fresh;
    } catch (OutOfMemoryError e) {
      // A format that is not kept is better than an error that the program did not have.
      return null;
    }
  }

  private static int bytesOf(int characters) {
    return characters + Pooled.OVERHEAD_BYTES;
  }

  private boolean builderRoom(int size) {
    if (size > PoolBudget.maxArrayBytes()) {
      return false;
    }
    int missing = builderBytes + size - reservedBuilderBytes;
    if (missing <= 0) {
      return true;
    }
    int step = missing + BUILDER_STEP_BYTES - 1 & -BUILDER_STEP_BYTES;
    if (!reserve(SizeClass.BUILDERS, step)) {
      return false;
    }
    reservedBuilderBytes += step;
    return true;
  }

  private boolean add(int sizeClass, int amount) {
    long before;
    do {
      before = reserved.get(sizeClass);
      if (before == RETIRED) {
        return false;
      }
    } while (!reserved.compareAndSet(sizeClass, before, before + amount));
    return true;
  }

  /**
   * What lies here and in the register, builders as reserved. For tests, with the owner at rest.
   */
  long heldBytes() {
    long held = register.reservedBytes() + reservedBuilderBytes;
    for (int kind = 0; kind < Pooled.KINDS; kind++) {
      held += idle(kind).reservedBytes();
    }
    return held;
  }
}
