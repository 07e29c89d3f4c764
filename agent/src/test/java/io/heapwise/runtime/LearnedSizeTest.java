package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnedSizeTest {
  private static final int OBJECTS = 20_000;

  /** Without its array. */
  private static int objectBytes(Growth growth) {
    return growth == Growth.CHARS ? 32 : 24;
  }

  static Stream<Growth> growths() {
    return Stream.of(Growth.LIST, Growth.DEQUE, Growth.BUILDER, Growth.OUTPUT, Growth.CHARS);
  }

  /** A site whose objects reach sizes one after the other. */
  private static final class Objects {
    final Growth growth;
    int learned = LearnedSize.NONE;
    long usualBytes;
    long bytes;

    Objects(Growth growth) {
      this.growth = growth;
    }

    Objects run(int count, IntUnaryOperator sizes) {
      for (int i = 0; i < count; i++) {
        int size = sizes.applyAsInt(i);
        int capacity = LearnedSize.capacity(learned);
        usualBytes += growth.usualBytes(size);
        bytes += capacity == 0 ? growth.usualBytes(size) : growth.grownBytes(capacity, size);
        learned = LearnedSize.next(learned, size, growth);
      }
      return this;
    }

    double ratio() {
      return (double) bytes / usualBytes;
    }
  }

  @ParameterizedTest
  @MethodSource("growths")
  void beginsWithTheSizeThatIsAlwaysReached_afterAFew(Growth growth) {
    Objects objects = new Objects(growth);
    objects.run(LearnedSize.FIRST_STREAK, i -> 50);
    assertEquals(0, LearnedSize.capacity(objects.learned));
    objects.run(1, i -> 50);
    assertEquals(50, LearnedSize.capacity(objects.learned));
    int learned = objects.run(OBJECTS, i -> 50).learned;
    assertEquals(learned, LearnedSize.next(learned, 50, growth), "nothing to write any more");
    assertTrue(objects.ratio() < 0.8, () -> "ratio " + objects.ratio());
  }

  @ParameterizedTest
  @MethodSource("growths")
  void neverTouchesWhatStaysSmall(Growth growth) {
    Objects objects = new Objects(growth).run(OBJECTS, i -> i % (growth.usual + 1));
    assertEquals(LearnedSize.NONE, objects.learned);
    assertEquals(objects.usualBytes, objects.bytes);
  }

  @ParameterizedTest
  @MethodSource("growths")
  void forgetsAtOnce_whenOneStaysEmpty(Growth growth) {
    Objects objects = new Objects(growth).run(100, i -> 200);
    assertEquals(200, LearnedSize.capacity(objects.learned));
    objects.run(1, i -> 0);
    assertEquals(0, LearnedSize.capacity(objects.learned));
    objects.run(LearnedSize.FIRST_STREAK + 1, i -> 200);
    assertEquals(0, LearnedSize.capacity(objects.learned), "twice as many now");
    objects.run(LearnedSize.FIRST_STREAK, i -> 200);
    assertEquals(200, LearnedSize.capacity(objects.learned));
  }

  @ParameterizedTest
  @MethodSource("growths")
  void followsWhatShrinksAndGrows(Growth growth) {
    Objects objects = new Objects(growth).run(100, i -> 2000);
    objects.run(300, i -> 1200);
    int capacity = LearnedSize.capacity(objects.learned);
    assertTrue(capacity >= 1200 && capacity <= 1600, () -> "capacity " + capacity);
    objects.run(30, i -> 1200 + 40 * i);
    assertEquals(1200 + 40 * 29, LearnedSize.capacity(objects.learned));
    assertTrue(objects.ratio() < 0.8, () -> "ratio " + objects.ratio());
  }

  @ParameterizedTest
  @MethodSource("growths")
  void asksForNoMoreThanItsBound(Growth growth) {
    Objects objects = new Objects(growth).run(100, i -> Integer.MAX_VALUE / 2 - i);
    assertEquals(growth.most, LearnedSize.capacity(objects.learned));
    assertTrue(growth.arrayBytes(growth.most) <= 64 << 10);
  }

  /** Orders that would fool one who looks at less than all sizes. */
  @ParameterizedTest
  @MethodSource("growths")
  void takesHardlyMoreThanWithout_whateverTheSizes(Growth growth) {
    Random random = new Random(5);
    IntUnaryOperator[] orders = {
      i -> random.nextInt(1000),
      i -> 17 + random.nextInt(1000),
      i -> (int) Math.min(100_000, 17 / (1 - random.nextDouble())),
      i -> i % 9 == 8 ? 0 : 300,
      i -> i % 9 == 8 ? 5000 : 20,
      i -> i % 17 == 16 ? 1 : 8000,
      i -> i % 129 == 128 ? 0 : 8000,
      i -> i / 10 % 2 == 0 ? 4000 : 17,
      i -> 17 << i / 9 % 9,
      i -> 8192 >> i / 9 % 12,
    };
    for (int i = 0; i < orders.length; i++) {
      Objects objects = new Objects(growth).run(OBJECTS, orders[i]);
      String order = "order " + i + ": ratio " + objects.ratio();
      assertTrue(objects.ratio() <= 1.01, order);
    }
  }

  @ParameterizedTest
  @MethodSource("growths")
  void paysWhereSizesVaryByAFactorOfTwo(Growth growth) {
    Random random = new Random(7);
    int least = 5 * growth.usual;
    Objects objects = new Objects(growth).run(OBJECTS, i -> least + random.nextInt(least));
    assertTrue(objects.ratio() < 0.8, () -> "ratio " + objects.ratio());
    assertNotEquals(0, LearnedSize.capacity(objects.learned));
  }

  private static Object made;

  /** Against what this JVM really allocates; references of four bytes are assumed. */
  @ParameterizedTest
  @MethodSource("growths")
  void knowsWhatTheJdkAllocates(Growth growth) {
    assumeTrue(bytesOf(() -> made = new Object[100]) == 416, "references have eight bytes");
    for (int size = 0; size < 300; size += 7) {
      int elements = size;
      long usual = bytesOf(() -> fill(growth, 0, elements));
      assertEquals(objectBytes(growth) + growth.usualBytes(size), usual, "size " + size);
      for (int capacity : new int[] {17, 40, 299}) {
        long bytes = bytesOf(() -> fill(growth, capacity, elements));
        assertEquals(
            objectBytes(growth) + growth.grownBytes(capacity, size), bytes, "size " + size);
      }
    }
  }

  private static void fill(Growth growth, int capacity, int size) {
    Object filled = capacity == 0 ? usual(growth) : presized(growth, capacity);
    made = filled;
    for (int i = 0; i < size; i++) {
      add(filled);
    }
  }

  private static Object usual(Growth growth) {
    if (growth == Growth.BUILDER) {
      return new StringBuilder();
    }
    if (growth == Growth.OUTPUT) {
      return new ByteArrayOutputStream();
    }
    if (growth == Growth.CHARS) {
      return new CharArrayWriter();
    }
    return growth == Growth.LIST ? new ArrayList<>() : new ArrayDeque<>();
  }

  private static Object presized(Growth growth, int capacity) {
    if (growth == Growth.BUILDER) {
      return new StringBuilder(capacity);
    }
    if (growth == Growth.OUTPUT) {
      return new ByteArrayOutputStream(capacity);
    }
    if (growth == Growth.CHARS) {
      return new CharArrayWriter(capacity);
    }
    return growth == Growth.LIST ? new ArrayList<>(capacity) : new ArrayDeque<>(capacity);
  }

  @SuppressWarnings("unchecked")
  private static void add(Object filled) {
    if (filled instanceof StringBuilder builder) {
      builder.append('x');
    } else if (filled instanceof ByteArrayOutputStream out) {
      out.write('x');
    } else if (filled instanceof CharArrayWriter writer) {
      writer.write('x');
    } else {
      ((Collection<Object>) filled).add("x");
    }
  }

  private static long bytesOf(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
