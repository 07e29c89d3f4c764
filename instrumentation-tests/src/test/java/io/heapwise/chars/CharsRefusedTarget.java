package io.heapwise.chars;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.util.Arrays;

/** Arrays of characters that must be what they are. */
public final class CharsRefusedTarget {
  private static char[] field;

  private CharsRefusedTarget() {}

  @Refused("chars: written or compared")
  public static int isWritten(String text) {
    char[] chars = text.toCharArray();
    chars[0] = 'x';
    return chars[0];
  }

  @Refused("chars: escapes: passed to sort")
  public static int isPassedOn(String text) {
    char[] chars = text.toCharArray();
    Arrays.sort(chars);
    return chars[0];
  }

  @Refused("chars: escapes: returned")
  public static char[] isReturned(String text) {
    char[] chars = text.toCharArray();
    Recorder.note(chars.length);
    return chars;
  }

  @Refused("chars: escapes: stored in field CharsRefusedTarget.field")
  public static int isStored(String text) {
    char[] chars = text.toCharArray();
    field = chars;
    return chars.length;
  }

  @Refused("chars: escapes: compared by identity")
  public static boolean isCompared(String text) {
    char[] chars = text.toCharArray();
    return chars == field;
  }

  @Refused("chars: escapes: used as a lock")
  public static int isLocked(String text) {
    char[] chars = text.toCharArray();
    synchronized (chars) {
      return chars.length;
    }
  }

  @Refused("chars: written or compared")
  public static boolean isCompareWithNull(String text) {
    char[] chars = text.toCharArray();
    return chars != null;
  }

  @Refused("chars: may be another array where it is used")
  public static int mayBeAnother(String text, boolean choice) {
    char[] chars = {'a', 'b'};
    if (choice) {
      chars = text.toCharArray();
    }
    return chars.length;
  }

  @Refused("chars: may be another array where it is used")
  public static int isOfTheRoundBefore(String text) {
    char[] before = {};
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      char[] chars = (text + i).toCharArray();
      sum += chars.length + before.length;
      before = chars;
    }
    return sum;
  }

  @Refused("chars: read around a branch")
  public static char isReadAroundABranch(String text, boolean choice) {
    char[] chars = text.toCharArray();
    return chars[choice ? 0 : 1];
  }

  @Refused("chars: read from somewhere else than its variable")
  public static int hasTwoVariables(String text) {
    char[] chars = text.toCharArray();
    char[] same = chars;
    return chars.length + same.length;
  }

  @Refused("chars: not stored in a variable at once")
  public static int hasNoVariable(String text) {
    return text.toCharArray().length;
  }

  @Refused("chars: made around a branch")
  public static int isMadeAroundABranch(String text, boolean choice) {
    Recorder.note(1);
    Recorder.note(2);
    return Integer.parseInt(choice ? text.trim() : text.substring(1));
  }

  @Refused({})
  public static String isUsedAnywhereElse(String text) {
    String part = text.substring(1);
    return part + part.length();
  }
}
