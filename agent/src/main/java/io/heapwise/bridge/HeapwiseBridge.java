package io.heapwise.bridge;

import java.util.Locale;

/**
 * The methods that rewritten code calls. Each forwards to the installed {@link HeapwiseRuntime};
 * {@code site} is the number under which the call site was registered.
 *
 * <p>Thread-safe: every method may be called from any thread, including virtual ones, and from
 * inside user code that a rewritten expression runs.
 */
public final class HeapwiseBridge {
  private static final HeapwiseRuntime RUNTIME = HeapwiseRuntime.installed;

  private HeapwiseBridge() {}

  /** Counts a concatenation. Returns {@code result} itself. */
  public static String concatenated(String result, int site) {
    return RUNTIME.concatenated(result, site);
  }

  /** An empty builder that nobody else holds: what {@code new StringBuilder()} was. */
  public static StringBuilder claimBuilder(int site) {
    return RUNTIME.claimBuilder(site);
  }

  /** As {@code new StringBuilder(capacity)}, the exception for a negative capacity included. */
  public static StringBuilder claimBuilder(int capacity, int site) {
    return RUNTIME.claimBuilder(capacity, site);
  }

  /** As {@code new StringBuilder(initial)}, the exception for null included. */
  public static StringBuilder claimBuilder(String initial, int site) {
    return RUNTIME.claimBuilder(initial, site);
  }

  /** As {@code builder.toString()} where that is the last use of a claimed builder. */
  public static String releaseBuilder(StringBuilder builder, int site) {
    return RUNTIME.releaseBuilder(builder, site);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int)}. */
  public static StringBuffer claimBuffer(int site) {
    return RUNTIME.claimBuffer(site);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int, int)}. */
  public static StringBuffer claimBuffer(int capacity, int site) {
    return RUNTIME.claimBuffer(capacity, site);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(String, int)}. */
  public static StringBuffer claimBuffer(String initial, int site) {
    return RUNTIME.claimBuffer(initial, site);
  }

  /** The {@link StringBuffer} twin of {@link #releaseBuilder(StringBuilder, int)}. */
  public static String releaseBuffer(StringBuffer buffer, int site) {
    return RUNTIME.releaseBuffer(buffer, site);
  }

  /** As {@code String.format(format, arguments)} and {@code format.formatted(arguments)}. */
  public static String format(String format, Object[] arguments, int site) {
    return RUNTIME.format(format, arguments, site);
  }

  /** As {@code String.format(locale, format, arguments)}. */
  public static String format(Locale locale, String format, Object[] arguments, int site) {
    return RUNTIME.format(locale, format, arguments, site);
  }

  /** As {@code String.format(format, argument)} with an array of one around the argument. */
  public static String format(String format, Object argument, int site) {
    return RUNTIME.format(format, argument, site);
  }

  /** As {@code String.format(format, first, second)} with an array of two. */
  public static String format(String format, Object first, Object second, int site) {
    return RUNTIME.format(format, first, second, site);
  }

  /**
   * As {@code builder.append(String.format(format, arguments))} for a builder that is not null.
   * Returns {@code builder}.
   */
  public static StringBuilder appendFormat(
      StringBuilder builder, String format, Object[] arguments, int site) {
    return RUNTIME.appendFormat(builder, format, arguments, site);
  }

  /**
   * As {@code builder.append(String.format(format, argument))} for a builder that is not null.
   * Returns {@code builder}.
   */
  public static StringBuilder appendFormat(
      StringBuilder builder, String format, Object argument, int site) {
    return RUNTIME.appendFormat(builder, format, argument, site);
  }
}
