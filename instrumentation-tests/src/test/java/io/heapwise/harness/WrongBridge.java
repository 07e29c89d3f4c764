package io.heapwise.harness;

import io.heapwise.bridge.HeapwiseBridge;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** What the wrong rewritings of {@link BrokenRewritingsTest} call: each method has one fault. */
public final class WrongBridge {
  private static final StringBuilder SHARED = new StringBuilder();
  private static Object pending;
  private static int pendingAt;

  private WrongBridge() {}

  public static StringBuilder appendLater(StringBuilder builder, Object operand) {
    pending = operand;
    pendingAt = builder.length();
    return builder;
  }

  public static String toStringWithPending(StringBuilder builder) {
    return builder.insert(pendingAt, String.valueOf(pending)).toString();
  }

  public static StringBuilder notEmptied(StringBuilder fresh) {
    return SHARED;
  }

  public static StringBuilder claimNotEmptied(int site) {
    return new StringBuilder("left over ");
  }

  /** What a pool does that gives the builder to somebody else at once. */
  public static String releasedTooEarly(StringBuilder builder) {
    String text = builder.toString();
    builder.setLength(0);
    builder.append("somebody else's text");
    return text;
  }

  public static String interned(StringBuilder builder) {
    return builder.toString().intern();
  }

  public static String alwaysNew(StringBuilder builder) {
    return new String(builder.toString());
  }

  public static StringBuilder appendSwallowing(StringBuilder builder, Object operand) {
    try {
      return builder.append(operand);
    } catch (IllegalStateException e) {
      return builder.append("null");
    }
  }

  public static StringBuilder appendWithOtherMessage(StringBuilder builder, Object operand) {
    try {
      return builder.append(operand);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + " while appending");
    }
  }

  public static StringBuilder appendWithOtherCause(StringBuilder builder, Object operand) {
    try {
      return builder.append(operand);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  public static StringBuilder appendWithoutAsking(StringBuilder builder, Object operand) {
    return operand instanceof Witness witness && !witness.fails()
        ? builder.append(witness.textUnseen())
        : builder.append(operand);
  }

  public static StringBuilder appendAskingTwice(StringBuilder builder, Object operand) {
    String.valueOf(operand);
    return builder.append(operand);
  }

  public static int sizeChanging(List<Object> list) {
    int size = list.size();
    list.add("left behind");
    return size;
  }

  public static byte[] claimNotCleared(int length, int site) {
    byte[] array = HeapwiseBridge.claimBytes(length, site);
    Arrays.fill(array, (byte) 0xA5);
    return array;
  }

  /** The next claim gets the same array. */
  public static byte[] claimAndRelease(int length, int site) {
    byte[] array = HeapwiseBridge.claimBytes(length, site);
    HeapwiseBridge.releaseBytes(array);
    return array;
  }

  public static void lendToAnybody(Object receiver, byte[] array, int call) {}

  public static void lendAndRelease(Object receiver, byte[] array, int call) {
    HeapwiseBridge.lend(receiver, array, call);
    HeapwiseBridge.releaseBytes(array);
  }

  public static ByteBuffer claimDirtyDirect(int capacity, int site) {
    return ByteBuffer.allocateDirect(capacity).put(capacity / 2, (byte) 1);
  }

  public static void ignoreDirect(ByteBuffer buffer) {}

  public static void releaseDirectTooEarly(ByteBuffer buffer) {
    HeapwiseBridge.releaseDirect(buffer);
  }

  /** How far it is written, although what is written at an index is not said. */
  public static void saySomeWritesOfDirect(Object receiver, ByteBuffer buffer) {
    HeapwiseBridge.lendDirectToFill(receiver, buffer);
  }

  public static void ignoreLentDirect(Object receiver, ByteBuffer buffer) {}
}
