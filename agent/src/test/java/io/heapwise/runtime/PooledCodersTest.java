package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.io.Writer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the plain classes: each result, each exception, and each call of the stream behind. */
class PooledCodersTest {
  private static final int WALKS = 5_000;
  private static final int OPERATIONS = 25;

  /** Never benched, however many of its claims are lost. */
  private static final int SITE = Sites.UNNUMBERED;

  private static final int READ = Trust.callOnZeroed("read", "([BII)I", 1);
  private static final int WRITE = Trust.callOnZeroed("write", "([BII)V", 1);
  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII
  };

  private static final Judge TRUSTING =
      new Judge() {
        @Override
        public Rule judge(Class<?> type, LentCall call, Set<String> sources) {
          return Rule.trusted(Rule.KEEPS_NOTHING);
        }
      };

  private static Judge before;

  @BeforeAll
  static void trust() throws InterruptedException {
    before = JudgeSwap.install(TRUSTING);
    untilKnown(new RecordingInput(0, new ArrayList<>()), READ);
    untilKnown(new RecordingOutput(0, new ArrayList<>()), WRITE);
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

  @FunctionalInterface
  private interface ReaderFront {
    InputStreamReader of(InputStream in, Charset charset);
  }

  @FunctionalInterface
  private interface WriterFront {
    OutputStreamWriter of(OutputStream out, Charset charset);
  }

  private static void compareReaders(ReaderFront front) {
    long first = Long.getLong("heapwise.seed", System.nanoTime());
    for (long seed = first; seed < first + WALKS; seed++) {
      long failed = seed;
      assertEquals(
          read(InputStreamReader::new, seed), read(front, seed), () -> "-Dheapwise.seed=" + failed);
    }
  }

  private static void compareWriters(WriterFront front) {
    long first = Long.getLong("heapwise.seed", System.nanoTime());
    for (long seed = first; seed < first + WALKS; seed++) {
      long failed = seed;
      assertEquals(
          write(OutputStreamWriter::new, seed),
          write(front, seed),
          () -> "-Dheapwise.seed=" + failed);
    }
  }

  @Test
  void readsAsThePlainReader() {
    assumeTrue(CoderFields.READERS != null);
    long avoided = Sites.avoidedBytes(SITE);
    compareReaders((in, charset) -> CoderSupport.reader(in, charset, claim(), READ));
    assertTrue(Sites.avoidedBytes(SITE) > avoided);
  }

  @Test
  void writesAsThePlainWriter() {
    assumeTrue(CoderFields.WRITERS != null);
    long avoided = Sites.avoidedBytes(SITE);
    compareWriters((out, charset) -> CoderSupport.writer(out, charset, claim(), WRITE));
    assertTrue(Sites.avoidedBytes(SITE) > avoided);
  }

  @Test
  void comparisonCatchesABufferThatIsGivenBackTooEarly() {
    assumeTrue(CoderFields.READERS != null);
    assertThrows(
        AssertionError.class,
        () ->
            compareReaders(
                (in, charset) -> {
                  byte[] array = claim();
                  ArrayPool.releaseBytes(array);
                  return CoderSupport.reader(in, charset, array, READ);
                }));
  }

  @Test
  void comparisonCatchesABufferThatIsNotAllZero() {
    assumeTrue(CoderFields.READERS != null);
    byte[] dirty = new byte[CoderFields.BUFFER_SIZE];
    dirty[8000] = 1;
    assertThrows(
        AssertionError.class,
        () ->
            compareReaders((in, charset) -> CoderSupport.reader(in, charset, dirty.clone(), READ)));
  }

  private static byte[] claim() {
    return ArrayPool.claimBytes(CoderFields.BUFFER_SIZE, SITE);
  }

  /** Somebody else who uses the pool: what is given back too early is full of this. */
  private static void useThePool() {
    byte[] array = claim();
    Arrays.fill(array, (byte) 0x5A);
    ArrayPool.releaseBytes(array);
  }

  private static List<String> read(ReaderFront front, long seed) {
    List<String> events = new ArrayList<>();
    Random random = new Random(seed);
    RecordingInput wrapped = new RecordingInput(seed, events);
    InputStreamReader reader = front.of(wrapped, CHARSETS[random.nextInt(CHARSETS.length)]);
    wrapped.callBack(
        closing -> {
          if (closing) {
            reader.close();
          } else {
            events.add("inner " + reader.read());
          }
        });
    int kinds = 2 + random.nextInt(6);
    for (int i = 0; i < OPERATIONS; i++) {
      String result;
      try {
        result = readOperation(reader, random, kinds);
      } catch (IOException | RuntimeException e) {
        result = e.toString();
      }
      events.add(result);
      useThePool();
    }
    return events;
  }

  private static String readOperation(InputStreamReader reader, Random random, int kinds)
      throws IOException {
    switch (random.nextInt(kinds)) {
      case 0:
        return "read " + reader.read();
      case 1:
        char[] range = new char[random.nextInt(20_000)];
        return "range " + reader.read(range) + Arrays.hashCode(range);
      case 2:
        return "ready " + reader.ready();
      case 3:
        return "skip " + reader.skip(random.nextInt(3000));
      case 4:
        CharBuffer chars = CharBuffer.allocate(500);
        return "buffer " + reader.read(chars) + chars.flip().toString().hashCode();
      case 5:
        return "encoding " + reader.getEncoding();
      case 6:
        reader.mark(1);
        return "marked";
      default:
        reader.close();
        return "close";
    }
  }

  private static List<String> write(WriterFront front, long seed) {
    List<String> events = new ArrayList<>();
    Random random = new Random(seed);
    RecordingOutput wrapped = new RecordingOutput(seed, events);
    OutputStreamWriter writer = front.of(wrapped, CHARSETS[random.nextInt(CHARSETS.length)]);
    wrapped.front = random.nextBoolean() ? writer : null;
    int kinds = 2 + random.nextInt(5);
    for (int i = 0; i < OPERATIONS; i++) {
      String result;
      try {
        result = writeOperation(writer, random, kinds);
      } catch (IOException | RuntimeException e) {
        result = e + " suppressed " + Arrays.toString(e.getSuppressed());
      }
      events.add(result);
      useThePool();
    }
    return events;
  }

  private static String writeOperation(Writer writer, Random random, int kinds) throws IOException {
    String text = "t\u00e4xt \ud83d\ude00 ".repeat(1 + random.nextInt(2000));
    switch (random.nextInt(kinds)) {
      case 0:
        writer.write(text);
        return "text " + text.length();
      case 1:
        writer.write(text.toCharArray(), 3, 5);
        return "chars";
      case 2:
        // Half of a pair, now and then.
        writer.write(text.charAt(random.nextInt(8)));
        return "char";
      case 3:
        writer.flush();
        return "flush";
      case 4:
        writer.append(text, 1, 4);
        return "append";
      default:
        writer.close();
        return "close";
    }
  }

  /** Notes every call, and all that the array holds; fails or calls back as a seed says. */
  private static final class RecordingOutput extends OutputStream {
    private final Random random;
    private final List<String> events;
    private boolean inside;
    private Closeable front;

    RecordingOutput(long seed, List<String> events) {
      random = new Random(seed);
      this.events = events;
    }

    private void happens(String event) throws IOException {
      events.add(event);
      int choice = random.nextInt(30);
      if (choice == 0) {
        throw new IOException(event);
      }
      if (choice == 1 && front != null && !inside) {
        inside = true;
        try {
          front.close();
        } finally {
          inside = false;
        }
      }
    }

    @Override
    public void write(int value) throws IOException {
      happens("one " + value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      happens("write " + offset + " " + length + " of " + source.length + Arrays.hashCode(source));
    }

    @Override
    public void flush() throws IOException {
      happens("flush");
    }

    @Override
    public void close() throws IOException {
      happens("close");
    }
  }

  @Test
  void isTheGenuineClass_withArgumentsCheckedAsEver() throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[] {'a'});
    OutputStream out = OutputStream.nullOutputStream();
    Reader reader = CoderSupport.inputReader(SITE, in, "UTF-8");
    assertSame(InputStreamReader.class, reader.getClass());
    assertEquals('a', reader.read());
    assertThrows(NullPointerException.class, () -> CoderSupport.inputReader(SITE, null));
    assertThrows(
        NullPointerException.class, () -> CoderSupport.inputReader(SITE, in, (Charset) null));
    assertThrows(
        NullPointerException.class, () -> CoderSupport.outputWriter(SITE, out, (String) null));
    UnsupportedEncodingException expected =
        assertThrows(
            UnsupportedEncodingException.class, () -> new InputStreamReader(in, "no-such"));
    UnsupportedEncodingException actual =
        assertThrows(
            UnsupportedEncodingException.class,
            () -> CoderSupport.inputReader(SITE, in, "no-such"));
    assertEquals(expected.getMessage(), actual.getMessage());
    assertEquals(
        new InputStreamReader(in).getEncoding(), CoderSupport.inputReader(SITE, in).getEncoding());
    assertEquals(
        new OutputStreamWriter(out, "UTF8").getEncoding(),
        CoderSupport.outputWriter(SITE, out, "UTF8").getEncoding());
  }
}
