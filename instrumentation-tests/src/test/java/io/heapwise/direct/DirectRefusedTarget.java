package io.heapwise.direct;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;

/** Direct buffers that are left alone, each for a reason of its own. */
public final class DirectRefusedTarget {
  private static ByteBuffer field;

  private DirectRefusedTarget() {}

  @Refused("direct: escapes: stored in field DirectRefusedTarget.field")
  public static int leavesUnchanged_whenStoredInAField(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    field = buffer;
    return buffer.putInt(number).position();
  }

  @Refused("direct: escapes: stored in an array")
  public static int leavesUnchanged_whenStoredInAnArray(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    ByteBuffer[] buffers = {buffer};
    buffers[0].putInt(number);
    return buffer.position();
  }

  @Refused("direct: escapes: returned")
  public static ByteBuffer leavesUnchanged_whenReturnedThroughItself(int number) {
    return ByteBuffer.allocateDirect(16).putInt(number);
  }

  @Refused("direct: escapes: captured by a lambda or another dynamic call")
  public static int leavesUnchanged_whenCaptured(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    IntSupplier supplier = () -> buffer.putInt(number).position();
    return supplier.getAsInt();
  }

  @Refused("direct: escapes: slice() is called on it")
  public static int leavesUnchanged_whenSliced(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    return buffer.slice().putInt(number).position();
  }

  @Refused("direct: escapes: duplicate() is called on it")
  public static int leavesUnchanged_whenDuplicated(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    return buffer.duplicate().putInt(number).position();
  }

  @Refused("direct: escapes: asReadOnlyBuffer() is called on it")
  public static int leavesUnchanged_whenSeenThroughAReadOnlyView(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16).putInt(number);
    return buffer.asReadOnlyBuffer().getInt(0);
  }

  @Refused("direct: escapes: asIntBuffer() is called on it")
  public static int leavesUnchanged_whenSeenAsInts(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    return buffer.asIntBuffer().put(number).position();
  }

  @Refused("direct: escapes: alignmentOffset() is called on it")
  public static boolean leavesUnchanged_whenAskedForItsAddress(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    return buffer.alignmentOffset(0, 8) < 8;
  }

  @Refused("direct: escapes: compared by identity")
  public static boolean leavesUnchanged_whenComparedByIdentity(Object other) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    return other == buffer;
  }

  @Refused("direct: escapes: used as a lock")
  public static int leavesUnchanged_whenUsedAsALock(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    synchronized (buffer) {
      return buffer.putInt(number).position();
    }
  }

  @Refused("direct: escapes: passed to List.add")
  public static int leavesUnchanged_whenPassedToAnUnknownMethod(List<Object> list) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    list.add(buffer);
    Object last = list.remove(list.size() - 1);
    return ((ByteBuffer) last).position() + buffer.limit();
  }

  @Refused("direct: escapes: passed to Charset.decode")
  public static String leavesUnchanged_whenDecoded(String text) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    buffer.put((byte) text.length()).flip();
    return StandardCharsets.UTF_8.decode(buffer).toString();
  }

  @Refused(
      "direct: escapes: passed to DirectRefusedTarget.send, there passed to"
          + " WritableByteChannel.write")
  public static int leavesUnchanged_whenAMethodLendsIt(int number) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    send(null, buffer.putInt(number));
    return buffer.position();
  }

  private static void send(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    if (channel != null) {
      channel.write(buffer);
    }
  }

  @Refused("direct: may be merged with another object where it is used")
  public static int leavesUnchanged_whenMergedWithAnother(int number) {
    ByteBuffer buffer =
        number < 0 ? ByteBuffer.allocateDirect(16) : ByteBuffer.allocate(number & 15);
    return buffer.remaining();
  }

  @Refused("direct: may be merged with another object where it is used")
  public static int leavesUnchanged_whenUsedFromAnEarlierRound(List<String> list) {
    ByteBuffer previous = null;
    int sum = 0;
    for (String text : list) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(8).put((byte) String.valueOf(text).length());
      if (previous != null) {
        sum = sum * 31 + previous.get(0);
      }
      previous = buffer;
    }
    return sum;
  }

  @Refused("direct: has no last use on a normal path")
  public static int leavesUnchanged_whenAHandlerIsOnTheWay(int number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2);
    try {
      buffer.putInt(number);
    } catch (RuntimeException e) {
      Recorder.note(e.getClass());
    }
    return buffer.position();
  }

  @Refused("direct: has no last use on a normal path")
  public static void leavesUnchanged_whenItIsNotUsed(int number) {
    ByteBuffer.allocateDirect(number & 15);
  }
}
