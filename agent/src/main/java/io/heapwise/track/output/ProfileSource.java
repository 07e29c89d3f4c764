package io.heapwise.track.output;

import java.io.IOException;
import java.io.OutputStream;

/** What is written into dumps. */
public interface ProfileSource {
  /** Why a dump was written: the JVM is about to exit. */
  String EXIT = "exit";

  /** Why a dump was written: it was time for one. */
  String INTERVAL = "interval";

  /** Why a dump was written: somebody asked for it. */
  String REQUEST = "request";

  /**
   * Writes everything so far.
   *
   * @param ending one of {@link DumpPath#ENDINGS}: the format
   */
  void write(String reason, String ending, OutputStream out) throws IOException;

  /** The last one is where it belongs: what was kept for the case of a crash may go. */
  default void finished() {}
}
