/**
 * {@code streams}: buffers of JDK streams that may never be needed.
 *
 * <pre>{@code
 * // before                                          // after
 * in = new BufferedInputStream(source);              in = bufferedInput(site, source);
 * while ((n = in.read(chunk)) > 0) {                 while ((n = in.read(chunk)) > 0) {
 *   out.write(chunk, 0, n);                            out.write(chunk, 0, n);
 * }                                                  }
 * }</pre>
 *
 * <p>Reads that are at least as long as the buffer pass it by: here it is made for nothing. The
 * stream is the genuine one all the same; in place of its buffer it has an array that only has the
 * right length, and its wrapped stream stands behind a guard, which makes the buffer when it is
 * about to be filled and then gets out of the way.
 *
 * <p><b>Applied when</b> a {@code BufferedInputStream} of exactly that class is made, on Java 17:
 * from 20 on it puts off its buffer by itself. Where it goes from there does not matter.
 *
 * <p><b>Refused when</b> it is constructed around a branch, or in a way that no compiler emits.
 *
 * <p><b>Why equal.</b> Class, identity, lock and code of the stream are the original's; the wrapped
 * stream gets the same calls with the same arguments, the array that is to be filled included, in
 * the same order and thread, and its exceptions pass through. The array that stands in can be
 * neither written nor read: {@code io.heapwise.runtime.DeferredInput} has the proof, for the source
 * of 17. Null, sizes below 512 or above 65,536, too many different sizes: the original constructor.
 * Both fields are protected, and nobody but a subclass may look at them. Seen by those who look at
 * them with reflection, which needs {@code --add-opens java.base/java.io}; in heap dumps; and as a
 * frame in stack traces, between the buffered stream and the wrapped one. Memory that is not there
 * is missed at the first read that needs it, rather than by the constructor.
 *
 * <p><b>Cost.</b> 48 bytes and some nanoseconds for each stream; one more call for each read that
 * passes the buffer by. A site whose streams nearly all fill their buffer goes back to the original
 * constructor, and is tried again later. At most eight arrays that stand in, 160 KiB together, from
 * an eighth of {@code pool.maxBytes}.
 *
 * <p><b>Benchmark</b> {@code StreamsBenchmark}.
 */
package io.heapwise.rewrite.streams;
