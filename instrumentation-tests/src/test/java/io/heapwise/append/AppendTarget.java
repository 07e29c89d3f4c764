package io.heapwise.append;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects whose text is made only to be appended. */
public final class AppendTarget {
  private AppendTarget() {}

  @Fired("appendNumber+1 appendsNumber+1")
  public static String appendsWhateverThereIs(Object value) {
    StringBuilder builder = new StringBuilder("value ");
    Recorder.note(1);
    Recorder.note(2);
    builder.append(value.toString());
    return builder.append(" at last").toString();
  }

  @Fired("appendNumber+1 appendsNumber+1")
  public static String appendsNumbers(
      int i, long l, double d, float f, byte b, char c, boolean choice) {
    Object[] values = {
      i, l, d, f, b, (short) i, c, choice, new BigDecimal("1.50"), new AtomicInteger(i), -0.0f
    };
    StringBuilder builder = new StringBuilder("values");
    for (Object value : values) {
      builder.append(' ').append(value.toString()).append(',');
    }
    return builder.toString();
  }

  /** As loggers put in what they are given. */
  @Fired("appendNumber+1 appendsNumber+1")
  public static String appendsByWayOfAVariable(int i, double d, Object other) {
    StringBuilder builder = new StringBuilder();
    for (Object value : new Object[] {i, d, other, null, (byte) i}) {
      try {
        String text = value.toString();
        builder.append(text);
      } catch (Throwable e) {
        builder.append("[failed: ").append(e.getClass().getName()).append("]");
      }
    }
    return builder.toString();
  }

  @Fired("appendNumber+2 appendsNumber+2")
  public static String appendsTheTextOfNull(int i, Object other) {
    StringBuilder builder = new StringBuilder();
    Object[] values = {i, other, null};
    for (Object value : values) {
      builder.append(String.valueOf(value)).append(' ');
      String text = String.valueOf(value);
      builder.append(text);
    }
    return builder.toString();
  }

  @Fired("appendNumber+2 appendsNumber+2")
  public static int failsAsBefore_whenThereIsNoBuilder(int i, StringBuilder builder) {
    Object value = i;
    Recorder.note("before");
    String text = value.toString();
    builder.append(text);
    Recorder.note("between");
    StringBuilder same = i > 3 ? builder : null;
    same.append(value.toString());
    return builder.length();
  }

  @Fired("appendNumber+1 appendsNumber+1")
  public static String evaluatesInOrder(int i, Object other) {
    Object value = i;
    Recorder.note("a");
    return new StringBuilder()
        .append(noted("x"))
        .append(value.toString())
        .append(noted(String.valueOf(other)))
        .insert(0, i)
        .reverse()
        .toString();
  }

  private static String noted(String text) {
    Recorder.note(text);
    return text;
  }
}
