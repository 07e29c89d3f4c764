package io.heapwise.harness;

import java.util.List;

/** What deliberately wrong rewritings are let loose on. */
public final class BrokenTarget {
  private BrokenTarget() {}

  @Fired("append-2 concatenating+1 join+1 new-1 toString-1")
  public static String joinsObjectAndNote(Object operand) {
    return new StringBuilder().append(operand).append(note()).toString();
  }

  private static String note() {
    Recorder.note("evaluated");
    return "!";
  }

  @Fired("")
  public static String copies(String text) {
    return new StringBuilder(text).append("").toString();
  }

  @Fired("")
  public static int fails(Object operand) {
    return operand.hashCode();
  }

  @Fired("")
  public static int prints(List<String> list) {
    System.out.println("a line");
    return list.size();
  }
}
