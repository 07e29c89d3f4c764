/**
 * {@code direct}: direct buffers that stay in their method.
 *
 * <pre>{@code
 * // before                                     // after
 * ByteBuffer b = ByteBuffer.allocateDirect(n);  ByteBuffer b = claimDirect(n, site);
 * while (in.read(b) >= 0) {                     while (lendDirectToFill(in, b), in.read(b) >= 0) {
 *   b.flip();                                     filledDirect(b); b.flip();
 *   out.write(b);                                 lendDirect(out, b); out.write(b);
 *   b.clear();                                    filledDirect(b); b.clear();
 * }                                             }
 *                                               releaseFilledDirect(b);
 * }</pre>
 *
 * <p><b>Applied when</b> nobody but this method gets hold of the buffer or a view of it: it is
 * filled, read, compared, copied from and to; it is lent to {@code read}, {@code write}, {@code
 * receive} and {@code update} of any object; methods of the same class that are certain to be
 * called are followed three calls deep, where it must not be lent.
 *
 * <p><b>Refused when</b> the buffer
 *
 * <ul>
 *   <li>is stored in a field or array, returned, captured, thrown, locked or compared by identity;
 *   <li>is passed to a method that is not known to be harmless;
 *   <li>is seen through a view, or by its address: {@code slice}, {@code duplicate}, {@code
 *       asIntBuffer}, {@code alignedSlice}...;
 *   <li>may be another object where it is used, or is used from an earlier round of a loop;
 *   <li>has no last use on a way that no handler of an exception in one of its uses is on;
 *   <li>is in a method that handles keys or passwords, by its name, by what it calls or by the
 *       names of its variables, or that calls such a method of its class or is called by one.
 * </ul>
 *
 * <p><b>Why equal.</b> A claimed buffer is as {@code allocateDirect} makes it: position, limit,
 * mark, byte order, all zero, and held by nobody else. Who it is lent to is asked by its real class
 * before each call: a few classes of the JDK, each reviewed, keep nothing of it; with any other the
 * claim is forgotten, and the buffer is never handed out again. An exception leaves the buffer to
 * the garbage collector, be it caught or not: an asynchronous writer may still be at work on it.
 *
 * <p>What must be zeroed for the next borrower is what has been written. If all of that was written
 * at the position, it is below the largest position there was before each call that lowers the
 * position; channels may write up to the limit. Where that cannot be said, all of it is zeroed.
 *
 * <p><b>Cost.</b> Some 50 ns for claim and release, instead of microseconds, a cleaner, and native
 * memory that waits for the garbage collector. A method may grow past the 35 bytes that are inlined
 * wherever they are called: the allocation takes a thousand times as long as a call. Native memory
 * retained counts in {@code pool.maxBytes}.
 *
 * <p><b>Benchmark</b> {@code DirectBenchmark}.
 */
package io.heapwise.rewrite.direct;
