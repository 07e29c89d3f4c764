package io.heapwise.direct;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Direct buffers that are claimed from the pool. */
public final class DirectTarget {
  private static int depth;

  private DirectTarget() {}

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+1 releaseFilledDirect+1")
  public static long writesAndReadsBack(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    buffer.putInt(number).putLong(number * 31L).flip();
    return buffer.getInt() ^ buffer.getLong();
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseFilledDirect+1")
  public static int isAsNew(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(48);
    Recorder.note(buffer.toString());
    Recorder.note(buffer.order());
    Recorder.note(buffer.isDirect());
    int sum = 0;
    for (int i = 0; i < buffer.capacity(); i++) {
      sum += buffer.get(i);
    }
    buffer.order(ByteOrder.LITTLE_ENDIAN).mark();
    buffer.putInt(number).putInt(~number);
    return sum;
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+1 releaseFilledDirect+1")
  public static int hasNoMark(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(56);
    if (number % 2 == 0) {
      buffer.mark();
    }
    buffer.putInt(-1);
    buffer.reset();
    return buffer.getInt();
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseDirect+1")
  public static long isZeroed_whenWrittenAtAnIndex(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(72);
    long before = buffer.getLong(56) + buffer.getLong(64);
    buffer.putInt(60, number | 1);
    return before;
  }

  @Fired("allocateDirect-1 claimDirect+1 lendDirect+1 releaseDirect+1")
  public static long isZeroed_whenWrittenAtAnIndexAndByAChannel(int number) throws IOException {
    ReadableByteChannel in = Channels.newChannel(new ByteArrayInputStream(new byte[] {1, 2}));
    ByteBuffer buffer = ByteBuffer.allocateDirect(76);
    long before = buffer.getLong(0) + buffer.getLong(64);
    buffer.putInt(66, number | 1).limit(10);
    return before + in.read(buffer);
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+3 releaseFilledDirect+1")
  public static long isZeroed_whenThePositionMoves(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(80);
    long before = 0;
    for (int i = 0; i < 80; i++) {
      before += buffer.get(i);
    }
    buffer.position(70).put((byte) -1);
    buffer.limit(75);
    buffer.position(20);
    buffer.put((byte) number);
    return before;
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+3 releaseFilledDirect+1")
  public static long isZeroed_whenCompacted(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(88);
    long before = buffer.getLong(0) | buffer.getLong(8) | buffer.getLong(80);
    buffer.putLong(-1L).putLong(number).flip();
    buffer.getInt();
    buffer.compact().putInt(7);
    buffer.flip();
    return before + buffer.getInt();
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+1 releaseFilledDirect+1")
  public static int isReleasedBehindALoop(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocateDirect(512);
    buffer.put(bytes, 0, Math.min(bytes.length, 512));
    buffer.flip();
    int sum = 0;
    while (buffer.hasRemaining()) {
      sum = sum * 31 + buffer.get();
    }
    return sum;
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+2 releaseFilledDirect+2")
  public static int isReleasedOnEachPath(int number, boolean choice) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(32);
    buffer.putInt(number);
    if (choice) {
      buffer.rewind();
      return buffer.getInt();
    }
    buffer.flip();
    return buffer.remaining();
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseFilledDirect+1")
  public static int isClaimedInEachRound(List<String> list) {
    int sum = 0;
    for (String text : list) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(40);
      sum += buffer.get(0);
      buffer.put((byte) 5).putChar('x');
      sum += buffer.position();
    }
    return sum;
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseFilledDirect+1")
  public static int isAnotherInEachRecursion(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(24);
    buffer.put((byte) number);
    int below = 0;
    if (depth < 5) {
      depth++;
      below = isAnotherInEachRecursion(number + 1);
      depth--;
    }
    return below * 31 + buffer.get(0);
  }

  @Fired("allocateDirect-2 claimDirect+2 filledDirect+1 releaseFilledDirect+2")
  public static boolean keepsTwoBuffersApart(int number) {
    ByteBuffer first = ByteBuffer.allocateDirect(16);
    ByteBuffer second = ByteBuffer.allocateDirect(16);
    first.putInt(number).flip();
    second.put(first);
    return first.equals(second);
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+2 releaseFilledDirect+1")
  public static int isTheSameThroughAnAlias(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(20).order(ByteOrder.LITTLE_ENDIAN);
    Buffer alias = buffer;
    buffer.putShort((short) number);
    alias.flip();
    ByteBuffer again = (ByteBuffer) alias.rewind();
    return again.getShort();
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseDirect+1")
  public static int isFilledByAMethodOfTheSameClass(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(28);
    fill(buffer, number);
    return buffer.getInt(0) + buffer.position();
  }

  private static void fill(ByteBuffer buffer, int number) {
    buffer.position(20).putInt(number);
    buffer.flip();
    buffer.putInt(number);
  }

  @Fired(
      "allocateDirect-1 claimDirect+1 filledDirect+2 lendDirect+1 lendDirectToFill+1"
          + " releaseFilledDirect+1")
  public static String copiesFromChannelToChannel(String text) throws IOException {
    ReadableByteChannel in =
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    WritableByteChannel out = Channels.newChannel(copy);
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    while (in.read(buffer) >= 0) {
      buffer.flip();
      out.write(buffer);
      buffer.clear();
    }
    return copy.toString(StandardCharsets.UTF_8);
  }

  @Fired(
      "allocateDirect-1 claimDirect+1 filledDirect+2 lendDirect+2 lendDirectToFill+1"
          + " releaseFilledDirect+1")
  public static long goesThroughAPipe(int number) throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(36);
      buffer.putLong(number).flip();
      sink.write(buffer);
      buffer.clear();
      CRC32 checksum = new CRC32();
      int read = source.read(buffer);
      checksum.update(buffer);
      return read + checksum.getValue();
    }
  }

  @Fired("allocateDirect-1 claimDirect+1 lendDirect+1 releaseFilledDirect+1")
  public static int survivesAChannelThatKeepsIt(int number) throws IOException {
    KeepingChannel channel = new KeepingChannel();
    ByteBuffer buffer = ByteBuffer.allocateDirect(44);
    buffer.putInt(number);
    channel.write(buffer);
    Recorder.note(buffer.position());
    Recorder.note(channel.kept.getInt(0));
    Recorder.note(usesAnother());
    return channel.kept.getInt(0);
  }

  private static int usesAnother() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(44);
    int before = buffer.getInt(0);
    buffer.putInt(0x5a5a5a5a);
    return before;
  }

  @Fired("allocateDirect-1 claimDirect+1 lendDirect+1 releaseFilledDirect+1")
  public static void saysWhichChannelIsNull(int number) throws IOException {
    WritableByteChannel channel = number < 0 ? new KeepingChannel() : null;
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.abs(number % 100));
    channel.write(buffer);
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseFilledDirect+1")
  public static int failsAsBefore_whenTheCapacityIsNegative(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(number % 1000);
    return buffer.remaining();
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseFilledDirect+1")
  public static int letsAnExceptionPass(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(number & 7);
    buffer.putInt(number);
    return buffer.position();
  }

  @Fired("allocateDirect-1 claimDirect+1 releaseFilledDirect+1")
  public static int isReleasedBeforeWhatFailsLater(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(52);
    int sum = buffer.put((byte) 3).position();
    try {
      return sum / (number & 3);
    } catch (ArithmeticException e) {
      Recorder.note(e.getMessage());
      return sum;
    }
  }

  @Fired("allocateDirect-1 claimDirect+1 filledDirect+1 releaseFilledDirect+1")
  @Refused("direct: escapes: returned")
  public static ByteBuffer claimsTheOneThatStays(int number) {
    ByteBuffer stays = ByteBuffer.allocateDirect(60);
    stays.putInt(number).flip();
    ByteBuffer leaves = ByteBuffer.allocateDirect(60);
    leaves.putInt(stays.getInt());
    return leaves;
  }

  /** What a channel may do with a buffer. */
  private static final class KeepingChannel implements WritableByteChannel {
    private ByteBuffer kept;

    @Override
    public int write(ByteBuffer buffer) {
      kept = buffer;
      buffer.position(buffer.position() + 4);
      return 4;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
