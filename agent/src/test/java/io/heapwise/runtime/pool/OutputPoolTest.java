package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputPoolTest {
  private static final int SITE = SiteCounters.UNNUMBERED;
  private static final byte[] SOME = bytes("some bytes, and more than thirty-two of them");
  private static final byte[] LONG = bytes("0123456789".repeat(50_000));

  @BeforeEach
  void emptyThePool() {
    assumeFalse(Pools.verifying, "nothing is given out twice");
    ThreadSlots.retireShelves();
    LargeTexts.clear();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] filledAndReleased(byte[] bytes) {
    ByteArrayOutputStream out = OutputPool.claim(SITE);
    out.writeBytes(bytes);
    byte[] array = OutputFields.array(out);
    assertArrayEquals(bytes, out.toByteArray());
    OutputPool.release(out);
    return array;
  }

  @Test
  void knowsTheFieldsOfThisJdk() {
    assertTrue(OutputFields.AVAILABLE);
  }

  @Test
  void givesAnArrayToTheNextStream() {
    byte[] array = filledAndReleased(SOME);
    ByteArrayOutputStream next = OutputPool.claim(SITE);
    assertSame(array, OutputFields.array(next));
    assertEquals(0, next.size());
    assertArrayEquals(new byte[0], next.toByteArray());
    next.write('n');
    assertArrayEquals(bytes("n"), next.toByteArray());
  }

  @Test
  void isEachStreamANewOne() {
    ByteArrayOutputStream first = OutputPool.claim(SITE);
    OutputPool.release(first);
    assertNotSame(first, OutputPool.claim(SITE));
    assertSame(ByteArrayOutputStream.class, first.getClass());
  }

  @Test
  void wipesWhatWasWritten() {
    for (byte[] written : List.of(SOME, bytes("x"), LONG)) {
      for (byte each : filledAndReleased(written)) {
        assertEquals(0, each);
      }
    }
  }

  @Test
  void isEmptyAfterItsRelease() {
    ByteArrayOutputStream out = OutputPool.claim(SITE);
    out.writeBytes(SOME);
    OutputPool.release(out);
    assertEquals(0, out.size());
    assertEquals("", out.toString());
    OutputPool.release(out);
    assertEquals(0, OutputPool.bytesOf(out));
  }

  @Test
  void doesNotShowWhatIsWrittenAfterTheRelease() {
    ByteArrayOutputStream released = OutputPool.claim(SITE);
    released.writeBytes(SOME);
    OutputPool.release(released);
    ByteArrayOutputStream next = OutputPool.claim(SITE);
    released.writeBytes(bytes("after"));
    assertEquals("", next.toString());
    next.writeBytes(bytes("next"));
    assertEquals("after", released.toString());
    OutputPool.release(released);
    assertEquals("next", next.toString());
    assertNotSame(OutputFields.array(next), OutputFields.array(OutputPool.claim(SITE)));
  }

  @Test
  void nestedClaimsGetArraysOfTheirOwn() {
    filledAndReleased(SOME);
    ByteArrayOutputStream outer = OutputPool.claim(SITE);
    outer.writeBytes(bytes("outer"));
    ByteArrayOutputStream inner = OutputPool.claim(SITE);
    inner.writeBytes(bytes("inner"));
    assertNotSame(OutputFields.array(outer), OutputFields.array(inner));
    assertEquals("inner", inner.toString());
    assertEquals("outer", outer.toString());
  }

  @Test
  void hasTheSizeThatIsAskedFor() {
    filledAndReleased(SOME);
    assertEquals(1000, OutputPool.bytesOf(OutputPool.claim(SITE, 1000)));
    assertEquals(
        "Negative initial size: -1",
        assertThrows(IllegalArgumentException.class, () -> OutputPool.claim(SITE, -1))
            .getMessage());
    assertTrue(OutputPool.bytesOf(OutputPool.claim(SITE, 0)) >= SOME.length);
  }

  /** The same arrays serve both. */
  @Test
  void aWriterGetsNothingOfIt() {
    byte[] array = filledAndReleased(SOME);
    var writer = WriterPool.claim(SITE);
    assertSame(array, TextFields.array(writer.getBuffer()));
    writer.append("text");
    writer.getBuffer().setLength(20);
    assertEquals("text" + "\0".repeat(16), WriterPool.toStringAndRelease(writer));
    assertSame(array, OutputFields.array(OutputPool.claim(SITE)));
  }

  @Test
  void manyBytesAreUsedAgain_evenAfterFew() {
    byte[] array = filledAndReleased(LONG);
    for (int i = 0; i < 1000; i++) {
      filledAndReleased(SOME);
    }
    assertSame(array, filledAndReleased(LONG));
  }

  /** Somebody has kept a wrapper, and writes on and on. */
  @Test
  void aThreadThatStillWritesDisturbsNobody() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    ByteArrayOutputStream[] current = {OutputPool.claim(SITE)};
    byte[] stranger = bytes("stranger");
    Thread writing =
        new Thread(
            () -> {
              while (!isOver.get()) {
                current[0].write(stranger, 0, stranger.length);
              }
            });
    writing.start();
    try {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        ByteArrayOutputStream shared = OutputPool.claim(SITE);
        current[0] = shared;
        shared.writeBytes(SOME);
        OutputPool.release(shared);
        ByteArrayOutputStream own = OutputPool.claim(SITE);
        own.writeBytes(SOME);
        String text = own.toString();
        OutputPool.release(own);
        if (!text.equals(new String(SOME, StandardCharsets.ISO_8859_1))) {
          wrong.add(text);
        }
      }
      assertEquals(List.of(), wrong);
    } finally {
      isOver.set(true);
      writing.join();
    }
  }
}
