package io.heapwise.track.output;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where dumps go: a path in which {@code %p} stands for the process and {@code %t} for the local
 * time of the dump, as in the JVM's own log files; {@code %%} is a percent sign. Immutable.
 */
public final class DumpPath {
  /** What the name of a dump may end in: its format. */
  public static final List<String> ENDINGS =
      List.of(".txt", ".json", ".collapsed", ".pb.gz", ".html");

  /** Behind the whole name of the dump. */
  public static final String COUNTERS_ENDING = ".counters";

  private static final String TIME = "yyyy-MM-dd_HH-mm-ss";

  private final String pattern;
  private final long pid;

  public DumpPath(String pattern, long pid) {
    this.pattern = pattern;
    this.pid = pid;
  }

  /** The ending that says in which format a file of that name is; null if it is none. */
  public static String endingOf(String path) {
    for (int i = 0; i < ENDINGS.size(); i++) {
      String ending = ENDINGS.get(i);
      int name = path.length() - ending.length();
      // A file without any name before its ending is a hidden one, and not meant.
      if (name > 0 && path.endsWith(ending) && "/\\".indexOf(path.charAt(name - 1)) < 0) {
        return ending;
      }
    }
    return null;
  }

  /** Whether dumps of different seconds go to different files. */
  public boolean hasTime() {
    return parts().contains("%t");
  }

  /**
   * The absolute path of what is kept beside the dumps of a JVM, in case it is killed.
   *
   * @param start when the JVM started
   * @throws java.nio.file.InvalidPathException if it is none
   */
  public Path countersAt(Instant start) {
    Path dump = at(start);
    return dump.resolveSibling(dump.getFileName() + COUNTERS_ENDING);
  }

  /**
   * The absolute path of a dump of that moment.
   *
   * @throws java.nio.file.InvalidPathException if it is none
   */
  Path at(Instant moment) {
    StringBuilder path = new StringBuilder();
    for (String part : parts()) {
      switch (part) {
        case "%p" -> path.append(pid);
        case "%t" ->
            path.append(
                DateTimeFormatter.ofPattern(TIME).withZone(ZoneId.systemDefault()).format(moment));
        case "%%" -> path.append('%');
        default -> path.append(part);
      }
    }
    return Path.of(path.toString()).toAbsolutePath();
  }

  /** The same file, with something put between its name and its ending. */
  static Path beside(Path path, String addition) {
    String name = path.getFileName().toString();
    String ending = endingOf(name);
    int end = name.length() - (ending == null ? 0 : ending.length());
    return path.resolveSibling(name.substring(0, end) + addition + name.substring(end));
  }

  /** Text and placeholders in turn. */
  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = pattern.indexOf('%'); i >= 0 && i + 1 < pattern.length(); ) {
      int end = i + 2;
      if ("pt%".indexOf(pattern.charAt(i + 1)) >= 0) {
        parts.add(pattern.substring(start, i));
        parts.add(pattern.substring(i, end));
        start = end;
      }
      i = pattern.indexOf('%', start == end ? end : i + 1);
    }
    parts.add(pattern.substring(start));
    return parts;
  }
}
