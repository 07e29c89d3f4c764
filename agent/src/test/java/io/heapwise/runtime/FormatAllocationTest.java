package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FormatAllocationTest {
  private static final int CALLS = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Object sink;

  private interface Action {
    void run(int i);
  }

  @Test
  void hexadecimalBytesInABuilderAllocateNothing() {
    StringBuilder builder = new StringBuilder(16);
    byte[] bytes = {0, 7, -1, -128, 127, 66};
    assertEquals(
        0,
        bytesPerCall(
            i -> {
              builder.setLength(0);
              FormatSupport.appendFormat(builder, "%02x", bytes[i % bytes.length]);
            }));
  }

  @Test
  void otherAppendedTextAllocatesNothing() {
    StringBuilder builder = new StringBuilder(64);
    Object[] arguments = {"key", 123456789L, null, 'c', true};
    assertEquals(
        0,
        bytesPerCall(
            i -> {
              builder.setLength(0);
              FormatSupport.appendFormat(builder, "%-9s:%012d%n%s%3c%b", arguments);
              FormatSupport.appendFormat(builder, "%5d", arguments[1]);
            }));
  }

  @Test
  void aKeyAndANumberAllocateTheirTextOnly() {
    Integer number = 1234;
    // "key:1234": a string of 24 bytes and an array of 16 + 8.
    assertEquals(48, bytesPerCall(i -> sink = FormatSupport.format("%s:%d", "key", number)));
  }

  @Test
  void aNumberWithoutASpecifierOfNumbersAllocatesItsTextOnly() {
    Integer number = 123456;
    assertEquals(48, bytesPerCall(i -> sink = FormatSupport.format("%s", (Object) number)));
  }

  /** After a warm-up; the least of some rounds, as the JVM itself allocates in some of them. */
  private static long bytesPerCall(Action action) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    try {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long start = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
          action.run(i);
        }
        long end = THREADS.getCurrentThreadAllocatedBytes();
        least = Math.min(least, (end - start) / CALLS);
      }
      return least;
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  /** In a JVM of its own: what the JIT removes is not counted by the estimate either. */
  @Test
  void estimatesWhatFormatterAllocates() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                FormatAllocationTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
  }

  /** Compares the estimates with the interpreter's allocations; exit code 1 when one is far off. */
  public static void main(String[] none) {
    Object[][] formatsAndArguments = {
      {""}, {"text"}, {"%s", "a"}, {"%S", "a"}, {"%10s", "a"}, {"%-10s|%-10s", "a", "b"},
      {"%d", 42}, {"%5d", 42}, {"%05d", 42}, {"%x", 42}, {"%02x", (byte) 42}, {"%X", 0xabc},
      {"%o", 42}, {"%c", 'c'}, {"%b", true}, {"%h", 42}, {"%n"}, {"%s:%d", "key", 42},
      {"%s=%s, %s=%5d; %02x%02x%n", "a", "b", "c", 42, 1, 2},
    };
    boolean good = true;
    for (Locale locale : new Locale[] {Locale.US, Locale.ENGLISH}) {
      Locale.setDefault(locale);
      for (Object[] row : formatsAndArguments) {
        String format = (String) row[0];
        Object[] arguments = new Object[row.length - 1];
        System.arraycopy(row, 1, arguments, 0, arguments.length);
        int length = String.format(format, arguments).length();
        long text = length == 0 ? 0 : FormatCost.string(length);
        long actual = bytesPerCall(locale, format, arguments) - text;
        FormatPlan plan = FormatPlan.of(format);
        long estimate = plan.avoidedBytes(length) + plan.symbolsBytes(locale);
        System.out.println(locale + " " + format + ": " + actual + ", estimate " + estimate);
        good &= Math.abs(actual - estimate) <= 40 + actual / 20;
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static long bytesPerCall(Locale locale, String format, Object[] arguments) {
    long start = 0;
    for (int i = 0; i < 400; i++) {
      if (i == 200) {
        start = THREADS.getCurrentThreadAllocatedBytes();
      }
      sink = String.format(format, arguments);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - start) / 200;
  }
}
