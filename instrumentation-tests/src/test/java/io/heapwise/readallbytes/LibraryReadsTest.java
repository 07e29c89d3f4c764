package io.heapwise.readallbytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read-all methods of real libraries, against themselves with their short cut. */
class LibraryReadsTest {
  private static final String COMMONS_IO = "org.apache.commons.io.IOUtils";
  private static final int CASES = 3000;

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
    try (Library original = new Library(version, classFile -> classFile);
        Library rewritten = new Library(version, Rewriting.AGENT)) {
      assertTrue(rewritten.isChanged, "nothing is rewritten");
      MethodHandle expected = original.toByteArray();
      MethodHandle actual = rewritten.toByteArray();
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
    } catch (IOException | RuntimeException e) {
      result = e.toString();
    }
    return result + " after " + Recorder.events();
  }

  @Test
  void commonsIoAllocatesTheResultAndLittleMore() throws Throwable {
    try (Library rewritten = new Library("2.18.0", Rewriting.AGENT)) {
      MethodHandle method = rewritten.toByteArray();
      byte[] source = new byte[200_000];
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 100; i++) {
        InputStream in = new BufferedInputStream(new ByteArrayInputStream(source), 16);
        long before = threads.getCurrentThreadAllocatedBytes();
        byte[] bytes = (byte[]) method.invokeExact(in);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        assertEquals(200_000, bytes.length);
      }
      assertTrue(least < 201_000, "allocates " + least);
    }
  }

  @Test
  void leavesCodeAloneThatWasNotTested() throws IOException {
    try (Library unknown = new Library("2.22.0", Rewriting.AGENT)) {
      assertNotNull(unknown.outcome);
      for (SiteVerdict site : unknown.outcome.sites()) {
        if (site.rewrite().equals("readAllBytes") && site.method().equals("toByteArray")) {
          assertNotNull(site.refusal(), site::toString);
        }
      }
    }
  }

  /** A version of commons-io in a loader of its own. */
  private static final class Library extends URLClassLoader {
    private final Rewriting rewriting;
    private Outcome outcome;
    private boolean isChanged;

    Library(String version, Rewriting rewriting) throws IOException {
      super(
          new URL[] {
            Path.of("target", "libraries", "commons-io-" + version + ".jar").toUri().toURL()
          },
          LibraryReadsTest.class.getClassLoader());
      this.rewriting = rewriting;
      try {
        loadClass(COMMONS_IO);
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(COMMONS_IO)) {
        return super.findClass(name);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] original = in.readAllBytes();
        outcome = Rewriting.outcomeOf(original);
        byte[] changed = rewriting.rewrite(original);
        isChanged = !Arrays.equals(original, changed);
        return defineClass(name, changed, 0, changed.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    MethodHandle toByteArray() throws ReflectiveOperationException {
      MethodType type = MethodType.methodType(byte[].class, InputStream.class);
      return MethodHandles.publicLookup().findStatic(loadClass(COMMONS_IO), "toByteArray", type);
    }
  }
}
