package io.heapwise.runtime.trust;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.Deflater;

/** Streams as programs have them, good ones and bad ones. */
final class LoanSamples {
  static byte[] published;
  static Supplier<byte[]> captured;
  static ByteBuffer wrapped;

  private LoanSamples() {}

  /** Copies what it is given. */
  static class Copying extends OutputStream {
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      copy.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      copy.write(b, off, len);
    }
  }

  /** Overrides nothing that matters. */
  static class Flushing extends Copying {
    @Override
    public void flush() {}
  }

  static class Keeping extends Copying {
    byte[] kept;

    @Override
    public void write(byte[] b, int off, int len) {
      kept = b;
    }
  }

  /** Inherits the override of its parent. */
  static class KeepingToo extends Keeping {}

  static class Publishing extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      published = b;
    }
  }

  static class Starting extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      new Thread(() -> write(b[off])).start();
    }
  }

  static class Capturing extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      captured = () -> b;
    }
  }

  static class Wrapping extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      wrapped = ByteBuffer.wrap(b, off, len);
    }
  }

  static class Locking extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      synchronized (b) {
        super.write(b, off, len);
      }
    }
  }

  static class Modifying extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      b[off] = 1;
    }
  }

  /** Three calls deep before it is kept. */
  static class KeepingDeep extends Copying {
    byte[] kept;

    @Override
    public void write(byte[] b, int off, int len) {
      first(b, off, len);
    }

    private void first(byte[] b, int off, int len) {
      second(b, off, len);
    }

    private void second(byte[] b, int off, int len) {
      keep(this, b);
    }

    private static void keep(KeepingDeep owner, byte[] b) {
      owner.kept = b;
    }
  }

  /** Three calls deep and then copied. */
  static class CopyingDeep extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      first(b, off, len);
    }

    private void first(byte[] b, int off, int len) {
      second(len, b, off);
    }

    void second(int len, byte[] b, int off) {
      third(this, b, off, len);
    }

    private static void third(CopyingDeep to, byte[] b, int off, int len) {
      byte[] copy = new byte[len];
      System.arraycopy(b, off, copy, 0, len);
      to.write(copy[0]);
    }
  }

  /** As {@link CopyingDeep}, but a method on the way is overridden. */
  static class OverridingDeep extends CopyingDeep {
    byte[] kept;

    @Override
    void second(int len, byte[] b, int off) {
      kept = b;
    }
  }

  static class ReadingBeyond extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      super.write(b, 0, b.length);
    }
  }

  static class ReadingOneBeyond extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      super.write(b, off, len + 1);
    }
  }

  static class ReadingBefore extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      super.write(b, off - 1, len);
    }
  }

  static class Looping extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      for (int i = 0; i < len; i++) {
        write(b[off + i]);
      }
    }
  }

  /** Writes to its own field, and clears it when closed. */
  static class Counting extends FilterOutputStream {
    private long count;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      count += len;
      out.write(b, off, len);
    }

    @Override
    public void close() throws IOException {
      super.close();
      out = null;
    }
  }

  /** Two delegates. */
  static final class Tee extends FilterOutputStream {
    private final OutputStream branch;

    Tee(OutputStream out, OutputStream branch) {
      super(out);
      this.branch = branch;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      out.write(b, off, len);
      branch.write(b, off, len);
    }
  }

  /** Its delegate may change while it calls something else. */
  static final class Switching extends OutputStream {
    private OutputStream out;

    Switching(OutputStream out) {
      this.out = out;
    }

    void switchTo(OutputStream other) {
      out = other;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      out.write(b, off, len);
    }
  }

  /** Its delegate is written by a class of its nest. */
  static final class Nested extends OutputStream {
    private OutputStream out;

    Nested(OutputStream out) {
      this.out = out;
    }

    static final class Setter {
      void set(Nested nested, OutputStream out) {
        nested.out = out;
      }
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      out.write(b, off, len);
    }
  }

  /** Calls what replaces delegates. */
  static void replace(Switching switching, Nested nested, Meddled meddled, OutputStream out) {
    switching.switchTo(out);
    new Nested.Setter().set(nested, out);
    Meddler.meddle(meddled, out);
  }

  /** Its delegate could be written to by anybody in the package, but nobody does. */
  static class Exposed extends OutputStream {
    OutputStream out;

    Exposed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      out.write(b, off, len);
    }
  }

  static final class ExposedToo extends Exposed {
    ExposedToo(OutputStream out) {
      super(out);
    }
  }

  /** Its delegate is written to by another class in the package. */
  static final class Meddled extends OutputStream {
    OutputStream target;

    Meddled(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      target.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      target.write(b, off, len);
    }
  }

  static final class Meddler {
    static void meddle(Meddled meddled, OutputStream other) {
      meddled.target = other;
    }
  }

  /** Anybody at all may write to its delegate. */
  public static final class Public extends OutputStream {
    public OutputStream open;

    Public(OutputStream open) {
      this.open = open;
    }

    @Override
    public void write(int b) throws IOException {
      open.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      open.write(b, off, len);
    }
  }

  /** Has a way to replace its delegate that nobody takes. */
  static class Settable extends FilterOutputStream {
    Settable(OutputStream out) {
      super(out);
    }

    void replaceForTests(OutputStream other) {
      out = other;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      out.write(b, off, len);
    }
  }

  /** Its delegate may change, but not between the beginning of a call and its use. */
  static class Swappable extends OutputStream {
    OutputStream current;
    OutputStream other;
    private long count;

    Swappable(OutputStream current) {
      this.current = current;
    }

    public void swap(OutputStream next) {
      current = next;
    }

    @Override
    public void write(int b) throws IOException {
      current.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      begin(Math.max(len, 0));
      try {
        current.write(b, off, len);
      } finally {
        current = other == null ? current : other;
      }
    }

    void begin(int len) throws IOException {
      if (current == null) {
        other = null;
        throw new IOException("closed");
      }
      count += len;
    }
  }

  static final class SwapsFirst extends Swappable {
    SwapsFirst(OutputStream current) {
      super(current);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      current = other;
      current.write(b, off, len);
    }
  }

  static final class SwapsInHelper extends Swappable {
    SwapsInHelper(OutputStream current) {
      super(current);
    }

    @Override
    void begin(int len) {
      swap(other);
    }
  }

  /** Is given to code that swaps. */
  static final class SwapsElsewhere extends Swappable {
    SwapsElsewhere(OutputStream current) {
      super(current);
    }

    @Override
    void begin(int len) {
      Swapper.swap(this);
    }
  }

  /** Somebody else has it, and is called. */
  static final class SwapsByCallback extends Swappable {
    private final Runnable callback;

    SwapsByCallback(OutputStream current) {
      super(current);
      callback = () -> swap(other);
    }

    @Override
    void begin(int len) {
      callback.run();
    }
  }

  static final class Swapper {
    static void swap(Swappable swappable) {
      swappable.current = swappable.other;
    }
  }

  static final class SwapsAndThrows extends Swappable {
    SwapsAndThrows(OutputStream current) {
      super(current);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      try {
        begin(len);
      } catch (IOException e) {
        current.write(b, off, len);
      }
    }

    @Override
    void begin(int len) throws IOException {
      if (len > 5) {
        current = other;
        throw new IOException("swapped");
      }
    }
  }

  static final class SwapsInLoop extends Swappable {
    SwapsInLoop(OutputStream current) {
      super(current);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      for (int i = 0; i < 2; i++) {
        current.write(b, off, len);
        current = other;
      }
    }
  }

  static final class SwapsBeforeItself extends Swappable {
    SwapsBeforeItself(OutputStream current) {
      super(current);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      current.write(b, off, len);
      if (current != other) {
        current = other;
        write(b, off, len);
      }
    }
  }

  /** Another thread may swap, and rightly so. */
  static final class SwapsInTurn extends Swappable {
    SwapsInTurn(OutputStream current) {
      super(current);
    }

    @Override
    public synchronized void write(byte[] b, int off, int len) throws IOException {
      current.write(b, off, len);
    }
  }

  /** Another thread may have swapped, and say so. */
  static final class SwapsWhenTold extends Swappable {
    volatile boolean told;

    SwapsWhenTold(OutputStream current) {
      super(current);
    }

    @Override
    void begin(int len) throws IOException {
      if (told) {
        throw new IOException("told");
      }
    }
  }

  /** Offers it to everybody. */
  static final class SettableByAll extends FilterOutputStream {
    SettableByAll(OutputStream out) {
      super(out);
    }

    public void replaceByAll(OutputStream other) {
      out = other;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      System.gc();
      out.write(b, off, len);
    }
  }

  /** Copies out of a buffer as much as there is, and says how much that was. */
  static class FromBuffer extends InputStream {
    ByteBuffer buffer = ByteBuffer.allocate(100);

    @Override
    public int read() {
      return -1;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      if (!buffer.hasRemaining()) {
        return -1;
      }
      int n = Math.min(len, buffer.remaining());
      buffer.get(b, off, n);
      return n;
    }
  }

  /** Says that it has copied where it has not. */
  static final class FromBufferSometimes extends FromBuffer {
    @Override
    public int read(byte[] b, int off, int len) {
      int n = Math.min(len, buffer.remaining());
      if (n > 1) {
        buffer.get(b, off, n);
      }
      return n;
    }
  }

  /** Says that it has copied more than it has. */
  static final class FromBufferLess extends FromBuffer {
    @Override
    public int read(byte[] b, int off, int len) {
      int n = Math.min(len, buffer.remaining());
      buffer.get(b, off, n);
      return n + 1;
    }
  }

  /** Copies to another place than it is told to. */
  static final class FromBufferAside extends FromBuffer {
    @Override
    public int read(byte[] b, int off, int len) {
      int n = Math.min(len, buffer.remaining());
      buffer.get(b, off + 1, n);
      return n;
    }
  }

  /** Fails half way, and says that it has not. */
  static final class FromBufferFailing extends FromBuffer {
    @Override
    public int read(byte[] b, int off, int len) {
      int n = len;
      try {
        buffer.get(b, off, n);
      } catch (java.nio.BufferUnderflowException e) {
        return n;
      }
      return n;
    }
  }

  /** Copies out of an array, as {@link FromBuffer}. */
  static final class FromArray extends FromBuffer {
    private final byte[] data = new byte[100];

    @Override
    public int read(byte[] b, int off, int len) {
      int n = Math.min(len, data.length);
      if (n <= 0) {
        return 0;
      }
      System.arraycopy(data, 0, b, off, n);
      return n;
    }
  }

  /** Copies what it is given into a buffer. */
  static class ToBuffer extends Copying {
    final ByteBuffer buffer = ByteBuffer.allocate(100);

    @Override
    public void write(byte[] b, int off, int len) {
      buffer.put(b, off, len);
    }
  }

  /** Copies more than it is given. */
  static final class AllToBuffer extends ToBuffer {
    @Override
    public void write(byte[] b, int off, int len) {
      buffer.put(b);
    }
  }

  /** Has a way of its own to insist on an array. */
  static final class Checking extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      byte[] checked = Checks.notNull(b, "an array");
      super.write(checked, off, len);
    }
  }

  /** Is insisted on by something that keeps it. */
  static final class KeepingChecked extends Copying {
    @Override
    public void write(byte[] b, int off, int len) {
      super.write(Checks.notNullEver(b), off, len);
    }
  }

  /** Keeps what the check has returned. */
  static final class CheckingAndKeeping extends Keeping {
    @Override
    public void write(byte[] b, int off, int len) {
      kept = Checks.notNull(b, "an array");
    }
  }

  static final class Checks {
    static Object last;

    static <T> T notNull(T object, String what) {
      if (object == null) {
        throw new NullPointerException(what);
      }
      return object;
    }

    static <T> T notNullEver(T object) {
      last = object;
      return object;
    }
  }

  /** Would keep the array if it had been told so when the program started. */
  static class KeepingIfAsked extends Keeping {
    static final boolean ASKED = Boolean.getBoolean("no.such.property");
    static final boolean NOT_ASKED = !Boolean.getBoolean("no.such.property");

    /** Not final. */
    static boolean askedNow = Boolean.getBoolean("no.such.property");

    static boolean isAsked() {
      return ASKED && !NOT_ASKED;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      if (ASKED) {
        kept = b;
      }
      if (!NOT_ASKED) {
        kept = b;
      }
      if (isAsked()) {
        kept = b;
      }
    }
  }

  static final class KeepingIfAskedNow extends Keeping {
    @Override
    public void write(byte[] b, int off, int len) {
      if (KeepingIfAsked.askedNow) {
        kept = b;
      }
    }
  }

  static final class KeepingAsAsked extends Keeping {
    @Override
    public void write(byte[] b, int off, int len) {
      if (KeepingIfAsked.NOT_ASKED) {
        kept = b;
      }
    }
  }

  /** Not initialised before anybody writes. */
  static final class Later {
    static final boolean ASKED = Boolean.getBoolean("no.such.property");
  }

  static final class KeepingIfAskedLater extends Keeping {
    @Override
    public void write(byte[] b, int off, int len) {
      if (Later.ASKED) {
        kept = b;
      }
    }
  }

  /** Its delegate comes from nowhere to be seen. */
  static final class Finding extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      find().write(b, off, len);
    }

    private static OutputStream find() {
      return System.out;
    }
  }

  /** Its own delegate, if so wished. */
  static final class Cycle extends OutputStream {
    private final OutputStream[] holder = new OutputStream[1];
    private final OutputStream next;

    Cycle(OutputStream next) {
      this.next = next == null ? this : next;
      holder[0] = next;
    }

    @Override
    public void write(int b) throws IOException {
      next.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      next.write(b, off, len);
    }
  }

  /** Leaves it to its parent to fill arrays. */
  static final class OneByOne extends InputStream {
    private final byte[] data;
    private int next;

    OneByOne(byte[] data) {
      this.data = data;
    }

    @Override
    public int read() {
      return next < data.length ? data[next++] : -1;
    }
  }

  /** Fills the array with zeros, element by element. */
  static class Filling extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      for (int i = 0; i < len; i++) {
        b[off + i] = 0;
      }
      return len;
    }
  }

  static final class KeepingInput extends Filling {
    byte[] kept;

    @Override
    public int read(byte[] b, int off, int len) {
      kept = b;
      return super.read(b, off, len);
    }
  }

  /** Shows what was there before. */
  static final class Peeking extends Filling {
    int seen;

    @Override
    public int read(byte[] b, int off, int len) {
      seen = b[off];
      return super.read(b, off, len);
    }
  }

  /** Says that it has filled what it has not. */
  static final class Lying extends Filling {
    @Override
    public int read(byte[] b, int off, int len) {
      return len;
    }
  }

  /** Copies what was read to a branch, as far as it was read. */
  static final class TeeInput extends FilterInputStream {
    private final OutputStream branch;

    TeeInput(InputStream in, OutputStream branch) {
      super(in);
      this.branch = branch;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = in.read(b, off, len);
      if (n > 0) {
        branch.write(b, off, n);
      }
      return n;
    }
  }

  /** Copies more than was read. */
  static final class GreedyTeeInput extends FilterInputStream {
    private final OutputStream branch;

    GreedyTeeInput(InputStream in, OutputStream branch) {
      super(in);
      this.branch = branch;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = in.read(b, off, len);
      branch.write(b, off, len);
      return n;
    }
  }

  /** As {@link TeeInput}, through a method that is told the right range and a wrong one. */
  static final class HelpedTeeInput extends FilterInputStream {
    private final OutputStream branch;

    HelpedTeeInput(InputStream in, OutputStream branch) {
      super(in);
      this.branch = branch;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = in.read(b, off, len);
      copy(b, off, n, len);
      return n;
    }

    private void copy(byte[] b, int off, int len, int more) throws IOException {
      branch.write(b, off, len);
    }
  }

  /** Takes the wrong one. */
  static final class GreedyHelpedTeeInput extends FilterInputStream {
    private final OutputStream branch;

    GreedyHelpedTeeInput(InputStream in, OutputStream branch) {
      super(in);
      this.branch = branch;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = in.read(b, off, len);
      copy(b, off, n, len);
      return n;
    }

    private void copy(byte[] b, int off, int len, int more) throws IOException {
      branch.write(b, off, more);
    }
  }

  /** Lends a smaller range on than it says that it has filled. */
  static final class Narrow extends FilterInputStream {
    Narrow(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      return part(b, off + 1, len - 1, off, len);
    }

    private int part(byte[] b, int start, int count, int off, int len) throws IOException {
      return in.read(b, off, len);
    }
  }

  /** Returns something else than its delegate. */
  static final class Short extends FilterInputStream {
    Short(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      return in.read(b, off, len) - 1;
    }
  }

  /** Reads twice, and counts only the last. */
  static final class Twice extends FilterInputStream {
    Twice(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = in.read(b, off, len);
      while (n > 1) {
        n = in.read(b, off, len);
      }
      return n;
    }
  }

  /** Turns an exception into the end of the stream. */
  static final class Swallowing extends FilterInputStream {
    Swallowing(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        return in.read(b, off, len);
      } catch (IOException e) {
        return -1;
      }
    }
  }

  /** As the zip streams of libraries: sets input, and deflates until it is consumed. */
  static class Deflating extends FilterOutputStream {
    final Deflater deflater;
    private final byte[] compressed = new byte[100];

    Deflating(OutputStream out, Deflater deflater) {
      super(out);
      this.deflater = deflater;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      deflater.setInput(b, off, len);
      consume();
    }

    void consume() throws IOException {
      while (!deflater.needsInput()) {
        deflate();
      }
    }

    void deflate() throws IOException {
      out.write(compressed, 0, deflater.deflate(compressed, 0, compressed.length));
    }
  }

  /** Asks in the same method, and the other way round. */
  static final class DeflatingHere extends Deflating {
    DeflatingHere(OutputStream out) {
      super(out, new Deflater());
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      deflater.setInput(b, off, len);
      while (true) {
        if (deflater.needsInput()) {
          return;
        }
        deflate();
      }
    }
  }

  /** Leaves the input for later. */
  static final class DeflatingLater extends Deflating {
    DeflatingLater(OutputStream out) {
      super(out, new Deflater());
    }

    @Override
    void consume() throws IOException {
      deflate();
    }
  }

  static final class DeflatingSometimes extends Deflating {
    DeflatingSometimes(OutputStream out) {
      super(out, new Deflater());
    }

    @Override
    void consume() throws IOException {
      for (int i = 0; i < 3 && !deflater.needsInput(); i++) {
        deflate();
      }
    }
  }

  /** Asks another deflater. */
  static final class DeflatingAside extends Deflating {
    private final Deflater other = new Deflater();

    DeflatingAside(OutputStream out) {
      super(out, new Deflater());
    }

    @Override
    void consume() throws IOException {
      while (!other.needsInput()) {
        deflate();
      }
    }
  }

  static final class DeflatingWrongly extends Deflating {
    DeflatingWrongly(OutputStream out) {
      super(out, new Deflater());
    }

    @Override
    void consume() throws IOException {
      while (deflater.needsInput()) {
        deflate();
      }
    }
  }

  static final class DeflatingSilently extends Deflating {
    DeflatingSilently(OutputStream out) {
      super(out, new Deflater());
    }

    @Override
    void consume() throws IOException {
      try {
        super.consume();
      } catch (IOException e) {
        close();
      }
    }
  }

  /** Its deflater may be replaced before the input of the old one is consumed. */
  static final class DeflatingAnew extends FilterOutputStream {
    private final byte[] compressed = new byte[100];
    private Deflater deflater = new Deflater();

    DeflatingAnew(OutputStream out) {
      super(out);
    }

    void renew() {
      deflater = new Deflater();
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      deflater.setInput(b, off, len);
      while (!deflater.needsInput()) {
        if (deflater.deflate(compressed) == 0) {
          renew();
        }
      }
    }
  }

  /** Goes on when what it wraps has thrown. */
  static final class SwallowingOutput extends FilterOutputStream {
    SwallowingOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      try {
        out.write(b, off, len);
      } catch (IOException e) {
        published = null;
      }
    }
  }

  /** Does so in a method that calls itself. */
  static final class SwallowingAgain extends FilterOutputStream {
    SwallowingAgain(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      if (published != null) {
        try {
          write(b, off, len);
        } catch (IOException e) {
          return;
        }
      }
      out.write(b, off, len);
    }
  }

  /** As a zip file that is written to a channel. */
  static class ToChannel extends Copying {
    final SeekableByteChannel channel;

    ToChannel(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      try {
        writeAll(channel, ByteBuffer.wrap(b, off, len));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void writeAll(SeekableByteChannel to, ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        int left = bytes.remaining();
        if (to.write(bytes) <= 0) {
          throw new IOException(left + " bytes left");
        }
      }
    }
  }

  /** Lets the channel see more than it was given. */
  static final class MoreToChannel extends ToChannel {
    MoreToChannel(SeekableByteChannel channel) {
      super(channel);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      ByteBuffer bytes = ByteBuffer.wrap(b, off, len);
      bytes.limit(bytes.capacity());
      try {
        channel.write(bytes);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Wraps all of the array. */
  static final class AllToChannel extends ToChannel {
    AllToChannel(SeekableByteChannel channel) {
      super(channel);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      try {
        channel.write(ByteBuffer.wrap(b));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static final class ToChannelAndKept extends ToChannel {
    ToChannelAndKept(SeekableByteChannel channel) {
      super(channel);
    }

    @Override
    public void write(byte[] b, int off, int len) {
      try {
        channel.write(kept(ByteBuffer.wrap(b, off, len)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static ByteBuffer kept(ByteBuffer bytes) {
      wrapped = bytes;
      return bytes;
    }
  }

  /** A channel that keeps what it is given. */
  static final class KeepingChannel implements SeekableByteChannel {
    ByteBuffer kept;

    @Override
    public int write(ByteBuffer bytes) {
      kept = bytes.duplicate();
      return kept.remaining();
    }

    @Override
    public int read(ByteBuffer bytes) {
      return -1;
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public SeekableByteChannel position(long position) {
      return this;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      return this;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** Copies records, whose size is its own. */
  static final class Records {
    private final byte[] block = new byte[1024];
    byte[] kept;

    public void put(byte[] record, int offset) {
      System.arraycopy(record, offset, block, 0, 512);
    }

    public void keep(byte[] record, int offset) {
      kept = record;
    }

    public int read(byte[] record, int offset) {
      System.arraycopy(block, 0, record, offset, 512);
      return 512;
    }
  }

  /** Not a stream at all. */
  static final class Codec {
    byte[] encode(byte[] b) {
      return Arrays.copyOf(b, 2 * b.length);
    }

    byte[] same(byte[] b) {
      return b;
    }
  }
}
