package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void showsOneLineAndErasesIt() throws InterruptedException {
    Progress progress = new Progress(err, true);
    Thread.sleep(250);
    progress.at("1 of 2");
    progress.at("not again so soon");
    progress.done();
    progress.done();
    assertEquals("\r\u001b[K1 of 2\r\u001b[K", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void showsNothing_whenItIsNoTerminal() throws InterruptedException {
    Progress progress = new Progress(err, false);
    Thread.sleep(250);
    progress.at("1 of 2");
    progress.done();
    assertEquals(0, bytes.size());
  }
}
