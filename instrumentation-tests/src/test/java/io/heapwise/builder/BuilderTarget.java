package io.heapwise.builder;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.util.List;

/** Builders in local variables that are claimed from the pool. */
public final class BuilderTarget {
  private static int depth;

  private BuilderTarget() {}

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String fillsInALoop(List<String> list) {
    StringBuilder sb = new StringBuilder();
    for (String text : list) {
      sb.append(text).append(',');
    }
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+2 toString-2")
  public static String releasesOnEachPath(String text, boolean choice) {
    StringBuilder sb = new StringBuilder("<").append(text);
    if (choice) {
      return sb.append("+").toString();
    }
    sb.insert(0, '-');
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isNotReleased_whenUsedAfterToString(String text) {
    StringBuilder sb = new StringBuilder();
    String first = Recorder.noteIdentity(sb.append(text).toString());
    sb.append(first.length());
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static boolean makesAFreshTextEachTime_whenAskedTwice(String text) {
    StringBuilder sb = new StringBuilder(16).append(text).append('.');
    String first = sb.toString();
    String second = sb.toString();
    return first == second;
  }

  @Fired("claimBuilder+2 new-2 releaseBuilder+2 toString-2")
  public static String keepsTwoBuildersApart(String first, String second) {
    StringBuilder a = new StringBuilder();
    StringBuilder b = new StringBuilder();
    a.append(first).append('a');
    b.append(second).append('b').append(a);
    return a.toString().concat(b.toString());
  }

  @Fired("claimBuilder+1 claimLentBuilder+1 new-2 releaseBuilder+1 releaseLent+1 toString-1")
  public static String appendsABuilderToABuilder(String text) {
    StringBuilder outer = new StringBuilder("[");
    StringBuilder inner = new StringBuilder(text).append("in");
    outer.append(inner).append(inner);
    return outer.append("]").toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String appendsToItselfTwice(String text) {
    StringBuilder sb = new StringBuilder("x").append(text);
    sb.append(sb.append("B"));
    sb.append(sb);
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isTheSameThroughAnAlias(String text) {
    StringBuilder sb = new StringBuilder();
    StringBuilder alias = sb;
    alias.append(text);
    sb.append("!");
    return alias.append(sb.length()).toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String changesWhatIsThere(String text) {
    StringBuilder sb = new StringBuilder("0123456789").append(text);
    sb.insert(3, "ins").deleteCharAt(0).delete(1, 2).replace(2, 4, "rep").reverse();
    sb.setCharAt(1, '\u2620');
    sb.setLength(sb.length() - 1);
    sb.appendCodePoint(0x1F600);
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String readsWhatIsThere(String text) {
    StringBuilder sb = new StringBuilder().append(text).append("-needle-");
    Recorder.note(sb.indexOf("needle") * 1000 + sb.lastIndexOf("-") * 100 + sb.charAt(0));
    Recorder.note(sb.substring(1));
    Recorder.note(sb.subSequence(0, 2));
    char[] copy = new char[3];
    sb.getChars(0, 3, copy, 0);
    return sb.append(copy).toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isRightAfterAnExceptionInTheMiddle(Object operand, int count) {
    StringBuilder sb = new StringBuilder();
    for (int i = 0; i < (count & 3); i++) {
      try {
        sb.append(i).append(operand).append(';');
      } catch (IllegalStateException e) {
        sb.append(e.getMessage());
      } finally {
        sb.append('f');
      }
    }
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String letsAnExceptionPass(String text, int index) {
    StringBuilder sb = new StringBuilder();
    sb.append(text).deleteCharAt(index & 7);
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsAnewInEachRound(List<String> list) {
    String last = "";
    for (String text : list) {
      StringBuilder sb = new StringBuilder();
      sb.append(last.length());
      sb.append(text).append('|');
      last = Recorder.noteIdentity(sb.toString());
    }
    return last;
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String startsOverWithSetLength(List<String> list) {
    StringBuilder sb = new StringBuilder();
    for (String text : list) {
      sb.setLength(0);
      sb.append(text).append('.');
      Recorder.noteIdentity(sb.toString());
    }
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String runsItselfFromAnOperand(String text, int levels) {
    StringBuilder sb = new StringBuilder();
    sb.append(levels & 3).append(text);
    sb.append(
        new Object() {
          @Override
          public String toString() {
            return (levels & 3) == 0 ? "end" : runsItselfFromAnOperand(text, (levels & 3) - 1);
          }
        });
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String recurses(String text) {
    StringBuilder sb = new StringBuilder();
    sb.append(depth);
    if (depth < 6) {
      depth++;
      sb.append(recurses(text));
      depth--;
    }
    sb.append(text);
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static int keepsSideEffects_whenTheTextIsUnused(Object operand) {
    StringBuilder sb = new StringBuilder();
    sb.append("unused ").append(operand);
    sb.toString();
    return 7;
  }

  @Fired("claimBuffer+1 new-1 releaseBuffer+1 toString-1")
  public static String claimsABuffer(List<String> list, int number) {
    StringBuffer buffer = new StringBuffer(32);
    for (String text : list) {
      buffer.append(text).append(number).insert(0, 'i');
    }
    buffer.setLength(Math.min(100, buffer.length()));
    return buffer.reverse().toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String keepsWideCharactersAndLongTexts(String text, int number) {
    StringBuilder sb = new StringBuilder(number & 0x3FFFF);
    sb.append(text).append('\u20ac').append("\ud83d\ude00").append(text);
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String joinsOnTwoPaths(String text, boolean choice) {
    StringBuilder sb = new StringBuilder();
    if (choice) {
      sb.append("yes");
    } else {
      sb.append("no").append(text);
    }
    Recorder.note(sb == null);
    return sb.toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isReadByTheJdk(String text) {
    StringBuilder sb = new StringBuilder();
    sb.append(text).append("xyz");
    boolean holds = text != null && text.contains(sb) && "xyz".contentEquals(sb);
    Recorder.note(String.valueOf((Object) sb));
    return sb.append(holds).toString();
  }
}
