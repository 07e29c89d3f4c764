package io.heapwise.readallbytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Rewriting;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.SiteVerdict;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Read-all methods of real libraries, against themselves with their short cut. */
class LibraryReadsTest {
  private static final String COMMONS_IO = "org.apache.commons.io.IOUtils";
  private static final String GUAVA = "com.google.common.io.ByteStreams";
  private static final String SPRING = "org.springframework.util.StreamUtils";
  private static final int CASES = 3000;

  /** What is known of a stream is found out in the background, sooner or later. */
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private static final int TEXT_CASES = 1000;
  private static final Charset[] CHARSETS = {
    UTF_8, UTF_8, ISO_8859_1, US_ASCII, StandardCharsets.UTF_16, null
  };
  private static final boolean READERS_ARE_POOLED =
      Runtime.version().feature() == 17 || Runtime.version().feature() == 25;

  @BeforeAll
  static void makeStreamsKnown() throws IOException {
    KnownSources.makeKnown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.4", "2.5", "2.6", "2.11.0", "2.13.0", "2.15.1", "2.16.1", "2.17.0", "2.18.0", "2.19.0",
        "2.20.0"
      })
  void commonsIoReadsTheSame(String version) throws Throwable {
    readsTheSame("commons-io-" + version, COMMONS_IO, "toByteArray");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.1-jre", "31.1-jre", "32.1.3-jre", "33.3.1-jre", "33.7.2-jre"})
  void guavaReadsTheSame(String version) throws Throwable {
    readsTheSame("guava-" + version, GUAVA, "toByteArray");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.2.18.RELEASE", "4.3.30.RELEASE", "5.0.20.RELEASE", "5.3.39"})
  void springReadsTheSame(String version) throws Throwable {
    readsTheSame("spring-core-" + version, SPRING, "copyToByteArray");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.5", "2.6", "2.11.0", "2.13.0", "2.15.1", "2.16.1", "2.17.0", "2.18.0", "2.19.0", "2.20.0"
      })
  void commonsIoReadsTheSameText(String version) throws Throwable {
    readsTheSameText("commons-io-" + version, COMMONS_IO, "toString");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3.2.18.RELEASE", "4.3.30.RELEASE", "5.0.20.RELEASE", "5.3.39", "6.1.15", "6.2.8"})
  void springReadsTheSameText(String version) throws Throwable {
    readsTheSameText("spring-core-" + version, SPRING, "copyToString");
  }

  @Test
  void catchesATextThatIsReadInAnotherWay() {
    String descriptor = "(Ljava/lang/Object;Ljava/nio/charset/Charset;II)Ljava/lang/String;";
    Rewriting wrong = new CallReplacement("readLibrary", descriptor, "readTextAtOnce", descriptor);
    AssertionError caught =
        assertThrows(
            AssertionError.class,
            () ->
                readsTheSameText(
                    "commons-io-2.18.0",
                    COMMONS_IO,
                    "toString",
                    classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile))));
    assertTrue(caught.getMessage().contains("case "), caught::getMessage);
  }

  private static void readsTheSameText(String jar, String className, String method)
      throws Throwable {
    readsTheSameText(jar, className, method, Rewriting.AGENT);
  }

  private static void readsTheSameText(
      String jar, String className, String method, Rewriting rewriting) throws Throwable {
    try (Library original = new Library(jar, className, classFile -> classFile);
        Library rewritten = new Library(jar, className, rewriting)) {
      assertTrue(rewritten.hasShortCut(method), "nothing is rewritten");
      MethodHandle expected = original.readingText(method);
      MethodHandle actual = rewritten.readingText(method);
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < TEXT_CASES; i++) {
        int number = random.nextInt();
        Charset charset = CHARSETS[random.nextInt(CHARSETS.length)];
        String place = "seed " + seed + ", case " + i + ", stream " + number + ", " + charset;
        assertEquals(
            textOutcome(expected, Sources.stream(number), charset),
            textOutcome(actual, Sources.stream(number), charset),
            place);
      }
      assertEquals(textOutcome(expected, null, UTF_8), textOutcome(actual, null, UTF_8));
    }
  }

  private static String textOutcome(MethodHandle method, InputStream in, Charset charset)
      throws Throwable {
    Recorder.start();
    String result;
    try {
      String text = (String) method.invokeExact(in, charset);
      result = text.length() + " characters, " + text.hashCode();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      result = e.toString();
    }
    return result + " after " + Recorder.events();
  }

  private static void readsTheSame(String jar, String className, String method) throws Throwable {
    try (Library original = new Library(jar, className, classFile -> classFile);
        Library rewritten = new Library(jar, className, Rewriting.AGENT)) {
      assertTrue(rewritten.hasShortCut(method), "nothing is rewritten");
      MethodHandle expected = original.reading(method);
      MethodHandle actual = rewritten.reading(method);
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < CASES; i++) {
        int number = random.nextInt();
        String place = "seed " + seed + ", case " + i + ", stream " + number;
        assertEquals(
            outcome(expected, Sources.stream(number)),
            outcome(actual, Sources.stream(number)),
            place);
      }
    }
  }

  private static String outcome(MethodHandle method, InputStream in) throws Throwable {
    Recorder.start();
    String result;
    try {
      byte[] bytes = (byte[]) method.invokeExact(in);
      result = bytes.length + " bytes, " + Arrays.hashCode(bytes);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      result = e.toString();
    }
    return result + " after " + Recorder.events();
  }

  @ParameterizedTest
  @CsvSource({
    "commons-io-2.18.0, org.apache.commons.io.IOUtils, toByteArray",
    "guava-25.1-jre, com.google.common.io.ByteStreams, toByteArray",
    "guava-33.7.2-jre, com.google.common.io.ByteStreams, toByteArray",
    "spring-core-5.3.39, org.springframework.util.StreamUtils, copyToByteArray",
  })
  void allocatesTheResultAndLittleMore(String jar, String className, String name) throws Throwable {
    try (Library rewritten = new Library(jar, className, Rewriting.AGENT)) {
      MethodHandle method = rewritten.reading(name);
      byte[] source = new byte[200_000];
      long least = Long.MAX_VALUE;
      long end = System.nanoTime() + PATIENCE_NANOS;
      for (int i = 0; i < 100 || least >= 202_000 && System.nanoTime() < end; i++) {
        least = Math.min(least, bytesTaken(method, source));
      }
      assertTrue(least < 202_000, "allocates " + least);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "commons-io-2.6, org.apache.commons.io.IOUtils, toString, 1600",
    "commons-io-2.18.0, org.apache.commons.io.IOUtils, toString, 1600",
    "spring-core-5.3.39, org.springframework.util.StreamUtils, copyToString, 1600",
    "spring-core-6.1.15, org.springframework.util.StreamUtils, copyToString, 1600",
  })
  void allocatesTheTextAndLittleMore(String jar, String className, String name, long most)
      throws Throwable {
    assumeTrue(READERS_ARE_POOLED, "as buffers of readers are pooled on these JDKs only");
    try (Library rewritten = new Library(jar, className, Rewriting.AGENT)) {
      MethodHandle method = rewritten.readingText(name);
      byte[] source = new byte[1000];
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      long end = System.nanoTime() + PATIENCE_NANOS;
      for (int i = 0; i < 100 || least >= most && System.nanoTime() < end; i++) {
        InputStream in = new BufferedInputStream(new ByteArrayInputStream(source), 16);
        long before = threads.getCurrentThreadAllocatedBytes();
        String text = (String) method.invokeExact(in, UTF_8);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        assertEquals(source.length, text.length());
      }
      long taken = least;
      assertTrue(taken < most, () -> "allocates " + taken);
    }
  }

  /** Guava begins with little: there is nothing to win for the shortest, and nothing to lose. */
  @Test
  void allocatesNoMoreThanGuava_howeverShortTheStream() throws Throwable {
    String jar = "guava-33.7.2-jre";
    try (Library original = new Library(jar, GUAVA, classFile -> classFile);
        Library rewritten = new Library(jar, GUAVA, Rewriting.AGENT)) {
      MethodHandle without = original.reading("toByteArray");
      MethodHandle with = rewritten.reading("toByteArray");
      for (int length : new int[] {0, 1, 100, 127, 128, 129, 500, 640, 641, 1000, 3000, 10_000}) {
        byte[] source = new byte[length];
        long leastWithout = Long.MAX_VALUE;
        long leastWith = Long.MAX_VALUE;
        // So few that nothing is optimized: what the JIT makes of the one must not be held against
        // the other, which may have to wait until its streams are known.
        for (int i = 0; i < 20; i++) {
          leastWithout = Math.min(leastWithout, bytesTaken(without, source));
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int i = 0; i < 20 || leastWith > leastWithout && System.nanoTime() < end; i++) {
          leastWith = Math.min(leastWith, bytesTaken(with, source));
        }
        assertTrue(
            leastWith <= leastWithout,
            length + " bytes: " + leastWith + " rather than " + leastWithout);
      }
    }
  }

  private static long bytesTaken(MethodHandle method, byte[] source) throws Throwable {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    InputStream in = new BufferedInputStream(new ByteArrayInputStream(source), 16);
    long before = threads.getCurrentThreadAllocatedBytes();
    byte[] bytes = (byte[]) method.invokeExact(in);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(source.length, bytes.length);
    return taken;
  }

  @Test
  void leavesCodeAloneThatWasNotTested() throws IOException {
    try (Library unknown = new Library("commons-io-2.22.0", COMMONS_IO, Rewriting.AGENT)) {
      assertNotNull(unknown.outcome);
      for (SiteVerdict site : unknown.outcome.sites()) {
        if (site.rewrite().equals("readAllBytes")
            && (site.method().equals("toByteArray") || site.method().equals("toString"))) {
          assertNotNull(site.refusal(), site::toString);
        }
      }
    }
  }

  /** A version of a library in a loader of its own, one class of it rewritten. */
  private static final class Library extends URLClassLoader {
    private final Rewriting rewriting;
    private final String className;
    private Outcome outcome;

    Library(String jar, String className, Rewriting rewriting) throws IOException {
      super(
          new URL[] {Path.of("target", "libraries", jar + ".jar").toUri().toURL()},
          LibraryReadsTest.class.getClassLoader());
      this.className = className;
      this.rewriting = rewriting;
      try {
        loadClass(className);
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(className)) {
        return super.findClass(name);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] original = in.readAllBytes();
        outcome = Rewriting.outcomeOf(original);
        byte[] changed = rewriting.rewrite(original);
        return defineClass(name, changed, 0, changed.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    /** Whether the start of a method is a site: general rules have theirs elsewhere. */
    boolean hasShortCut(String method) {
      for (SiteVerdict site : outcome.sites()) {
        if (site.rewrite().equals("readAllBytes")
            && site.method().equals(method)
            && site.bytecodeIndex() == 0
            && site.refusal() == null) {
          return true;
        }
      }
      return false;
    }

    MethodHandle readingText(String method) throws ReflectiveOperationException {
      MethodType type = MethodType.methodType(String.class, InputStream.class, Charset.class);
      return MethodHandles.publicLookup().findStatic(loadClass(className), method, type);
    }

    MethodHandle reading(String method) throws ReflectiveOperationException {
      MethodType type = MethodType.methodType(byte[].class, InputStream.class);
      return MethodHandles.publicLookup().findStatic(loadClass(className), method, type);
    }
  }
}
