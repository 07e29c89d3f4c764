package io.heapwise.writer;

import io.heapwise.harness.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Supplier;

/** String writers that must be left alone, one reason each. */
public final class WriterRefusedTarget {
  private static Object field;

  private WriterRefusedTarget() {}

  @Refused("writer: escapes: getBuffer() is called on it")
  public static int leavesUnchanged_whenItsBufferIsAskedFor(String text) {
    StringWriter writer = new StringWriter();
    writer.write(text);
    return writer.toString().length() + writer.getBuffer().capacity();
  }

  @Refused("writer: escapes: stored in field WriterRefusedTarget.field")
  public static String leavesUnchanged_whenStoredInAField(String text) {
    StringWriter writer = new StringWriter();
    writer.append(text);
    field = writer;
    return writer.toString();
  }

  @Refused("writer: escapes: stored in an array")
  public static String leavesUnchanged_whenStoredInAnArray(String text) {
    StringWriter writer = new StringWriter();
    Object[] all = {writer.append(text)};
    return writer.toString() + all[0];
  }

  @Refused("writer: escapes: returned")
  public static Object leavesUnchanged_whenReturned(String text) {
    StringWriter writer = new StringWriter();
    if (writer.append(text).toString().isEmpty()) {
      return "nothing";
    }
    return writer;
  }

  @Refused("writer: escapes: captured by a lambda or another dynamic call")
  public static String leavesUnchanged_whenCaptured(String text) {
    StringWriter writer = new StringWriter();
    Supplier<String> later = () -> writer + text;
    return writer.append(text) + later.get();
  }

  @Refused("writer: escapes: used as a lock")
  public static String leavesUnchanged_whenUsedAsALock(String text) {
    StringWriter writer = new StringWriter();
    synchronized (writer) {
      return writer.append(text).toString();
    }
  }

  @Refused("writer: escapes: compared by identity")
  public static String leavesUnchanged_whenCompared(String text) {
    StringWriter writer = new StringWriter();
    return writer == field ? text : writer.append(text).toString();
  }

  @Refused("writer: may be merged with another object where it is used")
  public static String leavesUnchanged_whenItMayBeAnother(String text, boolean choice) {
    StringWriter writer = null;
    if (choice) {
      writer = new StringWriter();
    }
    return writer.append(text).toString();
  }

  @Refused("writer: escapes: passed to PrintWriter.println")
  public static String leavesUnchanged_whenGivenAsAnObject(String text) {
    StringWriter writer = new StringWriter();
    writer.append(text);
    new PrintWriter(Writer.nullWriter()).println(writer);
    return writer.toString();
  }

  @Refused("writer: its last use is no toString()")
  public static String leavesUnchanged_whenItsTextIsNotAskedFor(List<String> texts) {
    StringWriter writer = new StringWriter();
    for (String text : texts) {
      writer.append(text);
    }
    return "in " + writer;
  }

  @Refused("writer: escapes: used as what append() returns for another type")
  public static String leavesUnchanged_whenItGoesOnAsAnAppendable(String text) throws IOException {
    StringWriter writer = new StringWriter();
    Appendable first = writer;
    field = first.append(text);
    return writer.toString();
  }

  @Refused("writer: escapes: passed to Lines.same, and what that returns is used")
  public static String leavesUnchanged_whenAMethodReturnsIt(String text) {
    StringWriter writer = new StringWriter();
    return Lines.same(writer).append(text).toString() + writer.toString();
  }

  @Refused("writer: escapes: passed to Lines.fill, and what that throws may be caught")
  public static String leavesUnchanged_whenAStaticMethodMayFail(String text) {
    StringWriter writer = new StringWriter();
    try {
      Lines.fill(writer, text);
    } catch (IOException e) {
      writer.append(e.getMessage());
    }
    return writer.toString();
  }

  @Refused("writer: in a method whose name tells of secrets")
  public static String leavesUnchanged_whenAboutAPassword(String password) {
    StringWriter writer = new StringWriter();
    writer.write(password);
    return writer.toString();
  }
}
