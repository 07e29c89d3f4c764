package io.heapwise.append;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;

/** Texts that somebody else sees, or that are not made where they are appended. */
public final class AppendRefusedTarget {
  private AppendRefusedTarget() {}

  @Refused("append: used elsewhere as well")
  public static String isUsedAgain(Object value, StringBuilder builder) {
    String text = value.toString();
    builder.append(text);
    Recorder.note(builder.length());
    return text;
  }

  @Refused("append: may be merged with another text where it is used")
  public static String isMerged(Object value, StringBuilder builder, boolean choice) {
    String text = "none";
    if (choice) {
      text = value.toString();
      builder.append(text);
    }
    return text;
  }

  @Refused("append: the method would grow past 35 bytes, from where on the JIT treats it worse")
  public static StringBuilder isInASmallMethod(Object value, StringBuilder builder) {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    return builder.append(value.toString());
  }
}
