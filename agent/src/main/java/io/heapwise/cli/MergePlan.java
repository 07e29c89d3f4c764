package io.heapwise.cli;

import io.heapwise.dump.JvmRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of many files is added up, so that each JVM counts once: of several dumps of a JVM the one
 * that was written last. Immutable.
 */
final class MergePlan {
  /**
   * A file that is added.
   *
   * @param lastDump where the file is what a killed JVM has left: what it wrote before that; else
   *     null
   * @param problem why it cannot be added; null if it can
   */
  record Part(Path file, Path lastDump, String problem) {}

  private static final String EXIT = "exit";

  private final List<Part> parts = new ArrayList<>();
  private final int older;

  /**
   * Plans the sum of some files.
   *
   * @param runs the JVMs of each; none where a file cannot be read, which is then a part all the
   *     same
   */
  MergePlan(List<Path> files, List<List<JvmRun>> runs) {
    Map<String, Last> lasts = new HashMap<>();
    int left = 0;
    for (int i = 0; i < files.size(); i++) {
      if (runs.get(i).size() == 1 && runs.get(i).get(0).identity() != null) {
        Last last = lasts.computeIfAbsent(runs.get(i).get(0).identity(), key -> new Last());
        left += last.file == null ? 0 : 1;
        last.see(files.get(i), runs.get(i).get(0));
      }
    }
    older = left;
    Map<String, Path> merged = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      List<JvmRun> its = runs.get(i);
      Last last = its.size() == 1 ? lasts.get(its.get(0).identity()) : null;
      if (last == null) {
        parts.add(new Part(file, null, problemOf(its, file, lasts, merged)));
      } else if (last.file == file) {
        parts.add(new Part(file, last.isKilled() ? last.dump : null, null));
      }
    }
  }

  /** In the order of the files. */
  List<Part> parts() {
    return parts;
  }

  /** Files that are not added, since there is a later one of the same JVM. */
  int older() {
    return older;
  }

  /** Of a file in which several JVMs are added up already: none can be taken out again. */
  private static String problemOf(
      List<JvmRun> runs, Path file, Map<String, Last> lasts, Map<String, Path> merged) {
    for (JvmRun run : runs) {
      String identity = run.identity();
      Last last = identity == null ? null : lasts.get(identity);
      Path other = last != null ? last.file : merged.get(identity);
      if (other != null) {
        return file + ": the JVM with pid " + run.pid() + " is in " + other + " as well";
      }
    }
    for (JvmRun run : runs) {
      if (run.identity() != null) {
        merged.put(run.identity(), file);
      }
    }
    return null;
  }

  /** The files of one JVM that were written last. */
  private static final class Last {
    private Path file;
    private JvmRun run;
    private Path dump;
    private long dumpMillis;

    void see(Path seen, JvmRun its) {
      boolean isDump = !its.reason().equals(JvmRun.KILLED);
      if (isDump && (dump == null || its.endMillis() > dumpMillis)) {
        dump = seen;
        dumpMillis = its.endMillis();
      }
      if (file == null || isLater(its, isDump)) {
        file = seen;
        run = its;
      }
    }

    /**
     * Counters are there up to the last moment, though their time is noted only now and then; and
     * they are gone once a JVM has written its dump at exit.
     */
    private boolean isLater(JvmRun its, boolean isDump) {
      if (isDump == isKilled()) {
        return isDump ? its.reason().equals(EXIT) : !run.reason().equals(EXIT);
      }
      return its.endMillis() > run.endMillis();
    }

    boolean isKilled() {
      return run.reason().equals(JvmRun.KILLED);
    }
  }
}
