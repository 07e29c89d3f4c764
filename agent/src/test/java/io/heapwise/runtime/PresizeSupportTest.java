package io.heapwise.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import org.junit.jupiter.api.Test;

class PresizeSupportTest {
  private static int site(String method) {
    return Sites.register(new Site("presize", "PresizeSupportTest", method, "()V", 1, 0));
  }

  @Test
  void learnsFromStreamsAndWriters() {
    int outputs = site("outputs");
    int writers = site("writers");
    for (int i = 0; i <= LearnedSize.FIRST_STREAK; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new byte[300]);
      PresizeSupport.filled(out, outputs);
      CharArrayWriter writer = new CharArrayWriter();
      writer.write(new char[400], 0, 400);
      PresizeSupport.filled(writer, writers);
    }
    assertEquals(300, PresizeSupport.capacity(outputs));
    assertEquals(400, PresizeSupport.capacity(writers));
  }

  /** As one that writes a stream to a slow receiver does; the original would not wait for it. */
  @Test
  void doesNotWaitForAThreadThatHoldsAStream() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CharArrayWriter writer = new CharArrayWriter();
    int site = site("held");
    Thread asking =
        new Thread(
            () -> {
              PresizeSupport.filled(out, site);
              PresizeSupport.filled(writer, site);
            },
            "asking");
    boolean isStuck;
    synchronized (out) {
      synchronized (writer) {
        asking.start();
        asking.join(SECONDS.toMillis(20));
        isStuck = asking.isAlive();
      }
    }
    assertFalse(isStuck);
  }
}
