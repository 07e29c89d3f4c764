/**
 * {@code presize}: lists, deques, builders, output streams and writers that grow by copying. Off by
 * default.
 *
 * <pre>{@code
 * // before                                   // after
 * List<Row> rows = new ArrayList<>();         List<Row> rows = presizedList(site);
 * while (results.next()) {                    while (results.next()) {
 *   rows.add(row(results));                     rows.add(row(results));
 * }                                           }
 *                                             filled(rows, site);
 * return rows;                                return rows;
 * }</pre>
 *
 * <p><b>Applied when</b> an {@code ArrayList}, an {@code ArrayDeque}, a {@code CharArrayWriter}, or
 * a {@code StringBuilder} or {@code ByteArrayOutputStream} that the rewrites before this one could
 * not get from a pool, is made with its default capacity, and is in the hands of the method when it
 * is complete: each way ends with a use that returns, stores or passes it on, or asks it for
 * something. In front of that its size is looked at. Its site begins with that capacity once eight
 * in a row have outgrown the default.
 *
 * <p><b>Refused when</b> the object
 *
 * <ul>
 *   <li>may be another one where it is used, or is used in turn by each round of a loop;
 *   <li>gets nothing in this method, such as one that is stored in a field at once;
 *   <li>is not in hand on some way when it is complete;
 *   <li>is asked for its capacity, or told one: {@code capacity}, {@code ensureCapacity}, {@code
 *       trimToSize};
 *   <li>is constructed around a branch, leads only to a throw, or is made in the initialiser of a
 *       class, which runs once;
 *   <li>is in a method that would outgrow what the JIT inlines or compiles.
 * </ul>
 *
 * <p><b>Why equal.</b> A capacity is no content: elements, their order and exceptions are the same,
 * and so is the serial form of lists and deques. Never a {@code HashMap} or {@code HashSet}: their
 * capacity is their order. Nothing is kept alive: of each site only a size is remembered.
 *
 * <p><b>What can be seen</b>, and why it is off by default: whoever gets a builder may ask for its
 * {@code capacity()}, or serialize it, which writes that too; a stream or writer of the program's
 * own that is given the array by {@code writeTo} sees its length; whoever casts a list to {@code
 * ArrayList} and calls {@code ensureCapacity} in the middle of a loop over it may be spared a
 * {@code ConcurrentModificationException}; so may who adds to a deque in a loop over it, which may
 * fail where the deque grows.
 *
 * <p><b>Cost.</b> Two calls for each object and, while sizes vary, a plain write to a number that
 * threads share. A site whose objects would have taken less by themselves, because they stay small
 * or are of all sizes, is left at the default, and tries again after more and more of them. Not
 * more than 8,192 elements or 64 KiB are asked for at once. {@code new ArrayList} is in half of all
 * classes, which are read when this is on.
 *
 * <p><b>Benchmark</b> {@code PresizeBenchmark}.
 */
package io.heapwise.rewrite.presize;
