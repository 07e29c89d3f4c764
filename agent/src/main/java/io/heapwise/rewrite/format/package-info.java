/**
 * {@code format}: {@code String.format} and {@code formatted} with a constant format.
 *
 * <pre>{@code
 * // before                                            // after
 * for (byte b : digest) {                              for (byte b : digest) {
 *   sb.append(String.format("%02x", b));                 appendFormat(sb, "%02x", b);
 * }                                                    }
 * }</pre>
 *
 * <p><b>Applied when</b> the format is a constant of {@code %s %S %d %x %X %o %c %b %h %n %%} with
 * widths and the flags {@code -} and {@code 0}. It is parsed once. One or two arguments are passed
 * without their array where nothing else uses that; a text that is only appended to a builder made
 * in the same method is never made.
 *
 * <p><b>Refused when</b> the method handles keys or passwords, by its name or by what it calls, or
 * the format is not a constant or holds anything else (precision, argument index, other flags and
 * conversions), or the text only feeds an exception constructor, or leads only to a throw.
 *
 * <p><b>Why equal.</b> At run time the arguments decide: anything unusual (too few of them, a
 * Formattable, a type that does not fit its conversion, a locale with digits of its own) goes to
 * the original method before any of the program's code has run. {@code toString} and {@code
 * hashCode} of arguments run in the order of the specifiers and as often as they did; nothing is
 * appended before all of them have returned.
 *
 * <p><b>Cost.</b> The compiled formats are kept, a few hundred bytes each. A call that goes to the
 * original method after all takes about ten nanoseconds longer. Sites that share a format share
 * their counters: there is no room in the rewritten code to tell them apart.
 *
 * <p><b>Benchmark</b> {@code FormatBenchmark}.
 */
package io.heapwise.rewrite.format;
