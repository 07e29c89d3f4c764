package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.heapwise.runtime.StreamOperations.Front;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the plain class: each result, each exception, and each call of the wrapped stream. */
class DeferredInputTest {
  private static final int WALKS = 100_000;
  private static final byte POISON = 0x5A;
  private static final int SITE =
      Sites.register(new Site("streams", "DeferredInputTest", "test", "()V", 1, 0));

  @BeforeEach
  void onlyWhereBuffersAreMadeAtOnce() {
    assumeTrue(BufferedInputFields.AVAILABLE);
    StandInBuffers.bound(1 << 20);
  }

  private static byte[] poisoned(int size) {
    byte[] standIn = new byte[size];
    Arrays.fill(standIn, POISON);
    return standIn;
  }

  private static void assertUntouched(byte[] standIn) {
    assertArrayEquals(poisoned(standIn.length), standIn);
  }

  /** The stand-ins are poisoned: what is read from one, or written into one, shows. */
  private static void compare(Front front, int walks) {
    long first = Long.getLong("heapwise.seed", System.nanoTime());
    for (long seed = first; seed < first + walks; seed++) {
      List<String> expected = StreamOperations.run(BufferedInputStream::new, seed);
      List<String> actual = StreamOperations.run(front, seed);
      long failed = seed;
      assertEquals(expected, actual, () -> "-Dheapwise.seed=" + failed);
    }
  }

  @Test
  void behavesAsThePlainStream() {
    AtomicReference<byte[]> standIn = new AtomicReference<>(new byte[0]);
    compare(
        (in, size) -> {
          assertUntouched(standIn.get());
          standIn.set(poisoned(size));
          return new DeferredInput(in, new DeferredBuffer(standIn.get(), SITE)).buffered();
        },
        WALKS);
    assertUntouched(standIn.get());
  }

  @Test
  void comparisonCatchesAStandInThatIsFilled() {
    byte[][] standIns = new byte[64][];
    assertThrows(
        AssertionError.class,
        () -> compare((in, size) -> withSharedBuffer(in, standIns, size), WALKS));
  }

  private static InputStream withSharedBuffer(InputStream in, byte[][] standIns, int size) {
    if (standIns[size] == null) {
      standIns[size] = poisoned(size);
    }
    BufferedInputStream stream = new BufferedInputStream(in, 1);
    BufferedInputFields.setBuffer(stream, standIns[size]);
    return stream;
  }

  @Test
  void comparisonCatchesABufferOfAnotherSize() {
    assertThrows(
        AssertionError.class,
        () -> compare((in, size) -> new BufferedInputStream(in, size + 1), WALKS));
  }

  @Test
  void comparisonCatchesAGuardThatStaysAfterTheStreamIsClosed() {
    // Puts the wrapped stream back without looking: a stream that was closed meanwhile is open.
    assertThrows(
        AssertionError.class,
        () ->
            compare(
                (in, size) -> {
                  Reopening reopening = new Reopening(in);
                  reopening.owner = new BufferedInputStream(reopening, size);
                  reopening.buffer = new byte[size];
                  return reopening.owner;
                },
                WALKS));
  }

  private static final class Reopening extends InputStream {
    private final InputStream wrapped;
    private BufferedInputStream owner;
    private byte[] buffer;

    Reopening(InputStream wrapped) {
      this.wrapped = wrapped;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = wrapped.read(target, offset, length);
      BufferedInputFields.setBuffer(owner, buffer);
      return count;
    }

    @Override
    public int read() throws IOException {
      return wrapped.read();
    }
  }

  @Test
  void closesAsThePlainStream_whenAnotherThreadClosesDuringTheFirstFill() throws Exception {
    String expected = closedDuringRead(BufferedInputStream::new, 1);
    byte[] standIn = poisoned(64);
    Front deferring =
        (in, size) -> new DeferredInput(in, new DeferredBuffer(standIn, SITE)).buffered();
    assertEquals("Stream closed, then Stream closed", expected);
    assertEquals(expected, closedDuringRead(deferring, 1));
    assertEquals(closedDuringRead(BufferedInputStream::new, 64), closedDuringRead(deferring, 64));
    assertUntouched(standIn);
  }

