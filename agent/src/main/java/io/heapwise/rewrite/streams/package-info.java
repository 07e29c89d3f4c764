/**
 * {@code streams}: buffers of JDK streams, readers and writers.
 *
 * <pre>{@code
 * // before                                          // after
 * in = new BufferedInputStream(source);              in = bufferedInput(site, source);
 * while ((n = in.read(chunk)) > 0) { ... }           while ((n = in.read(chunk)) > 0) { ... }
 *
 * out = new BufferedWriter(target);                  out = bufferedWriter(site, target);
 * out.write(text);                                   out.write(text);
 * out.close();                                       out.close();
 * }</pre>
 *
 * <p>Each gets an object of the genuine class, with a guard between it and what it wraps.
 *
 * <ul>
 *   <li>{@code BufferedInputStream}: reads that are at least as long as the buffer pass it by; then
 *       it is made for nothing. In its place the stream has an array that only has the right
 *       length. The guard makes the buffer when it is about to be filled, and steps aside.
 *   <li>{@code BufferedReader}, {@code BufferedWriter}: the buffer comes from the pool. The guard
 *       asks at each call whether what is wrapped may be lent the buffer; {@code close()} is the
 *       last call it gets, and gives the buffer back.
 *   <li>{@code InputStreamReader}, {@code OutputStreamWriter}: the same for the buffer of their
 *       coder, for UTF-8, ISO-8859-1 and US-ASCII.
 * </ul>
 *
 * <p>{@code writer.write(text)} of an {@code OutputStreamWriter} or {@code FileWriter} copies the
 * text to a new array of characters. Here a call goes in front that does the same with one from the
 * pool, or declines.
 *
 * <p><b>Applied when</b> an object of exactly one of these classes is made; where it goes from
 * there does not matter. {@code BufferedInputStream} on Java 17 only: from 20 on it puts off its
 * buffer by itself; {@code OutputStreamWriter} as well, which begins with 512 bytes there. The
 * others on 17 and 25, whose sources were read for it. Calls of {@code write(text)} in classes that
 * name one of the two writers.
 *
 * <p><b>Refused when</b> the method handles keys or passwords, by its name or by what it calls, or
 * the object is constructed around a branch, or in a way that no compiler emits; a reader or writer
 * with a coder of the program's own. At run time the original constructor takes over for null, for
 * small, huge or negative sizes, in virtual threads, and for other charsets, and for what is
 * wrapped if that is not trusted. A text is written as before if it has fewer than 256 characters
 * or more than a million, by subclasses, in virtual threads, with a charset of the program's own,
 * and over streams that are not trusted.
 *
 * <p><b>Why equal.</b> Class, identity, lock and code of the object are the original's. What it
 * wraps gets the same calls with the same arguments, in the same order, under the same lock and in
 * the same thread; its exceptions pass through. {@code io.heapwise.runtime.DeferredInput} has the
 * proof that the array that stands in is neither read nor written. Pooled buffers are exactly what
 * {@code new} would have made, zeros included, so that not even an untrusted borrower could tell;
 * one is given back only if every borrower was trusted and returned normally. A closed reader or
 * writer has dropped its buffer, under the lock that it takes for everything it does, and throws.
 * Both writers hand a text on as an array and nothing else; what they throw passes through, and the
 * array is then left to the garbage collector.
 *
 * <p>The guard is seen by those who look at private and protected fields of the JDK with
 * reflection, which needs {@code --add-opens java.base/java.io}; in heap dumps; and as a frame in
 * stack traces of exceptions from behind it. Memory for a buffer that is put off is missed at the
 * first read that needs it, rather than by the constructor.
 *
 * <p><b>Cost.</b> 48 bytes and some nanoseconds for each input stream, 80 to 150 bytes for the
 * others; one more call for each call of what is wrapped, and the time to zero what was written. A
 * site whose input streams nearly all fill their buffer goes back to the original constructor, and
 * is tried again later; so does one whose pooled buffers do not come back. At most eight arrays
 * that stand in, 160 KiB together, from an eighth of {@code pool.maxBytes}.
 *
 * <p><b>Benchmark</b> {@code StreamsBenchmark}.
 */
package io.heapwise.rewrite.streams;
