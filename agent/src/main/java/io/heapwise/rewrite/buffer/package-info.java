/**
 * {@code buffer}: scratch arrays.
 *
 * <pre>{@code
 * // before                                      // after
 * byte[] buffer = new byte[8192];                byte[] buffer = claimBytes(8192, site);
 * int n;                                         int n;
 * while ((n = in.read(buffer)) > 0) {            while (lend(in, buffer), (n = in.read(buffer)) > 0) {
 *   out.write(buffer, 0, n);                       lend(out, buffer); out.write(buffer, 0, n);
 * }                                              }
 *                                                releaseBytes(buffer);
 * }</pre>
 *
 * <p><b>Applied when</b> a {@code byte[]} or {@code char[]} of at least 512 bytes, or of a length
 * not known before, is made in the method (also by a static method of the class that does nothing
 * else), is used by the method's own instructions, by calls of the JDK that only copy elements, by
 * helpers of the class that are certain to be reached, three deep, and by methods that the receiver
 * chooses; and there is a last use on a way that no exception has touched.
 *
 * <p><b>Guarded.</b> Before an array is lent to a method that the receiver chooses, {@code
 * InputStream.read} or {@code OutputStream.write}, the class of the real receiver is asked whether
 * it keeps or shows what it is given. Where that is not known to be impossible, the array is the
 * receiver's from then on, and goes back to nobody. Helpers have the same guards.
 *
 * <p><b>Refused when</b> the array
 *
 * <ul>
 *   <li>is stored in a field or array, returned, captured, thrown, locked or compared by identity;
 *   <li>is passed to a constructor, or to a static or private method, that is not known;
 *   <li>is passed to a method of the same package, which a subclass may not override;
 *   <li>is passed along with arguments that run code between the guard and the call;
 *   <li>is decoded by a charset that may be the program's own;
 *   <li>is lent where a helper may catch what is thrown, and return all the same;
 *   <li>may be another array where it is used;
 *   <li>has no last use on a normal path;
 *   <li>is in a method that handles keys or passwords, by its name, by what it calls or by the
 *       names of its variables, or that calls such a method of its class or is called by one.
 * </ul>
 *
 * <p><b>Why equal.</b> A claimed array has the length asked for, is all zero unless it is written
 * as a whole first, and nobody else holds it. Claims fail as allocations do. An array is released
 * only where the method does not use it any more and none of those it was lent to can have it;
 * after an exception somebody may still be at work on it, and it is left to the garbage collector.
 * All calls, and so all side effects and exceptions, stay where they were.
 *
 * <p><b>Cost.</b> Some ten nanoseconds for claim and release, a few for each guard, and clearing
 * what {@code new} would have cleared too; when the array is released, so that nothing of what was
 * in it lies in the pool. An array that is written as a whole before it is read, and lent to
 * nobody, is not cleared. No mark is kept of how far reads have filled it: a receiver may write
 * more than it says, and a mark would save some hundred nanoseconds at 8 KiB. What idle arrays
 * retain is within {@code pool.maxBytes}.
 *
 * <p><b>Benchmark</b> {@code BufferBenchmark}.
 */
package io.heapwise.rewrite.buffer;
