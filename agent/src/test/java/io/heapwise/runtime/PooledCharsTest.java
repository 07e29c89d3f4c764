package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the plain classes: each result, each exception, and each call of what is wrapped. */
class PooledCharsTest {
  private static final int WALKS = 8_000;
  private static final int OPERATIONS = 25;
  private static final int SIZE = 600;

  /** Never benched, however many of its claims are lost. */
  private static final int SITE = Sites.UNNUMBERED;

  private static final int READ = Trust.callOnZeroed("read", "([CII)I", 1);
  private static final int WRITE = Trust.callOnZeroed("write", "([CII)V", 1);

  /** Trusts all that this test wraps, but for one class that keeps what it is lent. */
  private static final Judge TRUSTING =
      new Judge() {
        @Override
        public Rule judge(Class<?> type, LentCall call, Set<String> sources) {
          return type == Keeping.class
              ? Rule.untrusted("it keeps the array")
              : Rule.trusted(Rule.KEEPS_NOTHING);
        }
      };

  private static Judge before;

  @BeforeAll
  static void trust() throws InterruptedException {
    before = JudgeSwap.install(TRUSTING);
    RecordingChars chars = new RecordingChars(0, new ArrayList<>());
    untilKnown(chars.reader(), READ);
    untilKnown(chars.writer(), WRITE);
    untilKnown(new StringReader(""), READ);
    untilKnown(new StringWriter(), WRITE);
    untilKnown(new Keeping(), WRITE);
    untilKnown(new FailingOnce(new ArrayList<>()), WRITE);
  }

  @AfterAll
  static void forget() {
    JudgeSwap.restore(before);
  }

  private static void untilKnown(Object borrower, int call) throws InterruptedException {
    for (int i = 0; i < 1000 && Trust.verdict(borrower, call) == Trust.UNKNOWN; i++) {
      Thread.sleep(10);
    }
    assertNotEquals(Trust.UNKNOWN, Trust.verdict(borrower, call));
  }

  @BeforeEach
  void onlyOnReviewedJdks() {
    assumeTrue(CharBufferFields.AVAILABLE);
  }

  @FunctionalInterface
  private interface ReaderFront {
    BufferedReader of(Reader in, int size);
  }

  @FunctionalInterface
  private interface WriterFront {
    BufferedWriter of(Writer out, int size);
  }

  private static long firstSeed() {
    return Long.getLong("heapwise.seed", System.nanoTime());
  }

  private static void compareReaders(ReaderFront front) {
    long first = firstSeed();
    for (long seed = first; seed < first + WALKS; seed++) {
      long failed = seed;
      assertEquals(
          read(BufferedReader::new, seed), read(front, seed), () -> "-Dheapwise.seed=" + failed);
    }
  }

  private static void compareWriters(WriterFront front) {
    long first = firstSeed();
    for (long seed = first; seed < first + WALKS; seed++) {
      long failed = seed;
      assertEquals(
          write(BufferedWriter::new, seed), write(front, seed), () -> "-Dheapwise.seed=" + failed);
    }
  }

  @Test
  void readsAsThePlainReader() {
    compareReaders((in, size) -> PooledBufferReader.inFrontOf(in, claim(size), READ));
  }

  @Test
  void writesAsThePlainWriter() {
    compareWriters((out, size) -> PooledBufferWriter.inFrontOf(out, claim(size), WRITE));
  }

  private static char[] claim(int size) {
    return ArrayPool.claimChars(size, SITE);
  }

  /** Somebody else who uses the pool: what is given back too early is full of this. */
  private static void useThePool(int size) {
    char[] array = ArrayPool.claimChars(size, SITE);
    Arrays.fill(array, '\u2620');
    ArrayPool.releaseChars(array);
  }

  @Test
  void comparisonCatchesABufferThatIsGivenBackTooEarly() {
    assertThrows(
        AssertionError.class,
        () ->
            compareReaders(
                (in, size) -> {
                  char[] array = claim(size);
                  ArrayPool.releaseChars(array);
                  return PooledBufferReader.inFrontOf(in, array, READ);
                }));
  }

  @Test
  void walksGetBuffersThatWereGivenBack() {
    long before = Sites.avoidedBytes(SITE);
    compareWriters((out, size) -> PooledBufferWriter.inFrontOf(out, claim(size), WRITE));
    assertTrue(Sites.avoidedBytes(SITE) > before);
  }

