package io.heapwise.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadedClassesTest {
  private final ClassLoader loader = new ClassLoader(null) {};
  private final ClassLoader sibling = new ClassLoader(null) {};
  private final LoadedClasses classes = new LoadedClasses();

  @Test
  void knowsWhatItWasGivenLast() {
    byte[] first = {1, 2, 3};
    byte[] second = {1, 2, 4};
    assertFalse(classes.isLoaded(loader, "a/B", first));
    classes.loaded(loader, "a/B", first);
    assertTrue(classes.isLoaded(loader, "a/B", first));
    assertFalse(classes.isLoaded(loader, "a/B", second));
    assertFalse(classes.isLoaded(sibling, "a/B", first));
    assertFalse(classes.isLoaded(null, "a/B", first));
    classes.loaded(loader, "a/B", second);
    assertFalse(classes.isLoaded(loader, "a/B", first));
    assertTrue(classes.isLoaded(loader, "a/B", second));
  }

  @Test
  void keepsAHundredThousandAndThenStops() {
    byte[] file = {1};
    for (int i = 0; i < 100_000; i++) {
      classes.loaded(loader, "a/Class" + i, file);
    }
    for (int i = 0; i < 100_000; i++) {
      assertTrue(classes.contains(loader, "a/Class" + i));
    }
    for (int i = 100_000; i < 2_000_000; i++) {
      classes.loaded(loader, "a/Class" + i, file);
    }
    assertTrue(classes.isLoaded(loader, "a/Class1", file));
    int known = 0;
    for (int i = 0; i < 2_000_000; i++) {
      known += classes.contains(loader, "a/Class" + i) ? 1 : 0;
    }
    assertTrue(known < 600_000, "bounded: " + known);
  }

  @Test
  void leavesNoGarbage() {
    String[] names = new String[20_000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "com/acme/Class" + i;
    }
    byte[] file = new byte[5_000];
    LoadedClasses warm = new LoadedClasses();
    for (String name : names) {
      warm.loaded(loader, name, file);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (String name : names) {
      classes.loaded(loader, name, file);
    }
    long nanos = System.nanoTime() - start;
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    System.out.println(
        "loaded classes: "
            + bytes / names.length
            + " bytes and "
            + nanos / names.length
            + " ns for each class of 5,000 bytes");
    // The tables alone, which double.
    assertTrue(bytes / names.length < 64, bytes + " bytes");
    before = threads.getCurrentThreadAllocatedBytes();
    for (String name : names) {
      classes.loaded(loader, name, file);
    }
    assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1_000);
  }

  @Test
  void threadsDoNotLoseEntries() throws InterruptedException {
    byte[] file = {7};
    int perThread = 10_000;
    AtomicInteger turn = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                int first = turn.getAndIncrement() * perThread / 2; // half of them twice
                for (int i = first; i < first + perThread; i++) {
                  classes.loaded(loader, "a/Class" + i, file);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    int known = 0;
    for (int i = 0; i < 5 * perThread / 2; i++) {
      known += classes.isLoaded(loader, "a/Class" + i, file) ? 1 : 0;
    }
    assertEquals(5 * perThread / 2, known);
  }
}
