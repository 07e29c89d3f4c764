package io.heapwise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The screen and the keys of a plain terminal, by its standard control sequences and by {@code
 * stty}; there is none where that is missing or where output goes elsewhere.
 */
final class Terminal implements AutoCloseable {
  private static final String ESCAPE = "\033[";
  private static final String OTHER_SCREEN = ESCAPE + "?1049h";
  private static final String FIRST_SCREEN = ESCAPE + "?1049l";
  private static final String HIDE_CURSOR = ESCAPE + "?25l";
  private static final String SHOW_CURSOR = ESCAPE + "?25h";
  private static final String HOME = ESCAPE + "H";
  private static final String CLEAR_LINE = ESCAPE + "K";
  private static final String CLEAR_REST = ESCAPE + "J";

  private static final int POLL_MILLIS = 20;
  private static final int DEFAULT_ROWS = 24;
  private static final int DEFAULT_COLUMNS = 80;

  private final PrintStream out;
  private final InputStream keys = System.in;
  private final String settings;
  private final Thread restoring = new Thread(this::restore, "restore-terminal");
  private boolean open = true;

  private Terminal(PrintStream out, String settings) {
    this.out = out;
    this.settings = settings;
  }

  /** The terminal that output and keys are connected to, or null. */
  static Terminal open(PrintStream out) {
    if (out != System.out || !"".equals(answerOf("test -t 0 && test -t 1"))) {
      return null;
    }
    String settings = answerOf("stty -g");
    if (settings == null || answerOf("stty -icanon -echo min 1") == null) {
      return null;
    }
    Terminal terminal = new Terminal(out, settings);
    Runtime.getRuntime().addShutdownHook(terminal.restoring);
    out.print(OTHER_SCREEN + HIDE_CURSOR);
    return terminal;
  }

  /**
   * What a shell command prints; null if it fails. It has this process's input and error output.
   */
  private static String answerOf(String command) {
    ProcessBuilder shell = new ProcessBuilder(List.of("sh", "-c", command));
    shell.redirectInput(ProcessBuilder.Redirect.INHERIT);
    boolean asksOutput = command.startsWith("test");
    if (asksOutput) {
      shell.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      Process process = shell.start();
      String answer = asksOutput ? "" : new String(process.getInputStream().readAllBytes()).trim();
      return process.waitFor() == 0 ? answer : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Rows and columns. */
  int[] size() {
    String size = answerOf("stty size");
    if (size != null && size.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
      int space = size.indexOf(' ');
      return new int[] {
        Integer.parseInt(size.substring(0, space)), Integer.parseInt(size.substring(space + 1))
      };
    }
    return new int[] {DEFAULT_ROWS, DEFAULT_COLUMNS};
  }

  /** Puts lines in the place of what is shown, cut where the screen ends. */
  void show(List<String> lines, int rows, int columns) {
    StringBuilder screen = new StringBuilder(HOME);
    for (int i = 0; i < Math.min(lines.size(), rows); i++) {
      String line = lines.get(i);
      screen.append(i == 0 ? "" : "\r\n");
      screen.append(line, 0, Math.min(line.length(), columns)).append(CLEAR_LINE);
    }
    out.print(screen.append(CLEAR_REST));
    out.flush();
  }

  /** The next key; 0 if none is pressed for so long; {@code q} if no more can come. */
  char key(long waitMillis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    try {
      while (keys.available() == 0) {
        if (System.nanoTime() >= end) {
          return 0;
        }
        Thread.sleep(POLL_MILLIS);
      }
      int key = keys.read();
      return key < 0 ? 'q' : (char) key;
    } catch (IOException e) {
      return 'q';
    }
  }

  private synchronized void restore() {
    if (open) {
      open = false;
      out.print(SHOW_CURSOR + FIRST_SCREEN);
      out.flush();
      answerOf("stty " + settings);
    }
  }

  @Override
  public void close() {
    restore();
    Runtime.getRuntime().removeShutdownHook(restoring);
  }
}