  @Test
  void comparisonCatchesWhatAnotherBorrowerHasLeft() {
    assertThrows(
        AssertionError.class,
        () -> compareReaders((in, size) -> PooledBufferReader.inFrontOf(in, dirty(size), READ)));
    assertThrows(
        AssertionError.class,
        () -> compareWriters((out, size) -> PooledBufferWriter.inFrontOf(out, dirty(size), WRITE)));
  }

  private static char[] dirty(int size) {
    char[] dirty = new char[size];
    dirty[size - 1] = '\u2620';
    return dirty;
  }

  @Test
  void comparisonCatchesAnotherSizeAndAnotherLock() {
    assertThrows(
        AssertionError.class, () -> compareReaders((in, size) -> new BufferedReader(in, size + 1)));
    assertThrows(
        AssertionError.class,
        () ->
            compareWriters(
                (out, size) -> {
                  BufferedWriter writer = new BufferedWriter(out, size);
                  CharBufferFields.set(writer, new StringWriter(), new char[size]);
                  return writer;
                }));
  }

  private static List<String> read(ReaderFront front, long seed) {
    List<String> events = new ArrayList<>();
    Random random = new Random(seed);
    RecordingChars wrapped = new RecordingChars(seed, events);
    int size = random.nextBoolean() ? 1 + random.nextInt(30) : 512;
    BufferedReader reader = front.of(wrapped.reader(), size);
    wrapped.front = random.nextBoolean() ? reader : null;
    int kinds = 2 + random.nextInt(9);
    for (int i = 0; i < OPERATIONS; i++) {
      events.add(outcome(() -> readOperation(reader, size, random, kinds)));
      useThePool(size);
    }
    return events;
  }

  private static String readOperation(BufferedReader reader, int size, Random random, int kinds)
      throws IOException {
    switch (random.nextInt(kinds)) {
      case 0:
        return "line " + reader.readLine();
      case 1:
        return "read " + reader.read();
      case 2:
        char[] range = new char[2 * size + 2];
        int count = reader.read(range, 1, random.nextInt(2 * size + 1));
        return "range " + count + Arrays.hashCode(range);
      case 3:
        return "skip " + reader.skip(random.nextInt(2 * size) - 1);
      case 4:
        reader.mark(random.nextInt(3 * size));
        return "mark";
      case 5:
        reader.reset();
        return "reset";
      case 6:
        return "ready " + reader.ready();
      case 7:
        return "outside " + reader.read(new char[3], 2, 2);
      case 8:
        StringWriter out = new StringWriter();
        return "transferTo " + (random.nextInt(5) == 0 ? reader.transferTo(out) + "" + out : "");
      case 9:
        return "lines " + (random.nextInt(5) == 0 ? reader.lines().count() : -1);
      default:
        reader.close();
        return "close";
    }
  }

  private static List<String> write(WriterFront front, long seed) {
    List<String> events = new ArrayList<>();
    Random random = new Random(seed);
    RecordingChars wrapped = new RecordingChars(seed, events);
    int size = random.nextBoolean() ? 1 + random.nextInt(30) : 512;
    BufferedWriter writer = front.of(wrapped.writer(), size);
    wrapped.front = random.nextBoolean() ? writer : null;
    int kinds = 2 + random.nextInt(7);
    for (int i = 0; i < OPERATIONS; i++) {
      events.add(outcome(() -> writeOperation(writer, size, random, kinds)));
      useThePool(size);
    }
    return events;
  }

  private static String writeOperation(BufferedWriter writer, int size, Random random, int kinds)
      throws IOException {
    String text = "0123456789".repeat(1 + 2 * size / 10).substring(0, random.nextInt(2 * size));
    switch (random.nextInt(kinds)) {
      case 0:
        writer.write(text);
        return "text " + text.length();
      case 1:
        writer.write(text.toCharArray());
        return "chars " + text.length();
      case 2:
        writer.write('c');
        return "char";
      case 3:
        writer.newLine();
        return "line";
      case 4:
        writer.append(text).append('x');
        return "append";
      case 5:
        writer.flush();
        return "flush";
      case 6:
        writer.write(text, 1, text.length());
        return "outside";
      default:
        writer.close();
        return "close";
    }
  }

