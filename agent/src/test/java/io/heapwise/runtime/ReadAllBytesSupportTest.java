package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.KnownClasses;
import io.heapwise.runtime.trust.Trust;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAllBytesSupportTest {
  private static final int READ = Trust.callOnZeroed("read", "([BII)I", 1);
  private static final int WRITE = Trust.call("write", "([BII)V", 1);
  private static final int UPDATE = Trust.call("update", "([BII)V", 1);
  private static final int SITE = 0;
  private static final int MEGABYTE = 1 << 20;
  private static final int CHUNK = RequestProbe.chunkBytes();

  @BeforeAll
  static void makeKnown() throws Exception {
    KnownClasses.know(
        ScriptedStream.class,
        OwnWayStream.class,
        KeepingStream.class,
        CountingOutput.class,
        KeepingOutput.class);
    KnownClasses.assertVerdict(Trust.KEEPS_NOTHING, new ScriptedStream(), READ);
    KnownClasses.assertVerdict(Trust.UNTRUSTED, new KeepingStream(0, 1), READ);
    KnownClasses.assertVerdict(Trust.BOUNDED, streamOf(new byte[1]), READ);
    KnownClasses.assertVerdict(Trust.KEEPS_NOTHING, MessageDigest.getInstance("MD5"), UPDATE);
    KnownClasses.assertVerdict(Trust.KEEPS_NOTHING, new ByteArrayOutputStream(), WRITE);
    KnownClasses.assertVerdict(Trust.KEEPS_NOTHING, new CountingOutput(), WRITE);
    KnownClasses.assertVerdict(Trust.UNTRUSTED, new KeepingOutput(), WRITE);
    ReadAllBytesSupport.warmUp();
  }

  /** A stream that reads in the JDK's general way. */
  static InputStream streamOf(byte[] bytes) {
    return new BufferedInputStream(new ByteArrayInputStream(bytes), 512);
  }

  @Test
  void knowsTheRequestsOfThisJdk() {
    assertEquals(Runtime.version().feature() < 21 ? 8192 : 16384, CHUNK);
  }

  @Test
  void makesTheSameRequestsAndGivesTheSame_whateverTheStreamAnswers() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int[] script = script(random);
      int length = random.nextBoolean() ? -1 : random.nextInt(5 * CHUNK);
      dirtyThePool();
      ScriptedStream expected = new ScriptedStream(script);
      ScriptedStream actual = new ScriptedStream(script);
      String place = "seed " + seed + ", case " + i + ", length " + length;
      assertEquals(
          outcome(() -> length < 0 ? expected.readAllBytes() : expected.readNBytes(length)),
          outcome(() -> read(actual, length)),
          place);
      assertEquals(expected.requests(), actual.requests(), place);
    }
  }

  private static byte[] read(InputStream in, int length) throws IOException {
    byte[] bytes =
        length < 0
            ? ReadAllBytesSupport.readAllBytes(in, SITE)
            : ReadAllBytesSupport.readNBytes(in, length, SITE);
    if (length >= 0 && length <= CHUNK) {
      assertNull(bytes);
      return in.readNBytes(length);
    }
    assertNotNull(bytes);
    return bytes;
  }

  private static int[] script(Random random) {
    int[] script = new int[random.nextInt(20)];
    for (int i = 0; i < script.length; i++) {
      script[i] =
          switch (random.nextInt(24)) {
            case 0 -> 0;
            case 1 -> ScriptedStream.FAILS;
            case 2 -> ScriptedStream.END;
            case 3 -> random.nextInt(4) == 0 ? ScriptedStream.LIES + 1 + random.nextInt(9) : 7;
            case 4 -> ScriptedStream.WRITES_NOTHING;
            case 5 -> -2 - random.nextInt(9);
            case 6, 7, 8 -> random.nextInt(50);
            case 9, 10 -> CHUNK - 1 + random.nextInt(3);
            default -> random.nextInt(2 * CHUNK);
          };
    }
    return script;
  }

  /** What another borrower may have left behind. */
  private static void dirtyThePool() {
    for (int length : new int[] {CHUNK, 8 << 10, 32 << 10, 128 << 10}) {
      byte[] array = ArrayPool.claimScratchBytes(length, SITE);
      Arrays.fill(array, (byte) 0xEE);
      ArrayPool.releaseBytes(array);
    }
  }

  private interface Reading {
    byte[] read() throws IOException;
  }

  private static String outcome(Reading reading) {
    try {
      byte[] bytes = reading.read();
      return bytes.length + " bytes, hash " + Arrays.hashCode(bytes);
    } catch (IOException | RuntimeException | Error e) {
      return e.toString();
    }
  }

  @Test
  void takesLessThanTheJdk_forAllThatServersRead() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int length = 0; length <= 1000; length++) {
      byte[] body = random(length);
      long with = Long.MAX_VALUE;
      long without = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        InputStream in = streamOf(body);
        long before = threads.getCurrentThreadAllocatedBytes();
        in.readAllBytes();
        long between = threads.getCurrentThreadAllocatedBytes();
        without = Math.min(without, between - before);
        in = streamOf(body);
        before = threads.getCurrentThreadAllocatedBytes();
        byte[] read = ReadAllBytesSupport.readAllBytes(in, SITE);
        with = Math.min(with, threads.getCurrentThreadAllocatedBytes() - before);
        assertArrayEquals(body, read);
      }
      // The result, what gathers it, and what the stream itself makes.
      assertTrue(with <= length + 24 + 80 + 600, length + " bytes take " + with);
      assertTrue(with < without / 4, length + " bytes take " + with + " rather than " + without);
    }
  }

  @Test
  void readsMoreThanThePoolHolds() throws IOException {
    byte[] bytes = random(40 * MEGABYTE + 3);
    assertArrayEquals(bytes, ReadAllBytesSupport.readAllBytes(streamOf(bytes), SITE));
  }

  @Test
  void declinesWithoutReading_whatIsNotToBeRead() throws IOException {
    assertNull(ReadAllBytesSupport.readAllBytes(null, SITE));
    assertNull(ReadAllBytesSupport.readAllBytes("no stream", SITE));
    assertNull(ReadAllBytesSupport.readNBytes(new ScriptedStream(5), -1, SITE));
    OwnWayStream ownWay = new OwnWayStream();
    assertNull(ReadAllBytesSupport.readAllBytes(ownWay, SITE));
    assertNull(ReadAllBytesSupport.readAllBytes(new ByteArrayInputStream(new byte[9]), SITE));
    KeepingStream keeping = new KeepingStream(-1, 9);
    assertNull(ReadAllBytesSupport.readAllBytes(keeping, SITE));
    assertFalse(ReadAllBytesSupport.readInto(new CRC32(), keeping, true, SITE));
    assertNull(keeping.kept);
    assertFalse(ReadAllBytesSupport.readInto(null, new ScriptedStream(5), true, SITE));
    assertFalse(ReadAllBytesSupport.readInto("", new ScriptedStream(5), true, SITE));
    assertNull(ReadAllBytesSupport.digest(null, new ScriptedStream(5), true, SITE));
    assertNull(ReadAllBytesSupport.readString(new ScriptedStream(5), (Charset) null, SITE));
    assertNull(ReadAllBytesSupport.readString(new ScriptedStream(5), (String) null, SITE));
    assertNull(ReadAllBytesSupport.readString(new ScriptedStream(5), "no charset", SITE));
  }

  @Test
  void neverPoolsWhatAStreamKeeps_onceItIsNoLongerTrusted() throws IOException {
    for (int trusted = 0; trusted < 4; trusted++) {
      dirtyThePool();
      KnownClasses.trust(KeepingStream.class);
      KeepingStream in = new KeepingStream(trusted, 3 * CHUNK + 5);
      KnownClasses.assertVerdict(Trust.BOUNDED, in, READ);
      byte[] read = ReadAllBytesSupport.readAllBytes(in, SITE);
      assertEquals(0, in.stale, "bytes of somebody else seen");
      assertEquals(3 * CHUNK + 5, read.length);
      byte[] kept = in.kept;
      byte[] before = kept.clone();
      for (int i = 0; i < 32; i++) {
        byte[] next = ArrayPool.claimScratchBytes(kept.length, SITE);
        Arrays.fill(next, (byte) 0xDD);
        ArrayPool.releaseBytes(next);
      }
      assertArrayEquals(before, kept);
    }
  }

  @Test
  void digestsAndChecksums() throws Exception {
    for (int length : new int[] {0, 1, CHUNK, CHUNK + 1, 100_000, 5 * MEGABYTE}) {
      byte[] bytes = random(length);
      for (boolean unseen : new boolean[] {false, true}) {
        CRC32 crc = new CRC32();
        assertTrue(ReadAllBytesSupport.readInto(crc, streamOf(bytes), unseen, SITE));
        CRC32 expected = new CRC32();
        expected.update(bytes);
        assertEquals(expected.getValue(), crc.getValue());
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        KnownClasses.assertVerdict(Trust.KEEPS_NOTHING, sha, UPDATE);
        sha.update((byte) 7);
        assertTrue(ReadAllBytesSupport.readInto(sha, streamOf(bytes), unseen, SITE));
        byte[] hash = ReadAllBytesSupport.digest(sha, streamOf(bytes), unseen, SITE);
        sha.update((byte) 7);
        sha.update(bytes);
        assertArrayEquals(sha.digest(bytes), hash);
      }
    }
  }

  @Test
  void givesTheDigestWhatAStreamLiesAbout() throws IOException {
    int[] script = {100, ScriptedStream.LIES + 5, 3};
    CRC32 expected = new CRC32();
    try {
      expected.update(new ScriptedStream(script).readAllBytes());
    } catch (IndexOutOfBoundsException e) {
      // The JDK asks for a negative number next.
    }
    CRC32 actual = new CRC32();
    try {
      ReadAllBytesSupport.readInto(actual, new ScriptedStream(script), false, SITE);
    } catch (IndexOutOfBoundsException e) {
      // As above.
    }
    assertEquals(expected.getValue(), actual.getValue());
  }

  @Test
  void showsNoPrefix_whenAReadFailsHalfWay() {
    ScriptedStream in = new ScriptedStream(CHUNK, 0, CHUNK, 9, ScriptedStream.FAILS);
    CRC32 crc = new CRC32();
    assertThrows(IOException.class, () -> ReadAllBytesSupport.readInto(crc, in, false, SITE));
    assertEquals(new CRC32().getValue(), crc.getValue());
  }

  @Test
  void showsAPrefix_whenStreamingIsAskedFor() {
    ReadAllBytesSupport.streamAlways(true);
    try {
      ScriptedStream in = new ScriptedStream(CHUNK, 0, CHUNK, 9, ScriptedStream.FAILS);
      CRC32 crc = new CRC32();
      assertThrows(IOException.class, () -> ReadAllBytesSupport.readInto(crc, in, false, SITE));
      assertFalse(new CRC32().getValue() == crc.getValue());
    } finally {
      ReadAllBytesSupport.streamAlways(false);
    }
  }

  @Test
  void leavesDigestsOfOthersAlone() throws IOException {
    MessageDigest own =
        new MessageDigest("own") {
          @Override
          protected void engineUpdate(byte input) {}

          @Override
          protected void engineUpdate(byte[] input, int offset, int length) {}

          @Override
          protected byte[] engineDigest() {
            return new byte[0];
          }

          @Override
          protected void engineReset() {}
        };
    ScriptedStream in = new ScriptedStream(5);
    assertFalse(ReadAllBytesSupport.readInto(own, in, true, SITE));
    assertEquals("", in.requests());
  }

  @Test
  void makesTexts() throws IOException {
    for (int length : new int[] {0, 1, 100, CHUNK + 1, 200_000, 2 * MEGABYTE}) {
      byte[] bytes = random(length);
      assertEquals(
          new String(bytes, StandardCharsets.UTF_8),
          ReadAllBytesSupport.readString(streamOf(bytes), StandardCharsets.UTF_8, SITE));
      assertEquals(
          new String(bytes, StandardCharsets.ISO_8859_1),
          ReadAllBytesSupport.readString(streamOf(bytes), "ISO-8859-1", SITE));
    }
  }

  @Test
  void makesTheEmptyTextAnewAsTheConstructorDoes() throws IOException {
    String text =
        ReadAllBytesSupport.readString(streamOf(new byte[0]), StandardCharsets.UTF_8, SITE);
    assertFalse(text == "");
  }

  @Test
  void writesInOnePiece() throws IOException {
    for (int length : new int[] {0, 1, CHUNK + 1, 100_000, 3 * MEGABYTE}) {
      byte[] bytes = random(length);
      CountingOutput out = new CountingOutput();
      assertTrue(ReadAllBytesSupport.readInto(out, streamOf(bytes), false, SITE));
      assertEquals(List.of(length), out.lengths);
      assertEquals(Arrays.hashCode(bytes), out.hash);
    }
  }

  @Test
  void writesFiles(@TempDir Path folder) throws IOException {
    for (int length : new int[] {0, 1, 100_000, 3 * MEGABYTE}) {
      byte[] bytes = random(length);
      Path file = folder.resolve("file");
      try (OutputStream out = new FileOutputStream(file.toFile())) {
        KnownClasses.assertVerdict(Trust.KEEPS_NOTHING, out, WRITE);
        assertTrue(ReadAllBytesSupport.readInto(out, streamOf(bytes), false, SITE));
      }
      assertArrayEquals(bytes, Files.readAllBytes(file));
    }
  }

  @Test
  void declinesOutputsThatWriteInTheirOwnWay() throws IOException {
    ScriptedStream in = new ScriptedStream(5);
    OutputStream ownWay =
        new FilterOutputStream(new ByteArrayOutputStream()) {
          @Override
          public void write(byte[] bytes) throws IOException {
            super.write(bytes, 0, 1);
          }
        };
    assertFalse(ReadAllBytesSupport.readInto(ownWay, in, false, SITE));
    assertFalse(ReadAllBytesSupport.readInto(new KeepingOutput(), in, false, SITE));
    assertEquals("", in.requests());
  }

  @Test
  void allocatesTheResultAndLittleMore() throws Exception {
    for (int length : new int[] {0, 100, 1000, 64 << 10, MEGABYTE}) {
      InputStream in = resettable(random(length));
      long perCall =
          bytesPerCall(
              () -> {
                in.reset();
                return ReadAllBytesSupport.readAllBytes(in, SITE).length;
              });
      assertTrue(perCall < length + 700, length + " bytes take " + perCall);
    }
  }

  @Test
  void digestsAMegabyteInLessThan200Bytes() throws Exception {
    InputStream in = resettable(random(MEGABYTE));
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    for (boolean unseen : new boolean[] {false, true}) {
      long perCall =
          bytesPerCall(
              () -> {
                in.reset();
                return ReadAllBytesSupport.readInto(md5, in, unseen, SITE) ? 1 : 0;
              });
      assertTrue(perCall < (unseen ? 200 : 700), "takes " + perCall);
    }
  }

  private static InputStream resettable(byte[] bytes) {
    InputStream in = new FilterInputStream(new ByteArrayInputStream(bytes)) {};
    KnownClasses.know(in.getClass());
    KnownClasses.assertVerdict(Trust.BOUNDED, in, READ);
    return in;
  }

  private interface Body {
    int run() throws IOException;
  }

  private static long bytesPerCall(Body body) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      body.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Reads all in a way of its own. */
  private static final class OwnWayStream extends ScriptedStream {
    @Override
    public byte[] readNBytes(int length) {
      return new byte[1];
    }
  }

  /** Looks at and keeps the arrays that it is given, some requests after it began. */
  private static final class KeepingStream extends InputStream {
    private byte[] kept;
    private int stale;
    private int honestRequests;
    private int left;

    KeepingStream(int honestRequests, int left) {
      this.honestRequests = honestRequests;
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (honestRequests-- == 0) {
        KnownClasses.distrust(KeepingStream.class);
      } else if (honestRequests < -1) {
        kept = bytes;
        for (int i = offset; i < bytes.length; i++) {
          stale += bytes[i];
        }
      }
      int count = Math.min(Math.min(left, length), CHUNK / 2 + 1);
      if (count == 0 && length > 0) {
        return -1;
      }
      left -= count;
      Arrays.fill(bytes, offset, offset + count, (byte) 5);
      return count;
    }

    @Override
    public int read() {
      return -1;
    }
  }

  private static final class CountingOutput extends OutputStream {
    private final List<Integer> lengths = new ArrayList<>();
    private int hash;

    @Override
    public void write(byte[] bytes, int offset, int length) {
      lengths.add(length);
      byte[] copy = new byte[length];
      System.arraycopy(bytes, offset, copy, 0, length);
      hash = Arrays.hashCode(copy);
    }

    @Override
    public void write(int b) {}
  }

  private static final class KeepingOutput extends OutputStream {
    private byte[] kept;

    @Override
    public void write(byte[] bytes, int offset, int length) {
      kept = bytes;
    }

    @Override
    public void write(int b) {
      assertSame(kept, kept);
    }
  }
}
