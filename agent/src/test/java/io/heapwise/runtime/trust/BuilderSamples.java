package io.heapwise.runtime.trust;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Classes that are lent a string builder, good ones and bad ones. */
final class BuilderSamples {
  static Object published;

  private BuilderSamples() {}

  /** What rewritten code calls on all of these. */
  abstract static class Piece {
    abstract void write(StringBuilder sb, Object event);
  }

  static class Appending extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      int before = sb.length();
      sb.append(event).insert(before, '[').append(']');
      if (sb.length() > 100) {
        sb.setLength(100);
      }
    }
  }

  /** Inherits it. */
  static class AppendingToo extends Appending {}

  static class Template extends Piece {
    @Override
    final void write(StringBuilder sb, Object event) {
      String text = convert(event);
      if (text.isEmpty()) {
        Padding.pad(sb, 8);
      } else {
        sb.append(text);
      }
    }

    String convert(Object event) {
      return String.valueOf(event);
    }
  }

  /** A class that only code of others names. */
  static final class Padding {
    private Padding() {}

    static void pad(StringBuilder sb, int width) {
      while (sb.length() < width) {
        sb.append(' ');
      }
    }

    static void keep(StringBuilder sb) {
      published = sb;
    }

    static void padAppendable(Appendable to, CharSequence text) throws IOException {
      to.append(text).append(' ');
    }

    static StringBuilder same(StringBuilder sb) {
      return sb;
    }

    final void padFinally(StringBuilder sb) {
      sb.append(' ');
    }
  }

  static class Keeping extends Piece {
    StringBuilder kept;

    @Override
    void write(StringBuilder sb, Object event) {
      kept = sb;
    }
  }

  static class Publishing extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      Padding.keep(sb);
    }
  }

  static class KeepingInAHandler extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      try {
        sb.append(event);
      } catch (IllegalStateException e) {
        published = sb;
        throw e;
      }
    }
  }

  static class KeepingOneOfTwo extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      StringBuilder either = event == null ? sb : new StringBuilder();
      published = either;
    }
  }

  static class Capturing extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      Supplier<String> later = () -> sb.append(event).toString();
      published = later;
    }
  }

  static class Measuring extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      published = sb.capacity();
    }
  }

  static class Identifying extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      published = System.identityHashCode(sb);
    }
  }

  static class Locking extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      synchronized (sb) {
        sb.append(event);
      }
    }
  }

  static class Viewing extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      published = sb.chars();
    }
  }

  static class Listing extends Piece {
    private final List<Object> all = new ArrayList<>();

    @Override
    void write(StringBuilder sb, Object event) {
      all.add(sb);
    }
  }

  static class Constructing extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      published = new Holder(sb);
    }
  }

  static class ConstructingCopy extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      published = new Holder(new StringBuilder(sb));
    }
  }

  static final class Holder {
    final StringBuilder held;

    Holder(StringBuilder held) {
      this.held = held;
    }
  }

  static class Recursive extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      if (sb.length() < 5) {
        sb.append(event);
        write(sb, event);
      }
    }
  }

  static class RecursiveKeeping extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      if (sb.length() < 5) {
        write(sb, event);
      } else {
        published = sb;
      }
    }
  }

  static class Wrapping extends Piece {
    private final Piece wrapped;

    Wrapping(Piece wrapped) {
      this.wrapped = wrapped;
    }

    @Override
    void write(StringBuilder sb, Object event) {
      sb.append('(');
      wrapped.write(sb, event);
    }
  }

  /** Somebody may put another one in its field between the check and the use. */
  static class Replacing extends Piece {
    Piece wrapped;

    @Override
    void write(StringBuilder sb, Object event) {
      String.valueOf(event);
      wrapped.write(sb, event);
    }
  }

  static class Others extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      ((Piece) event).write(sb, null);
    }
  }

  static class FinalOther extends Piece {
    @Override
    void write(StringBuilder sb, Object event) {
      ((Padding) event).padFinally(sb);
    }
  }

  static class Fluent {
    StringBuilder write(StringBuilder sb) {
      return sb.append('x');
    }
  }

  static class FluentToo {
    StringBuilder write(StringBuilder sb) {
      return Padding.same(Padding.same(sb).append('x'));
    }
  }

  static class FluentKeeping {
    StringBuilder write(StringBuilder sb) {
      StringBuilder same = Padding.same(sb);
      published = same;
      return null;
    }
  }

  static class FluentLoop {
    StringBuilder write(StringBuilder sb) {
      StringBuilder same = sb;
      for (int i = 0; i < 3; i++) {
        same = Padding.same(same);
      }
      published = same;
      return same;
    }
  }

  /** As text, and as something to append to. */
  static class Texts {
    private final Writer writer = new StringWriter();

    void append(Appendable to) throws IOException {
      Padding.padAppendable(to, "text");
    }

    void read(CharSequence text) throws IOException {
      published = text.length() + text.toString() + text.charAt(0);
      writer.append(text);
    }

    void keep(CharSequence text) {
      published = text;
    }
  }

  /** Returns what it is given, which passes for the one that appends. */
  static class Deceiving implements Appendable {
    private Appendable other = this;

    void write(StringBuilder sb) throws IOException {
      published = append(sb);
    }

    void writeToOther(StringBuilder sb) throws IOException {
      published = other.append(sb);
    }

    @Override
    public Appendable append(CharSequence text) {
      return text instanceof Appendable same ? same : this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
      return this;
    }

    @Override
    public Appendable append(char c) {
      return this;
    }
  }

  interface Private {
    private void write(StringBuilder sb) {
      published = sb;
    }

    default void run(StringBuilder sb) {
      write(sb);
    }
  }

  /** A call that names {@link Private} does not come here. */
  static class Shadowing implements Private {
    public void write(StringBuilder sb) {
      sb.append('x');
    }
  }

  static class PackagePrivate {
    void write(StringBuilder sb) {
      sb.append('x');
    }
  }
}