  @FunctionalInterface
  private interface Operation {
    String run() throws IOException;
  }

  private static String outcome(Operation operation) {
    try {
      return operation.run();
    } catch (ArrayIndexOutOfBoundsException | NullPointerException e) {
      // C2 throws ones that it has made beforehand, without a message.
      return e.getClass().getName();
    } catch (IOException | RuntimeException e) {
      return e + " suppressed " + Arrays.toString(e.getSuppressed());
    }
  }

  /** Keeps what it is lent, to tell whether anybody is handed it again. */
  private static final class Keeping extends Writer {
    private final List<char[]> kept = new ArrayList<>();

    @Override
    public void write(char[] source, int offset, int length) {
      kept.add(source);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static BufferedWriter inFrontOf(Writer out, char[] array) {
    return PooledBufferWriter.inFrontOf(out, array, WRITE);
  }

  @Test
  void givesTheBufferBack_whenTheBorrowerIsTrusted() throws Exception {
    StringWriter out = new StringWriter();
    char[] array = ArrayPool.claimChars(SIZE, SITE);
    BufferedWriter writer = inFrontOf(out, array);
    writer.write("abc");
    writer.close();
    assertFalse(ArrayPool.isClaimed(array));
    char[] next = ArrayPool.claimChars(SIZE, SITE);
    assertSame(array, next);
    assertEquals("\0".repeat(SIZE), new String(next));
    assertEquals("abc", out.toString());
  }

  @Test
  void neverGivesTheBufferBack_whenTheBorrowerIsNotTrusted() throws IOException {
    char[] array = ArrayPool.claimChars(SIZE, SITE);
    Keeping out = new Keeping();
    BufferedWriter writer = inFrontOf(out, array);
    writer.write("abc");
    writer.close();
    assertSame(array, out.kept.get(0));
    assertFalse(ArrayPool.isClaimed(array));
    assertNotEquals(array, ArrayPool.claimChars(SIZE, SITE));
  }

  @Test
  void neverGivesTheBufferBack_afterAnException() throws IOException {
    char[] array = ArrayPool.claimChars(SIZE, SITE);
    List<char[]> seen = new ArrayList<>();
    BufferedWriter writer = inFrontOf(new FailingOnce(seen), array);
    writer.write("abc");
    assertThrows(UncheckedIOException.class, writer::flush);
    writer.close();
    assertSame(array, seen.get(0));
    assertNotEquals(array, ArrayPool.claimChars(SIZE, SITE));
  }

  private static final class FailingOnce extends StringWriter {
    private final List<char[]> seen;

    FailingOnce(List<char[]> seen) {
      this.seen = seen;
    }

    @Override
    public void write(char[] source, int offset, int length) {
      seen.add(source);
      if (seen.size() == 1) {
        throw new UncheckedIOException(new IOException("once"));
      }
    }
  }

  @Test
  void isTheGenuineClass_withArgumentsCheckedAsEver() {
    Reader in = new StringReader("");
    assertSame(BufferedReader.class, StreamsSupport.bufferedReader(SITE, in).getClass());
    for (int size : new int[] {0, -5}) {
      IllegalArgumentException expected =
          assertThrows(IllegalArgumentException.class, () -> new BufferedReader(in, size));
      IllegalArgumentException actual =
          assertThrows(
              IllegalArgumentException.class, () -> StreamsSupport.bufferedReader(SITE, in, size));
      assertEquals(expected.getMessage(), actual.getMessage());
    }
    assertThrows(NullPointerException.class, () -> StreamsSupport.bufferedReader(SITE, null));
    assertThrows(NullPointerException.class, () -> StreamsSupport.bufferedWriter(SITE, null, 600));
    assertThrows(
        IllegalArgumentException.class,
        () -> StreamsSupport.bufferedWriter(SITE, new StringWriter(), -1));
  }

  @Test
  void servesManyInARow() throws Exception {
    for (int round = 0; round < 2000; round++) {
      String text = "line " + round + "\n" + "x".repeat(round);
      StringWriter out = new StringWriter();
      try (BufferedReader reader = StreamsSupport.bufferedReader(SITE, new StringReader(text));
          BufferedWriter writer = StreamsSupport.bufferedWriter(SITE, out)) {
        reader.transferTo(writer);
      }
      assertEquals(text, out.toString());
    }
  }
}
