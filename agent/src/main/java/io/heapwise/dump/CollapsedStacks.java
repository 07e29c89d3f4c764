package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line for each stack, outermost frame first, the allocated type last, then a number: what
 * flame graph tools read. With sampled stacks the number is of sampled bytes; without any, each
 * site is a stack of class, method with line, and type, and the number is of requested bytes, or of
 * whatever was counted. Stacks of no bytes have no line.
 */
public final class CollapsedStacks {
  private CollapsedStacks() {}

  /**
   * Writes all of a profile.
   *
   * @param byBytes false: numbers of allocations in place of bytes
   */
  public static void write(Profile profile, boolean byBytes, OutputStream out) throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    if (profile.stacks().isEmpty()) {
      Measure measure = Measure.primary(Totals.of(profile).counts());
      for (SiteRow row : profile.sites()) {
        Counts counts = row.counts();
        add(lines, stackOf(row), byBytes ? measure.bytes(counts) : measure.count(counts));
      }
    } else {
      for (StackRow row : profile.stacks()) {
        add(lines, stackOf(row), byBytes ? row.sampledBytes() : row.sampledCount());
      }
    }
    for (Map.Entry<String, Long> line : lines.entrySet()) {
      if (line.getValue() > 0) {
        String text = line.getKey() + " " + line.getValue() + "\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    out.flush();
  }

  private static void add(Map<String, Long> lines, String stack, long value) {
    if (value != Counts.UNKNOWN) {
      lines.merge(stack, value, Counts::saturated);
    }
  }

  private static String stackOf(SiteRow row) {
    Location location = row.location();
    return frame(location.className())
        + ";"
        + frame(withLine(location.method(), location))
        + ";"
        + frame(row.type());
  }

  private static String stackOf(StackRow row) {
    StringBuilder stack = new StringBuilder();
    for (int i = row.frames().size() - 1; i >= 0; i--) {
      Location location = row.frames().get(i);
      stack.append(frame(withLine(location.className() + "." + location.method(), location)));
      stack.append(';');
    }
    return stack.append(frame(row.type())).toString();
  }

  private static String withLine(String name, Location location) {
    return location.line() > 0 ? name + ":" + location.line() : name;
  }

  /** A name without what separates frames and lines: the JVM allows nearly every character. */
  private static String frame(String name) {
    StringBuilder clean = null;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ';' || c < ' ') {
        clean = clean == null ? new StringBuilder(name) : clean;
        clean.setCharAt(i, '_');
      }
    }
    return clean == null ? name : clean.toString();
  }
}
