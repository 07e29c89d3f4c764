/**
 * {@code encode}: bytes of a text that are made only to be written or digested.
 *
 * <pre>{@code
 * // before                                     // after
 * out.write(text.getBytes(UTF_8));              if (!consumeText(out, text, charset, site)) {
 *                                                 out.write(text.getBytes(UTF_8));
 *                                               }
 * }</pre>
 *
 * <p><b>Applied when</b> {@code getBytes} of a String, with UTF-8, ISO-8859-1 or US-ASCII as a
 * constant or with the default charset, stands right in front of {@code write(byte[])} of an output
 * stream, or {@code update(byte[])} of a {@code MessageDigest} or a checksum. At run time the text
 * must be 4,096 characters long at least, all of them below U+0100; the stream must be one whose
 * {@code write(byte[])} is {@code write(bytes, 0, length)} and that is known to keep nothing; the
 * digest or checksum must be the JDK's.
 *
 * <p><b>Refused when</b>
 *
 * <ul>
 *   <li>the charset is another, or not a constant;
 *   <li>the bytes are made around a branch;
 *   <li>it is in the initialiser of a class, which runs once, or in a method that handles keys or
 *       passwords, by its name or by what it calls, or in one that would outgrow what the JIT
 *       inlines or compiles.
 * </ul>
 *
 * <p><b>Why equal.</b> The same bytes come in one call. Who takes them with their bounds sees none
 * beyond, and who is not known to keep nothing gets an array of its own. A text or consumer that is
 * null fails in the original calls. Whatever is thrown leaves the array to the garbage collector;
 * else it is wiped and goes back to its pool.
 *
 * <p><b>Cost.</b> Off by default: most texts are short, and for them the question alone took 5 to 8
 * of 20 to 30 nanoseconds. From 4,096 characters on it takes as long as the original, at 40,000
 * four fifths of the time; where some characters take two bytes, a third longer.
 *
 * <p><b>Benchmark</b> {@code CharsBenchmark}.
 */
package io.heapwise.rewrite.encode;
