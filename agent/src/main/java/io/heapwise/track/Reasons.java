package io.heapwise.track;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts by kind of reason. Thread-safe; takes no lock of its own, and is bounded: kinds beyond
 * {@link #MOST_KINDS} are counted together.
 */
public final class Reasons {
  static final int MOST_KINDS = 64;
  static final String OTHERS = "other reasons";

  private static final String[] ENDS_OF_A_KIND = {"'", " at line ", ", ", " ("};

  private final ConcurrentHashMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

  /** A kind of reason, and how often it was given. */
  public record Count(String kind, long count) {}

  /** What a reason has in common with others of its kind: the text before any name or place. */
  public static String kindOf(String reason) {
    int name = startOfName(reason);
    int end = name;
    for (String mark : ENDS_OF_A_KIND) {
      int index = reason.indexOf(mark);
      end = index > 0 ? Math.min(end, index) : end;
    }
    String kind = reason.substring(0, end).trim();
    return end == name && name < reason.length() ? kind + " .." : kind;
  }

  /** Of the first word with a dot inside, such as {@code Foo.buffer}; else the end. */
  private static int startOfName(String reason) {
    for (int dot = reason.indexOf('.'); dot > 0; dot = reason.indexOf('.', dot + 1)) {
      if (dot + 1 < reason.length()
          && Character.isJavaIdentifierPart(reason.charAt(dot - 1))
          && (Character.isJavaIdentifierPart(reason.charAt(dot + 1))
              || reason.charAt(dot + 1) == '<')) {
        int space = reason.lastIndexOf(' ', dot);
        return space > 0 ? space : reason.length();
      }
    }
    return reason.length();
  }

  public void add(String reason) {
    String kind = kindOf(reason);
    AtomicLong count = counts.get(kind);
    if (count == null) {
      // Threads that come here together may go a little beyond the bound.
      kind = counts.size() >= MOST_KINDS ? OTHERS : kind;
      AtomicLong fresh = new AtomicLong();
      count = counts.putIfAbsent(kind, fresh);
      count = count == null ? fresh : count;
    }
    count.incrementAndGet();
  }

  /** The kinds so far, the most frequent first. */
  public List<Count> snapshot() {
    List<Count> sorted = new ArrayList<>();
    Iterator<Map.Entry<String, AtomicLong>> kinds = counts.entrySet().iterator();
    while (kinds.hasNext()) {
      Map.Entry<String, AtomicLong> kind = kinds.next();
      insert(sorted, new Count(kind.getKey(), kind.getValue().get()));
    }
    return sorted;
  }

  private static void insert(List<Count> sorted, Count count) {
    int i = 0;
    while (i < sorted.size() && comesBefore(sorted.get(i), count)) {
      i++;
    }
    sorted.add(i, count);
  }

  private static boolean comesBefore(Count a, Count b) {
    return a.count != b.count ? a.count > b.count : a.kind.compareTo(b.kind) < 0;
  }
}
