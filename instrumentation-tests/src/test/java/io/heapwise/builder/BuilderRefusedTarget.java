package io.heapwise.builder;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Builders that are left alone, each for a reason of its own. */
public final class BuilderRefusedTarget {
  private static StringBuilder field;
  private StringBuilder own;

  private BuilderRefusedTarget() {}

  @Refused("builder: escapes: stored in field BuilderRefusedTarget.field")
  public static String leavesUnchanged_whenStoredInAStaticField(String text) {
    StringBuilder sb = new StringBuilder();
    field = sb;
    sb.append(text);
    String result = sb.toString();
    field.append("later");
    return result.concat(field.substring(0));
  }

  @Refused("builder: escapes: stored in field BuilderRefusedTarget.own")
  public static String leavesUnchanged_whenStoredInAField(String text) {
    StringBuilder sb = new StringBuilder("own");
    BuilderRefusedTarget target = new BuilderRefusedTarget();
    target.own = sb;
    String result = sb.toString();
    return target.own.append(result).substring(1);
  }

  @Refused("builder: escapes: stored in an array")
  public static String leavesUnchanged_whenStoredInAnArray(String text) {
    StringBuilder sb = new StringBuilder();
    StringBuilder[] array = {sb};
    sb.append(text);
    String result = sb.toString();
    return array[0].append(result).substring(0);
  }

  @Refused("builder: escapes: returned")
  public static CharSequence leavesUnchanged_whenReturned(String text, boolean choice) {
    StringBuilder sb = new StringBuilder();
    sb.append(text);
    if (choice) {
      return sb;
    }
    return sb.toString();
  }

  @Refused("builder: escapes: captured by a lambda or another dynamic call")
  public static String leavesUnchanged_whenCaptured(String text) {
    StringBuilder sb = new StringBuilder();
    Supplier<StringBuilder> supplier = () -> sb.append(text);
    supplier.get();
    return sb.toString();
  }

  @Refused("builder: escapes: passed to List.add")
  public static String leavesUnchanged_whenPassedToAnUnknownMethod(List<Object> list) {
    StringBuilder sb = new StringBuilder();
    sb.append(list.size());
    list.add(sb);
    return sb.toString();
  }

  @Refused("builder: escapes: used as a lock")
  public static String leavesUnchanged_whenUsedAsALock(String text) {
    StringBuilder sb = new StringBuilder();
    synchronized (sb) {
      sb.append(text);
    }
    return sb.toString();
  }

  @Refused("builder: escapes: compared by identity")
  public static String leavesUnchanged_whenComparedByIdentity(Object other) {
    StringBuilder sb = new StringBuilder();
    sb.append(other == (Object) sb);
    return sb.toString();
  }

  @Refused("builder: escapes: capacity() is called on it")
  public static String leavesUnchanged_whenAskedForItsCapacity(String text) {
    StringBuilder sb = new StringBuilder();
    Recorder.note(sb.append(text).capacity());
    return sb.toString();
  }

  @Refused("builder: escapes: ensureCapacity() is called on it")
  public static String leavesUnchanged_whenItsCapacityIsSet(String text) {
    StringBuilder sb = new StringBuilder();
    sb.ensureCapacity(100);
    return sb.append(text).toString();
  }

  @Refused("builder: escapes: chars() is called on it")
  public static String leavesUnchanged_whenSeenThroughAStream(String text) {
    StringBuilder sb = new StringBuilder();
    sb.append(text);
    Recorder.note(sb.chars().count());
    return sb.toString();
  }

  @Refused("builder: escapes: passed to Object.hashCode")
  public static String leavesUnchanged_whenAskedForItsHashCode(String text) {
    StringBuilder sb = new StringBuilder().append(text);
    boolean stable = sb.hashCode() == sb.hashCode();
    return sb.append(stable).toString();
  }

  @Refused("builder: escapes: passed to Object.getClass")
  public static String leavesUnchanged_whenAskedForItsClass(String text) {
    StringBuilder sb = new StringBuilder().append(text);
    Recorder.note(((Object) sb).getClass());
    return sb.toString();
  }

  @Refused({
    "builder: may be merged with another object where it is used",
    "builder: may be merged with another object where it is used"
  })
  public static String leavesUnchanged_whenMergedWithAnother(String text, boolean choice) {
    StringBuilder sb;
    if (choice) {
      sb = new StringBuilder("first");
    } else {
      sb = new StringBuilder("second");
    }
    sb.append(text);
    return sb.toString();
  }

  @Refused("builder: may be merged with another object where it is used")
  public static String leavesUnchanged_whenUsedFromAnEarlierRound(List<String> list) {
    StringBuilder previous = null;
    String seen = "";
    for (String text : list) {
      StringBuilder sb = new StringBuilder();
      sb.append(text);
      seen = sb.toString();
      if (previous != null) {
        Recorder.note(previous.append(seen).length());
      }
      previous = sb;
    }
    return seen;
  }

  @Refused("builder: only feeds an exception constructor")
  public static void leavesUnchanged_whenItFeedsAnException(String text) {
    StringBuilder sb = new StringBuilder("no ");
    if (text != null) {
      sb.append(text);
    }
    throw new IllegalStateException(sb.toString());
  }

  @Refused("builder: leads only to a throw")
  public static void leavesUnchanged_whenAnotherMethodMakesTheException(String text) {
    StringBuilder sb = new StringBuilder("no ");
    sb.append(text);
    throw problem(sb.toString());
  }

  private static RuntimeException problem(String message) {
    return new IllegalStateException(message);
  }

  @Refused("builder: constructed from a CharSequence")
  public static String leavesUnchanged_whenMadeOfASequence(CharSequence text) {
    StringBuilder sb = new StringBuilder(text);
    sb.append("x");
    return sb.toString();
  }

  @Refused("builder: constructed around a branch")
  public static String leavesUnchanged_whenABranchStandsInTheConstructor(String a, boolean choice) {
    StringBuilder sb = new StringBuilder(choice ? "yes" : "no");
    sb.append(a);
    return sb.toString();
  }

  @Refused("builder: escapes: used as what append() returns for another type")
  public static Object leavesUnchanged_whenItGoesOnAsAnAppendable(String text) throws IOException {
    StringBuilder sb = new StringBuilder();
    sb.append(text).append(text.length());
    Appendable first = sb;
    Appendable second = first.append(text);
    appendable = second;
    return sb.toString();
  }

  private static Appendable appendable;
}
