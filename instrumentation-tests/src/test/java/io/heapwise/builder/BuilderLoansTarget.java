package io.heapwise.builder;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Builders that are passed to methods of other classes, or whose last use is no toString(). */
public final class BuilderLoansTarget {
  private BuilderLoansTarget() {}

  @Fired("claimLentBuilder+1 lend+1 new-1 releaseLent+1 toString-1")
  public static String isLentToAReceiver(String text, int kind) {
    Pieces.later();
    Pieces.Piece piece = Pieces.of(kind);
    StringBuilder sb = new StringBuilder();
    sb.append("to ");
    piece.write(sb, text);
    String result = sb.toString();
    Recorder.note(Pieces.later());
    return result;
  }

  @Fired("claimLentBuilder+1 lend+1 new-1 releaseLent+1 toString-1")
  public static String isLentToReceiversInALoop(List<String> texts, int kind) {
    StringBuilder sb = new StringBuilder(64);
    for (String text : texts) {
      Pieces.of(kind & text.length()).write(sb, text);
    }
    return sb.toString();
  }

  @Fired("claimLentBuilder+1 lend+1 new-1 releaseLent+1 toString-1")
  public static String isLentToAReceiverThatACallReturns(String text, int kind) {
    StringBuilder sb = new StringBuilder(text);
    sb.append(text.length()).append(',').append(text.isEmpty()).append(text);
    Pieces.of(kind).write(sb, text);
    return sb.toString();
  }

  @Fired("claimLentBuilder+1 lend+1 new-1 releaseLent+1 toString-1")
  public static String isLentAgainAfterAFailure(String text, int kind) {
    StringBuilder sb = new StringBuilder();
    Pieces.Piece piece = Pieces.of(kind);
    try {
      piece.write(sb, text);
    } catch (RuntimeException e) {
      sb.append(e.getMessage());
    }
    return sb.toString();
  }

  @Fired("claimLentBuilder+1 lent+2 new-1 releaseLent+1 toString-1")
  public static String isFilledByAStaticMethodOfAnotherClass(String text) {
    StringBuilder sb = new StringBuilder();
    Pieces.fill(sb, text);
    Pieces.fill(sb, "and " + text);
    return sb.toString();
  }

  @Fired("claimLentBuilder+1 lent+2 new-1 releaseLent+1 toString-1")
  public static String isFilledAsAnAppendable(String text, CharSequence more) throws IOException {
    StringBuilder sb = new StringBuilder();
    sb.append(text).append(',').append(text.isEmpty()).append(text.length());
    Pieces.fillAppendable(sb, text);
    Pieces.fillAppendable(sb, more);
    return sb.toString();
  }

  @Fired("claimLentBuilder+1 lent+1 new-1 releaseLent+1 toString-1")
  public static String isKeptByAStaticMethod(String text) {
    StringBuilder sb = new StringBuilder(text);
    Pieces.keep(sb);
    String result = sb.append(text).toString();
    Recorder.note(Pieces.later());
    Recorder.note(Pieces.later());
    return result;
  }

  @Fired("claimLentBuilder+1 lent+1 new-1 releaseLent+1 toString-1")
  public static String isLentByAHelper(String text) {
    StringBuilder sb = new StringBuilder();
    helper(sb, text);
    sb.append(text.length()).append(',').append(text.isEmpty());
    return sb.toString();
  }

  private static void helper(StringBuilder sb, String text) {
    Pieces.fill(sb, text);
  }

  @Fired("claimLentBuffer+1 lend+1 new-1 releaseLent+1 toString-1")
  public static String isABuffer(String text, int kind) {
    StringBuffer sb = new StringBuffer();
    sb.append(text).append(kind);
    StringWriter writer = new StringWriter();
    writer.append(sb);
    return sb.append(writer).toString();
  }

  @Fired("claimLentBuilder+1 new-1 releaseLent+1")
  public static int isOnlyMeasured(List<String> texts) {
    StringBuilder sb = new StringBuilder();
    for (String text : texts) {
      sb.append(text).append(' ');
    }
    return sb.length();
  }

  @Fired("claimLentBuilder+1 new-1 releaseLent+1")
  public static String isCutAtTheEnd(List<String> texts) {
    StringBuilder sb = new StringBuilder();
    for (String text : texts) {
      sb.append(text).append(", ");
    }
    return sb.substring(0, Math.max(0, sb.length() - 2));
  }

