package io.heapwise.track.output;

import io.heapwise.install.Log;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The dumps of this JVM: at exit, every so often, on request. What cannot be written is one line on
 * stderr, and only the first time.
 *
 * <p>Thread-safe. One dump is written at a time.
 */
public final class Dumps {
  private static final long MILLIS_PER_SECOND = 1000;

  private final String path;
  private final long intervalMillis;
  private final int keep;
  private final long startMillis;
  private final ProfileSource source;

  /** Null until the first is written: a starting program has not loaded what files need. */
  private AtomicReplacement file;

  /** Those of the interval that are still there, the oldest first. */
  private final Deque<Path> kept = new ArrayDeque<>();

  private String lastProblem = "";
  private boolean exiting;

  /**
   * @param path where dumps go that are not asked for by name, see {@link DumpPath}; null if there
   *     are none such
   * @param intervalSeconds 0 for none but the one at exit
   * @param keep how many of the interval's dumps to keep, where they have different names
   * @param startMillis when this JVM, or the agent in it, started
   */
  public Dumps(
      String path, long intervalSeconds, int keep, long startMillis, ProfileSource source) {
    this.path = path;
    this.intervalMillis = intervalSeconds * MILLIS_PER_SECOND;
    this.keep = keep;
    this.startMillis = startMillis;
    this.source = source;
  }

  /** From now on writes at exit and, if so asked, every so often. */
  public void start() {
    try {
      Runtime.getRuntime().addShutdownHook(thread("heapwise-dump-at-exit", new AtExit()));
    } catch (IllegalStateException e) {
      Log.debug("no dump: " + e.getMessage());
      return;
    }
    if (intervalMillis > 0) {
      Thread thread = thread("heapwise-dump", new EverySoOften());
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Writes a dump now.
   *
   * @param target a path whose ending says the format; relative to the folder of this JVM
   * @return the absolute path of the file
   * @throws IOException whose message is a sentence for a user, if there is no dump
   */
  public Path write(String target) throws IOException {
    if (DumpPath.endingOf(target) == null) {
      throw new IOException(
          "cannot tell the format of '"
              + target
              + "': a dump ends in "
              + String.join(", ", DumpPath.ENDINGS));
    }
    return write(target, ProfileSource.REQUEST);
  }

  private final class AtExit implements Runnable {
    @Override
    public void run() {
      synchronized (Dumps.this) {
        exiting = true;
      }
      if (writeOrWarn(ProfileSource.EXIT)) {
        source.finished();
      }
    }
  }

  private final class EverySoOften implements Runnable {
    @Override
    public void run() {
      try {
        for (; ; ) {
          Thread.sleep(intervalMillis);
          writeOrWarn(ProfileSource.INTERVAL);
        }
      } catch (InterruptedException e) {
        // Whoever does that wants it to end.
      }
    }
  }

  private synchronized boolean writeOrWarn(String reason) {
    if (exiting && !reason.equals(ProfileSource.EXIT)) {
      return false;
    }
    try {
      Path written = write(path, reason);
      keep(written);
      Log.info("dump written: " + written);
      return true;
    } catch (Throwable e) {
      warnOnce(e instanceof IOException ? e.getMessage() : "no dump: " + e);
      return false;
    }
  }

  /** The newest are kept; a name that comes again is not one more. */
  private void keep(Path written) {
    kept.remove(written);
    kept.addLast(written);
    while (kept.size() > keep) {
      file.delete(kept.removeFirst());
    }
  }

  private synchronized Path write(String pattern, String reason) throws IOException {
    long pid = ProcessHandle.current().pid();
    if (file == null) {
      file = new AtomicReplacement(FileTime.fromMillis(startMillis), Long.toString(pid));
    }
    Path wanted;
    try {
      wanted = new DumpPath(pattern, pid).at(Instant.now());
    } catch (InvalidPathException e) {
      throw new IOException("no dump: '" + e.getInput() + "' is not a path: " + e.getReason(), e);
    }
    try {
      String ending = DumpPath.endingOf(wanted.toString());
      Path target = AtomicReplacement.linkedBy(wanted);
      Path place = file.write(target, out -> source.write(reason, ending, out));
      if (!place.equals(target)) {
        warnOnce(
            target
                + " is the dump of another JVM: this one's is "
                + place
                + "; use %p in its path");
      }
      return place;
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "no dump in " + wanted + ": " + AtomicReplacement.reasonOf(e, wanted), e);
    }
  }

  private void warnOnce(String problem) {
    if (!problem.equals(lastProblem)) {
      Log.warn(problem);
    }
    lastProblem = problem;
  }

  /** No inheritable thread locals: the program's objects must not hang on the agent's thread. */
  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setContextClassLoader(null);
    return thread;
  }
}
