package io.heapwise.writer;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** String writers whose text is asked for in the method that makes them. */
public final class WriterTarget {
  private WriterTarget() {}

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isFilledInALoop(List<String> texts) {
    StringWriter writer = new StringWriter();
    for (String text : texts) {
      writer.write(text);
      writer.append(',').append(text).write(0x20ac);
    }
    return writer.toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String takesPartsOfTexts(CharSequence text, char[] chars, int at)
      throws IOException {
    StringWriter writer = new StringWriter();
    writer.append(text);
    writer.append(text, at, 3);
    writer.write(chars);
    writer.write(chars, at, 1);
    return writer.toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String hasACapacity(String text, int capacity) {
    int size = capacity < 0 ? capacity : capacity & 0xfff;
    StringWriter writer = new StringWriter(size);
    writer.append(text);
    return writer.toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isInsideOfAPrintWriter(String text, Object value, double number) {
    StringWriter writer = new StringWriter();
    PrintWriter out = new PrintWriter(writer);
    out.println(text);
    out.print(value);
    out.printf("%s|%.2f", text, number);
    out.flush();
    return writer.toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isInsideOfABufferedWriter(String text, char last) throws IOException {
    StringWriter writer = new StringWriter(64);
    try (BufferedWriter out = new BufferedWriter(writer)) {
      out.write(text);
      out.newLine();
      out.write(last);
    }
    return writer.toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String takesAStackTrace(String message) {
    Exception failure = new IllegalStateException(message, new IOException(message));
    failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "C", 1)});
    failure.getCause().setStackTrace(new StackTraceElement[0]);
    StringWriter writer = new StringWriter();
    failure.printStackTrace(new PrintWriter(writer));
    return writer.toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isClosedTwiceAndUsed(String text) throws IOException {
    try (StringWriter writer = new StringWriter()) {
      writer.append(text).close();
      writer.write("after close");
      return writer.toString();
    }
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isWrittenToAfterTheLastLook(String text) {
    StringWriter writer = new StringWriter();
    PrintWriter out = new PrintWriter(writer, true);
    out.println(text);
    String result = writer.toString();
    out.println("after");
    writer.append("more").flush();
    return result + reversed(text);
  }

  private static String reversed(String text) {
    return text == null ? "" : new StringBuilder(text).reverse().toString();
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isPrintedOnLater(String text) throws IOException {
    StringWriter writer = new StringWriter();
    PrintWriter out = new PrintWriter(writer);
    Lines.keep(out);
    out.print(text);
    String result = writer.toString();
    Lines.later();
    // The next one must not get what is printed on the one before.
    Recorder.note(isFilledInALoop(List.of("next", String.valueOf(text))));
    return result;
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isInsideOfItself(String text, int depth) {
    StringWriter writer = new StringWriter();
    writer.append('(').append(text);
    if ((depth & 3) != 0) {
      writer.append(isInsideOfItself(text, (depth & 3) - 1));
    }
    return writer.append(')').toString();
  }

  @Fired("claimWriter+1 releaseWriter+2")
  public static String isAskedOnEachWay(String text, boolean choice) {
    StringWriter writer = new StringWriter();
    writer.write(text);
    if (choice) {
      return "'" + writer.toString().trim();
    }
    writer.write(text, 0, text.length() / 2);
    return Recorder.noteIdentity(writer.toString());
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String isAskedTwice(String text) {
    StringWriter writer = new StringWriter();
    writer.append(text);
    String first = Recorder.noteIdentity(writer.toString());
    Recorder.note("so far " + writer);
    return Recorder.noteIdentity(writer.toString()) + first;
  }

  @Fired("claimWriter+1 releaseWriter+1")
  public static String goesOnAfterAFailure(Object value, String text) {
    StringWriter writer = new StringWriter();
    PrintWriter out = new PrintWriter(writer);
    try {
      out.print(text);
      out.print(value);
      writer.write(text, 1, 2);
    } catch (RuntimeException e) {
      writer.append(e.getMessage());
    }
    return writer.toString();
  }

  @Fired("claimLentWriter+1 lent+1 releaseLent+1")
  public static String isFilledByAStaticMethod(String text) throws IOException {
    StringWriter writer = new StringWriter();
    Lines.fill(writer, text);
    String result = writer.toString();
    Recorder.note(Lines.later());
    return result;
  }

  @Fired("claimLentWriter+1 lent+2 releaseLent+1")
  public static String isFilledAsAnAppendable(CharSequence text, Object value) throws IOException {
    StringWriter writer = new StringWriter();
    Lines.fillAppendable(writer, text);
    Lines.format(writer, value);
    String result = writer.toString();
    Lines.later();
    Recorder.note(isFilledInALoop(List.of("next")));
    return result;
  }

  @Fired("claimLentWriter+1 lent+1 releaseLent+1")
  public static String isKeptByWhoWritesToIt(Object value, String text) throws IOException {
    StringWriter writer = new StringWriter();
    Lines.Format format = new Lines.Format(writer);
    format.value(value).value(text);
    String result = writer.toString();
    format.value("after");
    return result;
  }

  @Fired("claimLentWriter+1 lend+1 releaseLent+1")
  public static String isLentToAReceiver(String text, int kind) throws IOException {
    Lines.Form form = Lines.of(kind);
    StringWriter writer = new StringWriter();
    form.write(writer, text);
    String result = writer.toString();
    Recorder.note(Lines.later());
    return result;
  }

  @Fired("claimLentWriter+1 lent+1 releaseLent+1")
  public static String isKeptByAStaticMethod(String text) throws IOException {
    StringWriter writer = new StringWriter();
    Lines.keep(writer);
    writer.append(text);
    String result = writer.toString();
    Recorder.note(Lines.later());
    return result;
  }

  @Fired("claimLentWriter+1 lent+1 releaseLent+1")
  public static String isLentByAHelper(String text) throws IOException {
    StringWriter writer = new StringWriter();
    helper(writer, text);
    return writer.toString();
  }

  private static void helper(StringWriter writer, String text) {
    try (PrintWriter out = new PrintWriter(writer)) {
      out.print(text);
    }
  }
}
