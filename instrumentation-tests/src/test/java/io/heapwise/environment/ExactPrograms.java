package io.heapwise.environment;

/** Programs of which it is known what they allocate. */
final class ExactPrograms {
  /**
   * Runs {@code round} the given number of times on each of some threads, twice, and prints the
   * bytes that the JVM says the second half took. Each round allocates the same.
   */
  static final String MAIN =
      """
      package sample;

      import java.lang.management.ManagementFactory;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.atomic.AtomicLong;

      public class Main {
        static final com.sun.management.ThreadMXBean BYTES =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        static final AtomicLong sum = new AtomicLong();

        public static void main(String[] arguments) throws Exception {
          int threads = Integer.parseInt(arguments[0]);
          int rounds = Integer.parseInt(arguments[1]);
          boolean virtual = arguments[2].equals("virtual");
          CountDownLatch start = new CountDownLatch(threads);
          Thread[] all = new Thread[threads];
          for (int i = 0; i < threads; i++) {
            Runnable work =
                new Runnable() {
                  public void run() {
                    try {
                      start.countDown();
                      start.await();
                      half(rounds);
                      long before = BYTES.getCurrentThreadAllocatedBytes();
                      half(rounds);
                      if (!virtual) {
                        sum.addAndGet(BYTES.getCurrentThreadAllocatedBytes() - before);
                      }
                    } catch (Throwable e) {
                      e.printStackTrace();
                      System.exit(3);
                    }
                  }
                };
            all[i] =
                virtual
                    ? (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, work)
                    : new Thread(work);
            if (!virtual) {
              all[i].start();
            }
          }
          for (Thread thread : all) {
            thread.join();
          }
          System.out.println("bytes=" + sum.get());
        }

        static void half(int rounds) throws Exception {
          for (int i = 0; i < rounds; i++) {
            Round.round();
            if (i % 64 == 0) {
              Thread.yield();
            }
          }
        }
      }
      """;

  /** One round: each line that allocates says how often in a comment behind it. */
  static final String ROUND =
      """
      package sample;

      import java.lang.reflect.Array;
      import java.lang.reflect.Constructor;
      import java.util.Arrays;
      import java.util.function.IntFunction;
      import java.util.function.Supplier;

      public class Round {
        static class Point {
          int x;
          Point() {
            this(3);
          }
          Point(int x) {
            this.x = x;
          }
        }

        static class Derived extends Point implements Cloneable {
          Object more;
          Derived() {
            super(new int[4].length); // newarray 2
          }
          public Object copy() throws CloneNotSupportedException {
            return clone();
          }
          protected Object clone() throws CloneNotSupportedException {
            return super.clone(); // clone 1
          }
        }

        static class Further extends Derived {
          long evenMore;
        }

        interface Maker {
          Object make();
          default Object twice() {
            Object[] both = new Object[2]; // anewarray 1
            both[0] = make();
            both[1] = make();
            return both;
          }
        }

        static class PointMaker implements Maker {
          public Object make() {
            return new Point(); // new 2
          }
        }

        enum Color { RED, GREEN } // clone 1, new twice, anewarray once

        static final Maker MAKER = new PointMaker(); // new once
        static final int[] LENGTHS = {0, 1, 2, 3, 7, 8, 9, 511, 10_000}; // newarray once
        static final Constructor<?> CONSTRUCTOR = constructor();

        /** A sink of each thread's own: what is stored there escapes. */
        static final Object[] SINKS = new Object[64]; // anewarray once
        static int big = 1000;

        static Constructor<?> constructor() {
          try {
            return Point.class.getDeclaredConstructor(); // anewarray once
          } catch (ReflectiveOperationException e) {
            throw new Error(e); // new 0
          }
        }

        static void keep(Object object) {
          SINKS[(int) Thread.currentThread().getId() & 63] = object;
        }

        static void round() throws Exception {
          keep(new Point()); // new 1
          keep(new Further()); // new 1
          keep(new Point(big > 5 ? big : new int[5].length)); // new 1
          keep(new Derived().copy()); // new 1
          for (int length : LENGTHS) {
            keep(new boolean[length]); // newarray 9
            keep(new byte[length]); // newarray 9
            keep(new char[length]); // newarray 9
            keep(new short[length]); // newarray 9
            keep(new int[length]); // newarray 9
            keep(new float[length]); // newarray 9
            keep(new long[length]); // newarray 9
            keep(new double[length]); // newarray 9
            keep(new Point[length]); // anewarray 9
            keep(new int[length][]); // anewarray 9
          }
          keep(new int[100]); // newarray 1
          keep(new String[3]); // anewarray 1
          keep(new byte[3][5]); // multianewarray 1
          keep(new long[2][0][4]); // multianewarray 1
          keep(new Object[0][7]); // multianewarray 1
          keep(new char[2][3][]); // multianewarray 1
          keep(((Object[]) SINKS).clone()); // clone 1
          keep(LENGTHS.clone()); // clone 1
          keep(Color.values()); // new 0
          box();
          lambdas();
          keep(Arrays.copyOf(LENGTHS, 20)); // copyOf 1
          keep(Arrays.copyOfRange(SINKS, 1, 4)); // copyOf 1
          keep(Array.newInstance(short.class, 11)); // reflection 1
          keep(Array.newInstance(Object.class, 2, 3)); // reflection 1, newarray 1
          keep(CONSTRUCTOR.newInstance()); // reflection 1, anewarray 1
          keep("n" + big + 'x'); // concat 1
          keep(varargs(1, "a", 'b')); // anewarray 1
          keep(MAKER.twice());
          keep(recursive(200));
          failing();
        }

        static void box() {
          keep(Integer.valueOf(127)); // boxing 0
          keep(Integer.valueOf(128 + big)); // boxing 1
          keep((long) big); // boxing 1
          keep(5L); // boxing 0
          keep((short) big); // boxing 1
          keep((char) big); // boxing 1
          keep('c'); // boxing 0
          keep((byte) big);
          keep(true);
          keep(1.5f); // boxing 1
          keep(2.5); // boxing 1
        }

        static void lambdas() {
          int x = big;
          long y = x;
          Supplier<Object> capturing = () -> x + y > 0 ? null : SINKS; // lambda 1
          keep(capturing);
          Supplier<Object> plain = () -> SINKS;
          keep(plain.get());
          IntFunction<Object> array = long[]::new; // newarray 1
          keep(array.apply(3));
          Supplier<String> bound = "text"::trim; // lambda 1
          keep(bound);
        }

        static Object varargs(Object... all) {
          return all;
        }

        static Object recursive(int depth) {
          Point here = new Point(depth); // new 201
          return depth == 0 ? here : recursive(depth - 1);
        }

        static void failing() {
          try {
            keep(new Failing(big)); // new 1
          } catch (IllegalStateException e) {
            keep(e);
          }
        }

        static class Failing {
          static final IllegalStateException FAILURE = new IllegalStateException(); // new once
          Object never;
          Failing(int x) {
            if (x > 0) {
              throw FAILURE;
            }
            never = new Point(); // new 0
          }
        }
      }
      """;

  private ExactPrograms() {}
}
