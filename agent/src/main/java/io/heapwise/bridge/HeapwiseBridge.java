package io.heapwise.bridge;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The methods that rewritten code calls. Each forwards to the installed {@link HeapwiseRuntime};
 * {@code site} is the number under which the call site was registered. Each call is as long as an
 * instruction of the original code, whose place it takes.
 *
 * <p>Thread-safe: every method may be called from any thread, including virtual ones, and from
 * inside user code that a rewritten expression runs.
 */
public final class HeapwiseBridge {
  private static final HeapwiseRuntime RUNTIME = HeapwiseRuntime.installed;

  private HeapwiseBridge() {}

  /** Counts a concatenation that is about to begin. */
  public static void concatenating(int site) {
    RUNTIME.concatenating(site);
  }

  /** As {@code new StringBuilder()} with the text appended in turn, and {@code toString()}. */
  public static String join(String first) {
    return RUNTIME.join(first);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(String first, String second) {
    return RUNTIME.join(first, second);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(String first, String second, String third) {
    return RUNTIME.join(first, second, third);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(String first, String second, String third, String fourth) {
    return RUNTIME.join(first, second, third, fourth);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(
      String first, String second, String third, String fourth, String fifth) {
    return RUNTIME.join(first, second, third, fourth, fifth);
  }

  /** An empty builder that nobody else holds: what {@code new StringBuilder()} was. */
  public static StringBuilder claimBuilder(int site) {
    return RUNTIME.claimBuilder(site);
  }

  /** As {@code new StringBuilder(capacity)}, the exception for a negative capacity included. */
  public static StringBuilder claimBuilder(int site, int capacity) {
    return RUNTIME.claimBuilder(site, capacity);
  }

  /** As {@code new StringBuilder(initial)}, the exception for null included. */
  public static StringBuilder claimBuilder(int site, String initial) {
    return RUNTIME.claimBuilder(site, initial);
  }

  /** As {@code builder.toString()} where that is the last use of a claimed builder. */
  public static String releaseBuilder(StringBuilder builder) {
    return RUNTIME.releaseBuilder(builder);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int)}. */
  public static StringBuffer claimBuffer(int site) {
    return RUNTIME.claimBuffer(site);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int, int)}. */
  public static StringBuffer claimBuffer(int site, int capacity) {
    return RUNTIME.claimBuffer(site, capacity);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int, String)}. */
  public static StringBuffer claimBuffer(int site, String initial) {
    return RUNTIME.claimBuffer(site, initial);
  }

  /** The {@link StringBuffer} twin of {@link #releaseBuilder(StringBuilder)}. */
  public static String releaseBuffer(StringBuffer buffer) {
    return RUNTIME.releaseBuffer(buffer);
  }

  /** As {@code String.format(format, arguments)} and {@code format.formatted(arguments)}. */
  public static String format(String format, Object[] arguments) {
    return RUNTIME.format(format, arguments);
  }

  /** As {@code String.format(locale, format, arguments)}. */
  public static String format(Locale locale, String format, Object[] arguments) {
    return RUNTIME.format(locale, format, arguments);
  }

  /** As {@code String.format(format, argument)} with an array of one around the argument. */
  public static String format(String format, Object argument) {
    return RUNTIME.format(format, argument);
  }

  /** As {@code String.format(format, first, second)} with an array of two. */
  public static String format(String format, Object first, Object second) {
    return RUNTIME.format(format, first, second);
  }

  /**
   * As {@code builder.append(String.format(format, arguments))} for a builder that is not null.
   * Returns {@code builder}.
   */
  public static StringBuilder appendFormat(
      StringBuilder builder, String format, Object[] arguments) {
    return RUNTIME.appendFormat(builder, format, arguments);
  }

  /**
   * As {@code builder.append(String.format(format, argument))} for a builder that is not null.
   * Returns {@code builder}.
   */
  public static StringBuilder appendFormat(StringBuilder builder, String format, Object argument) {
    return RUNTIME.appendFormat(builder, format, argument);
  }

  // buffer

  /** As {@code new byte[length]}. */
  public static byte[] claimBytes(int length, int site) {
    return RUNTIME.claimBytes(length, site);
  }

  /** As {@code new byte[length]}, for code that writes each element before it reads it. */
  public static byte[] claimScratchBytes(int length, int site) {
    return RUNTIME.claimScratchBytes(length, site);
  }

  /**
   * Behind the last use of an array that this thread has claimed. Nothing happens with null, nor
   * with an array that is not claimed by this thread or has escaped.
   */
  public static void releaseBytes(byte[] array) {
    RUNTIME.releaseBytes(array);
  }

  /** The {@code char[]} twin of {@link #claimBytes}. */
  public static char[] claimChars(int length, int site) {
    return RUNTIME.claimChars(length, site);
  }

  /** The {@code char[]} twin of {@link #claimScratchBytes}. */
  public static char[] claimScratchChars(int length, int site) {
    return RUNTIME.claimScratchChars(length, site);
  }

  /** The {@code char[]} twin of {@link #releaseBytes}. */
  public static void releaseChars(char[] array) {
    RUNTIME.releaseChars(array);
  }

  /**
   * In front of a call that is given an array: unless the receiver is known to keep nothing, the
   * array belongs to it from now on. Nothing is thrown, whatever is null.
   *
   * @param call number of the call's name, descriptor and argument
   */
  public static void lend(Object receiver, byte[] array, int call) {
    RUNTIME.lend(receiver, array, call);
  }

  /** The {@code char[]} twin of {@link #lend(Object, byte[], int)}. */
  public static void lend(Object receiver, char[] array, int call) {
    RUNTIME.lend(receiver, array, call);
  }

  // direct

  /** As {@code ByteBuffer.allocateDirect(capacity)}, what it throws included. */
  public static ByteBuffer claimDirect(int capacity, int site) {
    return RUNTIME.claimDirect(capacity, site);
  }

  /**
   * A claimed buffer is about to be given to a receiver. Unless that is known to keep nothing, the
   * claim is forgotten. Harmless for null and for what was not claimed.
   */
  public static void lendDirect(Object receiver, ByteBuffer buffer) {
    RUNTIME.lendDirect(receiver, buffer);
  }

  /**
   * As {@link #lendDirect} for a receiver that may write, up to the limit of the buffer, where all
   * other writes are said by {@link #filledDirect}.
   */
  public static void lendDirectToFill(Object receiver, ByteBuffer buffer) {
    RUNTIME.lendDirectToFill(receiver, buffer);
  }

  /** A claimed buffer has not been written beyond its position since this was last said. */
  public static void filledDirect(ByteBuffer buffer) {
    RUNTIME.filledDirect(buffer);
  }

  /** The last use of a buffer is over. Harmless for null and for what was not claimed. */
  public static void releaseDirect(ByteBuffer buffer) {
    RUNTIME.releaseDirect(buffer);
  }

  /** {@link #filledDirect} and {@link #releaseDirect} at once. */
  public static void releaseFilledDirect(ByteBuffer buffer) {
    RUNTIME.releaseFilledDirect(buffer);
  }
}