  @Fired("claimBuilder+1 claimLentBuilder+1 new-2 releaseBuilder+1 releaseLent+1 toString-1")
  public static String isAppendedToAnother(List<String> texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      StringBuilder sb = new StringBuilder();
      sb.append(text).reverse();
      all.append(sb).append('/');
    }
    return all.toString();
  }

  @Fired("claimLentBuilder+1 lend+1 new-1 releaseLent+1")
  public static String isWrittenToAReceiver(String text) {
    StringWriter writer = new StringWriter();
    StringBuilder sb = new StringBuilder();
    sb.append(text).append("written");
    writer.append(sb);
    return writer.toString();
  }

  @Fired("claimLentBuilder+1 lent+1 new-1 releaseLent+2")
  public static String isReleasedOnEachWay(String text, boolean choice) {
    String result = text;
    if (!text.isEmpty()) {
      StringBuilder sb = new StringBuilder(text);
      sb.append(text.length()).append("chosen");
      if (choice) {
        Pieces.fill(sb, text);
        result = sb.substring(1);
      }
    }
    return result;
  }

  /** Who keeps it only then, in the last call of all. */
  @Fired("claimLentBuilder+1 lent+1 new-1 releaseLent+1")
  public static String isKeptByTheLastCall(String text) {
    StringBuilder sb = new StringBuilder(text);
    sb.append(text.length()).append(',').append(text.isEmpty()).append(text);
    Pieces.keep(sb);
    Recorder.note(Pieces.later());
    return Pieces.later();
  }

  /** The helper's own code knows the object as what append() returns, and keeps that. */
  @Fired("claimLentBuilder+1 lent+1 new-1 releaseLent+1 toString-1")
  public static String isKeptByAHelperAsAnAppendable(String text) throws IOException {
    StringBuilder sb = new StringBuilder(text);
    sb.append(text.length()).append(',').append(text.isEmpty()).append(text);
    keepAppended(sb, text);
    return sb.toString();
  }

  private static void keepAppended(Appendable to, String text) throws IOException {
    appended = to.append(text);
  }

  private static Appendable appended;

  @Refused("builder: escapes: passed to PrintWriter.println")
  public static String leavesUnchanged_whenGivenAsAnObject(String text) {
    StringWriter writer = new StringWriter();
    StringBuilder sb = new StringBuilder();
    sb.append(text).append(text);
    new PrintWriter(writer).println(sb);
    return writer.toString();
  }

  @Refused(
      "builder: escapes: passed to Pieces$Piece.write, with arguments that run code of their own")
  public static String leavesUnchanged_whenArgumentsRunCode(List<String> texts, int kind) {
    StringBuilder sb = new StringBuilder();
    Pieces.of(kind).write(sb, texts.get(0));
    return sb.toString();
  }

  @Refused("builder: escapes: passed to Pieces.fill, and what that throws may be caught")
  public static String leavesUnchanged_whenAStaticMethodMayFail(String text) {
    StringBuilder sb = new StringBuilder();
    try {
      Pieces.fill(sb, text);
    } catch (RuntimeException e) {
      sb.append(e);
    }
    return sb.toString();
  }

  @Refused("builder: the method would grow past 35 bytes, from where on the JIT treats it worse")
  public static String leavesUnchanged_whenTheMethodIsSmall(String text) {
    StringBuilder sb = new StringBuilder();
    Pieces.fill(sb, text);
    return sb.toString();
  }

  @Fired("claimLentBuilder+1 lent+1 new-1 releaseLent+1 toString-1")
  public static String isReturnedToNobody(String text) {
    StringBuilder sb = new StringBuilder(text);
    sb.append(text.length()).append(',').append(text.isEmpty()).append(text);
    Pieces.fillFluently(sb, text);
    return sb.toString();
  }

  @Refused("builder: escapes: passed to Pieces.same, and what that returns is used")
  public static String leavesUnchanged_whenAMethodReturnsIt(String text) {
    StringBuilder sb = new StringBuilder();
    sb.append(text);
    return Pieces.same(sb).append(text.length()).append(text).append(text).toString();
  }
}
