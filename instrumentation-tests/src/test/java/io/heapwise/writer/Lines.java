package io.heapwise.writer;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;

/** What a target lends its writer to: those that only write to it, and those that do more. */
public final class Lines {
  private static StringWriter kept;
  private static PrintWriter printer;
  private static Format format;

  private Lines() {}

  /** Writes a text in a form of its own. */
  public interface Form {
    void write(Writer out, String text) throws IOException;
  }

  /** By number: one of each kind, and null. */
  public static Form of(int kind) {
    return switch (kind & 3) {
      case 0 -> (out, text) -> out.write("<" + text.length() + ">");
      case 1 -> new Keeping();
      case 2 -> new Failing();
      default -> null;
    };
  }

  static final class Keeping implements Form {
    @Override
    public void write(Writer out, String text) throws IOException {
      keep((StringWriter) out);
      out.write(text);
    }
  }

  static final class Failing implements Form {
    @Override
    public void write(Writer out, String text) throws IOException {
      out.write(text);
      throw new IOException("half " + out);
    }
  }

  /** Has the writer in a field, for good, and does nothing but write to it. */
  public static final class Format {
    private final Writer out;
    private boolean isFirst = true;

    public Format(Writer out) {
      this.out = out;
    }

    public Format value(Object value) throws IOException {
      if (!isFirst) {
        out.write(',');
      }
      isFirst = false;
      out.append("[").append(String.valueOf(value)).append(']');
      return this;
    }

    public void flush() throws IOException {
      out.flush();
    }
  }

  /** May look at what others write to it. */
  static final class Reading extends FilterWriter {
    Reading(Writer out) {
      super(out);
    }
  }

  public static void fill(Writer out, String text) throws IOException {
    out.append(text).append(';');
  }

  public static void fillAppendable(Appendable out, CharSequence text) throws IOException {
    out.append(text).append('.');
  }

  public static void format(Appendable out, Object value) throws IOException {
    format = newFormat((Writer) out);
    format.value(value).value("formatted");
  }

  private static Format newFormat(Writer out) throws IOException {
    out.write("$");
    return new Format(out);
  }

  public static void keep(StringWriter writer) {
    kept = writer;
  }

  public static void keep(PrintWriter kept) {
    printer = kept;
  }

  public static StringWriter same(StringWriter writer) {
    return writer;
  }

  /** What keepers do later with what they have kept. */
  public static String later() throws IOException {
    String text = "";
    if (format != null) {
      format.value("later").flush();
    }
    if (printer != null) {
      printer.print("later");
      printer.flush();
    }
    if (kept != null) {
      kept.write("later");
      text = kept.toString();
    }
    format = null;
    printer = null;
    kept = null;
    return text;
  }
}