  private static String closedDuringRead(Front front, int length) throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }

          @Override
          public int read(byte[] target, int offset, int count) {
            reading.countDown();
            try {
              closed.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            target[offset] = 1;
            return 1;
          }
        };
    InputStream stream = front.of(slow, 64);
    AtomicReference<String> outcome = new AtomicReference<>();
    Thread reader =
        new Thread(() -> outcome.set(read(stream, length) + ", then " + read(stream, length)));
    reader.start();
    reading.await();
    stream.close();
    closed.countDown();
    reader.join();
    return outcome.get();
  }

  private static String read(InputStream stream, int length) {
    try {
      return String.valueOf(stream.read(new byte[length]));
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Whoever wins: what was read is right, or the stream says that it is closed. */
  @Test
  void survivesTwoThreadsThatCloseWhileAThirdReads() throws Exception {
    byte[] content = new byte[4096];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i + 1);
    }
    byte[] standIn = poisoned(64);
    for (int round = 0; round < 3000; round++) {
      InputStream stream =
          new DeferredInput(new ByteArrayInputStream(content), new DeferredBuffer(standIn, SITE))
              .buffered();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread reader = new Thread(() -> readAll(stream, failure));
      Thread closer = new Thread(() -> close(stream, failure));
      reader.start();
      closer.start();
      close(stream, failure);
      reader.join();
      closer.join();
      assertNull(failure.get());
      assertEquals("Stream closed", read(stream, 1));
    }
    assertUntouched(standIn);
  }

  private static void readAll(InputStream stream, AtomicReference<Throwable> failure) {
    try {
      for (int i = 1, value = stream.read(); value >= 0; value = stream.read(), i++) {
        assertEquals(i & 0xFF, value);
      }
    } catch (IOException e) {
      if (!e.getMessage().equals("Stream closed")) {
        failure.set(e);
      }
    } catch (Throwable e) {
      failure.set(e);
    }
  }

  private static void close(InputStream stream, AtomicReference<Throwable> failure) {
    try {
      stream.close();
    } catch (Throwable e) {
      failure.set(e);
    }
  }

  @Test
  void isTheGenuineClass_withArgumentsCheckedAsEver() {
    InputStream in = new ByteArrayInputStream(new byte[10]);
    assertSame(BufferedInputStream.class, StreamsSupport.bufferedInput(SITE, in).getClass());
    for (int size : new int[] {0, -1, Integer.MIN_VALUE}) {
      IllegalArgumentException expected =
          assertThrows(IllegalArgumentException.class, () -> new BufferedInputStream(in, size));
      IllegalArgumentException actual =
          assertThrows(
              IllegalArgumentException.class, () -> StreamsSupport.bufferedInput(SITE, in, size));
      assertEquals(expected.getMessage(), actual.getMessage());
    }
    assertEquals("Stream closed", read(StreamsSupport.bufferedInput(SITE, null), 1));
    assertEquals("Stream closed", read(StreamsSupport.bufferedInput(SITE, null, 600), 1));
  }

  @Test
  void neverMakesTheBufferThatReadsPassBy() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] content = new byte[8192];
    byte[] chunk = new byte[8192];
    long[] bytes = new long[2];
    for (int round = 0; round < 2000; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      InputStream stream = StreamsSupport.bufferedInput(SITE, new ByteArrayInputStream(content));
      stream.read(chunk);
      stream.close();
      bytes[round & 1] = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertTrue(bytes[0] < 200, () -> "bytes: " + bytes[0]);
  }

  @Test
  void keepsFewStandIns() {
    StandInBuffers.bound(10_000);
    byte[] kept = StandInBuffers.ofLength(4097);
    assertSame(kept, StandInBuffers.ofLength(4097));
    assertNull(StandInBuffers.ofLength(8001));
    assertNull(StandInBuffers.ofLength(StandInBuffers.MAX_LENGTH + 1));
  }

  @Test
  void goesBackToBuffersWhereAllStreamsFillThem_andTriesAgain() {
    DeferredBuffer buffer = new DeferredBuffer(new byte[8], SITE);
    for (int i = 0; i < DeferredBuffer.WINDOW; i++) {
      assertTrue(buffer.isWorthwhile());
      buffer.make();
    }
    for (int i = 0; i <= DeferredBuffer.FIRST_REST; i++) {
      assertEquals(false, buffer.isWorthwhile());
    }
    assertTrue(buffer.isWorthwhile());
  }

  @Test
  void staysWhereEnoughStreamsPassTheirBufferBy() {
    DeferredBuffer buffer = new DeferredBuffer(new byte[8], SITE);
    for (int i = 0; i < 10 * DeferredBuffer.WINDOW; i++) {
      assertTrue(buffer.isWorthwhile());
      if (i % 4 != 0) {
        buffer.make();
      }
    }
  }

  @Test
  void countsWhatIsAvoided_andTakesItBackWhenTheBufferIsMade() throws IOException {
    int site = Sites.register(new Site("streams", "DeferredInputTest", "counts", "()V", 1, 0));
    long before = Sites.avoidedBytes(site);
    InputStream stream =
        StreamsSupport.bufferedInput(site, new ByteArrayInputStream(new byte[5]), 2048);
    long avoided = Sites.avoidedBytes(site) - before;
    assertEquals(2048 + 16 - 48, avoided);
    stream.read();
    assertEquals(-48, Sites.avoidedBytes(site) - before);
    assertEquals(1, Sites.hits(site));
    assertNotEquals(0, avoided);
  }
}
