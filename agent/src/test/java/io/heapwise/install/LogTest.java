package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private PrintStream before;

  @BeforeEach
  void redirect() {
    before = Log.redirect(new PrintStream(printed));
  }

  @AfterEach
  void restore() {
    Log.redirect(before);
    Log.setLevel(Log.Level.WARN);
  }

  @Test
  void saysEverythingUpToItsLevel() {
    assertEquals("", saidAt(Log.Level.OFF));
    assertEquals("heapwise: w\n", saidAt(Log.Level.WARN));
    assertEquals("heapwise: w\nheapwise: i\n", saidAt(Log.Level.INFO));
    assertEquals("heapwise: w\nheapwise: i\nheapwise: d\n", saidAt(Log.Level.DEBUG));
  }

  @Test
  void doesNotRunTheProgramsOwnStream() {
    PrintStream jvms = System.err;
    ByteArrayOutputStream programs = new ByteArrayOutputStream();
    System.setErr(new PrintStream(programs));
    try {
      Log.warn("w");
    } finally {
      System.setErr(jvms);
    }

    assertEquals("", programs.toString());
    assertEquals("heapwise: w" + System.lineSeparator(), printed.toString());
  }

  @Test
  void throwsNothing_whenTheStreamDoes() {
    Log.redirect(
        new PrintStream(printed) {
          @Override
          public void print(String text) {
            throw new StackOverflowError("not in here");
          }
        });

    Log.warn("w");
  }

  private String saidAt(Log.Level level) {
    printed.reset();
    Log.setLevel(level);
    Log.warn("w");
    Log.info("i");
    Log.debug("d");
    return printed.toString().replace(System.lineSeparator(), "\n");
  }
}
