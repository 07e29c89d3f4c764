package io.heapwise.runtime.trust;

import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Field;
import java.util.Objects;

/** Classes that are lent a string writer, good ones and bad ones. */
final class WriterSamples {
  static Object published;

  private WriterSamples() {}

  static final class Writes {
    private final Writer onlyWritten;

    Writes(Writer out) {
      onlyWritten = Objects.requireNonNull(out);
    }

    Writes write(String text) throws IOException {
      onlyWritten.append(text).append(',').write(text, 0, 1);
      if (onlyWritten != null) {
        onlyWritten.flush();
      }
      return this;
    }

    void close() throws IOException {
      onlyWritten.close();
    }
  }

  /** As a library has it: a factory, a cast, a wrapper for the others. */
  static final class Library {
    private Library() {}

    static void write(Appendable to, String text) throws IOException {
      published = newWrites(asWriter(to)).write(text);
    }

    private static Writer asWriter(Appendable to) {
      return to instanceof Writer writer ? writer : new AppendableWriter(to);
    }

    private static Writes newWrites(Writer out) throws IOException {
      out.write("[");
      return new Writes(out);
    }
  }

  static final class AppendableWriter extends Writer {
    private final Appendable onlyAppended;

    AppendableWriter(Appendable to) {
      onlyAppended = to;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      onlyAppended.append(new String(chars, offset, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Whoever gets the printer can only print. */
  static final class Prints {
    Prints(Writer out) throws IOException {
      new PrintWriter(out).println("printed");
      published = new BufferedWriter(out);
    }
  }

  /** May look at what its superclass has in a field. */
  static final class Extends extends PrintWriter {
    Extends(Writer out) {
      super(out);
    }

    String text() {
      return out.toString();
    }
  }

  static final class Filters extends FilterWriter {
    Filters(Writer out) {
      super(out);
    }
  }

  static final class Reads {
    private final Writer readLater;

    Reads(Writer out) {
      readLater = out;
    }

    @Override
    public String toString() {
      return readLater.toString();
    }
  }

  static final class Shows {
    private final Writer shown;

    Shows(Writer out) {
      shown = out;
    }

    Writer out() {
      return shown;
    }
  }

  static final class IsReadByAnother {
    private final Writer readBeside;

    IsReadByAnother(Writer out) {
      readBeside = out;
    }
  }

  static String read(IsReadByAnother other) {
    return "in " + other.readBeside;
  }

  static final class Reflects {
    private final Writer namedSomewhere;

    Reflects(Writer out) {
      namedSomewhere = out;
    }

    Object read() throws ReflectiveOperationException {
      Field field = Reflects.class.getDeclaredField("namedSomewhere");
      return field.get(this);
    }

    void write() throws IOException {
      namedSomewhere.write("x");
    }
  }

  static final class IsNotPrivate {
    final Writer out;

    IsNotPrivate(Writer out) {
      this.out = out;
    }
  }

  static final class Publishes {
    Publishes(Writer out) {
      published = out;
    }
  }

  static final class AsksForTheBuffer {
    AsksForTheBuffer(StringWriter out) {
      out.getBuffer().ensureCapacity(100);
    }
  }

  record Component(Writer component) {}
}
