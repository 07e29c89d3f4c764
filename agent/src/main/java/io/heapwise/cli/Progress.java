package io.heapwise.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line that says how far long work is, on a terminal only, and only when it takes long. Not
 * thread-safe.
 */
final class Progress {
  private static final long PERIOD_NANOS = 200_000_000;

  /** Back to the start of the line, and everything behind it erased. */
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean isShown;
  private long lastNanos = System.nanoTime();
  private boolean hasLine;

  Progress(PrintStream err) {
    this(err, err == System.err && isTerminal());
  }

  Progress(PrintStream err, boolean isShown) {
    this.err = err;
    this.isShown = isShown;
  }

  void at(String message) {
    if (isShown && System.nanoTime() - lastNanos >= PERIOD_NANOS) {
      err.print(ERASE + message);
      err.flush();
      hasLine = true;
      lastNanos = System.nanoTime();
    }
  }

  /** Erases the line, before anything else is printed. */
  void done() {
    if (hasLine) {
      err.print(ERASE);
      err.flush();
      hasLine = false;
    }
  }

  /** Of stderr: a console of the JVM is about stdin and stdout. */
  private static boolean isTerminal() {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
