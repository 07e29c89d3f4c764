package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextWritesTest {
  private static final int WRITE = Trust.call("write", "([CII)V", 1);
  private static final int WRITE_BYTES = Trust.callOnZeroed("write", "([BII)V", 1);
  private static final String TEXT = "a text of some length, ".repeat(40);

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
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Charset charset =
          switch (random.nextInt(4)) {
            case 0 -> StandardCharsets.UTF_16;
            case 1 -> StandardCharsets.ISO_8859_1;
            default -> StandardCharsets.UTF_8;
          };
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      ByteArrayOutputStream actual = new ByteArrayOutputStream();
      Writer original = new OutputStreamWriter(expected, charset);
      Writer pooled = new OutputStreamWriter(actual, charset);
      settle(pooled, actual);
      for (int n = random.nextInt(4); n >= 0; n--) {
        String text = text(random);
        original.write(text);
        if (!TextWrites.write(pooled, text, Sites.UNNUMBERED)) {
          assertTrue(text.length() < 256, () -> "declined, seed " + seed);
          pooled.write(text);
        }
        // Before anything is flushed: as much must have gone through as with the original.
        assertArrayEquals(expected.toByteArray(), actual.toByteArray(), () -> "seed " + seed);
      }
      original.close();
      pooled.close();
      assertArrayEquals(expected.toByteArray(), actual.toByteArray(), () -> "seed " + seed);
    }
  }

  private static String text(Random random) {
    char[] chars = new char[random.nextInt(1 << random.nextInt(16))];
    int kind = random.nextInt(3);
    for (int i = 0; i < chars.length; i++) {
      chars[i] =
          (char)
              switch (kind) {
                case 0 -> random.nextInt(128);
                case 1 -> random.nextInt(256);
                // Pairs of surrogates, and halves of them.
                default -> random.nextInt(8) == 0 ? 0xD800 + random.nextInt(0x800) : 0x20AC;
              };
    }
    return new String(chars);
  }

  @Test
  void declinesWhatItDoesNotKnow() throws IOException {
    OutputStream sink = new ByteArrayOutputStream();
    Writer plain = new OutputStreamWriter(sink, StandardCharsets.UTF_8);
    settle(plain, sink);
    assertTrue(TextWrites.write(plain, TEXT, Sites.UNNUMBERED));
    assertFalse(TextWrites.write(plain, "short", Sites.UNNUMBERED));
    assertFalse(TextWrites.write(plain, null, Sites.UNNUMBERED));
    assertFalse(TextWrites.write(null, TEXT, Sites.UNNUMBERED));
    assertFalse(TextWrites.write(new StringWriter(), TEXT, Sites.UNNUMBERED));
    assertFalse(
        TextWrites.write(new OutputStreamWriter(sink) {}, TEXT, Sites.UNNUMBERED), "a subclass");
  }

  @Test
  void declinesACharsetOfTheProgram() throws IOException {
    OutputStream sink = new ByteArrayOutputStream();
    Keeping charset = new Keeping();
    Writer writer = new OutputStreamWriter(sink, charset);
    settle(writer, sink);
    assertFalse(TextWrites.write(writer, TEXT, Sites.UNNUMBERED));
    assertEquals(Trust.UNTRUSTED, Trust.verdict(writer, WRITE));
  }

  @Test
  void neverPoolsAnArrayAgain_whenTheWriteFails() throws IOException {
    class Failing extends ByteArrayOutputStream {}
    OutputStream sink = new Failing();
    Writer writer = new OutputStreamWriter(sink, StandardCharsets.UTF_8);
    settle(writer, sink);
    writer.close();
    char[] idle = ArrayPool.claimScratchChars(1024, Sites.UNNUMBERED);
    ArrayPool.releaseChars(idle);
    try {
      TextWrites.write(writer, TEXT, Sites.UNNUMBERED);
    } catch (IOException e) {
      assertEquals("Stream closed", e.getMessage());
      assertNotSame(idle, ArrayPool.claimScratchChars(1024, Sites.UNNUMBERED));
    }
  }

  private static void settle(Writer writer, OutputStream out) {
    long end = System.nanoTime() + 60_000_000_000L;
    while ((Trust.verdict(writer, WRITE) == Trust.UNKNOWN
            || Trust.verdict(out, WRITE_BYTES) == Trust.UNKNOWN)
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Its encoder keeps what it is given. */
  private static final class Keeping extends Charset {
    private CharBuffer kept;

    Keeping() {
      super("keeping", null);
    }

    @Override
    public boolean contains(Charset other) {
      return false;
    }

    @Override
    public CharsetDecoder newDecoder() {
      return StandardCharsets.UTF_8.newDecoder();
    }

    @Override
    public CharsetEncoder newEncoder() {
      return new CharsetEncoder(this, 1, 1) {
        @Override
        public boolean isLegalReplacement(byte[] replacement) {
          return true;
        }

        @Override
        protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
          kept = in;
          in.position(in.limit());
          return CoderResult.UNDERFLOW;
        }
      };
    }
  }
}
