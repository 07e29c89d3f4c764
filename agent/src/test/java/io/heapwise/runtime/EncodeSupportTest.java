package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeSupportTest {
  private static final int WRITE = Trust.call("write", "([BII)V", 1);
  private static final int SITE =
      Sites.register(new Site("encode", "EncodeSupportTest", "test", "()V", 1, 0));
  private static final String TEXT = "a text of some length, ".repeat(300);
  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_8,
    StandardCharsets.ISO_8859_1,
    StandardCharsets.US_ASCII,
    Charset.defaultCharset(),
  };

  private Judge before;

  @BeforeEach
  void judgeByBytecode() {
    before = JudgeSwap.install(new BytecodeJudge(new LoadedClasses(), (loader, name) -> null));
  }

  @AfterEach
  void restoreJudge() {
    JudgeSwap.restore(before);
  }

  @Test
  void writesTheSameBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    settle(out);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int written = 0;
    for (int i = 0; i < 2_000; i++) {
      String text = text(random);
      int charset = random.nextInt(4);
      out.reset();
      if (EncodeSupport.consume(out, text, charset, SITE)) {
        byte[] expected = text.getBytes(CHARSETS[charset]);
        assertArrayEquals(expected, out.toByteArray(), () -> "seed " + seed);
        CRC32 sum = new CRC32();
        CRC32 expectedSum = new CRC32();
        assertTrue(EncodeSupport.consume(sum, text, charset, SITE));
        expectedSum.update(expected);
        assertEquals(expectedSum.getValue(), sum.getValue(), () -> "seed " + seed);
        written++;
      } else {
        assertEquals(0, out.size(), () -> "seed " + seed);
      }
    }
    assertTrue(written > 500, written + " written");
  }

  private static String text(Random random) {
    char[] chars =
        new char[random.nextInt(8) == 0 ? random.nextInt(1 << 16) : random.nextInt(1 << 14)];
    int rare = 1 << random.nextInt(12);
    boolean isWide = random.nextInt(8) == 0;
    for (int i = 0; i < chars.length; i++) {
      boolean isRare = random.nextInt(rare) == 0;
      chars[i] = (char) (isRare ? random.nextInt(isWide ? 1 << 16 : 256) : random.nextInt(128));
    }
    return new String(chars);
  }

  @Test
  void declinesWhatItDoesNotKnow() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    settle(out);
    OutputStream whole =
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes) throws IOException {
            out.write(bytes);
          }
        };
    class Keeping extends ByteArrayOutputStream {
      byte[] kept;

      @Override
      public synchronized void write(byte[] bytes, int offset, int length) {
        kept = bytes;
      }
    }
    OutputStream keeping = new Keeping();
    settle(keeping);
    for (Object consumer :
        new Object[] {null, "text", whole, keeping, new PrintStream(out), new CRC32() {}}) {
      assertFalse(EncodeSupport.consume(consumer, TEXT, EncodeSupport.UTF_8, SITE));
    }
    for (String text : new String[] {null, "", "short", "\u0100" + TEXT, " ".repeat(2 << 20)}) {
      assertFalse(EncodeSupport.consume(out, text, EncodeSupport.UTF_8, SITE));
    }
    assertEquals(0, out.size());
  }

  @Test
  void leavesNothingOfATextInThePool() throws IOException {
    CRC32 sum = new CRC32();
    EncodeSupport.consume(sum, "\u00fe\u00dfee".repeat(1250), EncodeSupport.UTF_8, SITE);
    EncodeSupport.consume(sum, "\u00fe\u00df".repeat(2500), EncodeSupport.UTF_8, SITE);
    for (int capacity = 512; capacity <= 16384; capacity *= 2) {
      byte[] next = ArrayPool.claimScratchBytes(capacity, SITE);
      // Others may have left something else there.
      String left = new String(next, StandardCharsets.ISO_8859_1);
      assertFalse(left.contains("\u00fe\u00df"), "characters");
      assertFalse(left.contains("\u00c3\u00be\u00c3\u009f"), "their bytes");
      ArrayPool.releaseBytes(next);
    }
  }

  @Test
  void neverPoolsAnArrayAgain_whenTheWriteFails(@TempDir Path folder) throws IOException {
    FileOutputStream out = new FileOutputStream(folder.resolve("file").toFile());
    settle(out);
    out.close();
    byte[] idle = ArrayPool.claimScratchBytes(8192, SITE);
    ArrayPool.releaseBytes(idle);
    assertThrows(
        IOException.class, () -> EncodeSupport.consume(out, TEXT, EncodeSupport.UTF_8, SITE));
    assertNotSame(idle, ArrayPool.claimScratchBytes(8192, SITE));
  }

  private static void settle(OutputStream out) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (Trust.verdict(out, WRITE) == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
