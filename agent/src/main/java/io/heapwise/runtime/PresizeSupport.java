package io.heapwise.runtime;

import io.heapwise.runtime.pool.OutputPool;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * The capacity that lists, deques, builders, and what gathers bytes or characters in an array shall
 * begin with at a site, from the sizes they reach.
 *
 * <p>Any thread, without locks or garbage. What a site has learned is one plain int: a lost update
 * only moves the moment of a decision.
 */
public final class PresizeSupport {
  /** By the number of the site. */
  private static final int[] LEARNED = new int[Sites.CAPACITY];

  private PresizeSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    int site = Sites.UNNUMBERED;
    filled(new ArrayList<>(), site);
    filled(new ArrayDeque<>(), site);
    filled(new StringBuilder(capacity(site)), site);
    filled(new ByteArrayOutputStream(), site);
    filled(new CharArrayWriter(), site);
  }

  /** What the next object of a site shall begin with; 0 for what it does by itself. */
  static int capacity(int site) {
    return LearnedSize.capacity(LEARNED[site]);
  }

  /** Something that the site has made is complete. */
  static void filled(Object object, int site) {
    if (object instanceof ArrayList<?> list) {
      filled(list.size(), Growth.LIST, site);
    } else if (object instanceof StringBuilder builder) {
      filled(builder.length(), Growth.BUILDER, site);
    } else if (object instanceof ArrayDeque<?> deque) {
      filled(deque.size(), Growth.DEQUE, site);
    } else if (object instanceof ByteArrayOutputStream out) {
      int size = OutputPool.sizeOf(out);
      if (size >= 0) {
        filled(size, Growth.OUTPUT, site);
      }
    } else if (object instanceof CharArrayWriter writer) {
      filled(writer.size(), Growth.CHARS, site);
    }
  }

  private static void filled(int size, Growth growth, int site) {
    int learned = LEARNED[site];
    int capacity = LearnedSize.capacity(learned);
    // One that was made as ever is not worth the nanoseconds of a count.
    if (capacity > 0) {
      Sites.count(site, growth.usualBytes(size) - growth.grownBytes(capacity, size));
    }
    // Sites without a number of their own are many: none learns for the others.
    if (site != Sites.UNNUMBERED) {
      int next = LearnedSize.next(learned, size, growth);
      if (next != learned) {
        LEARNED[site] = next;
      }
    }
  }
}
