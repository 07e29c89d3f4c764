/**
 * Things that rewritten code borrows instead of making them: scratch arrays, direct buffers, string
 * builders. Depends on the JDK alone.
 *
 * <p><b>Claim and release.</b> What is claimed is gone from the pool: nested and recursive claims
 * get something else. Each thread's {@link io.heapwise.runtime.pool.ClaimRegister} remembers its
 * last claims; what it does not know cannot be released. So a second release, a release by another
 * thread, a release after {@code escaped} find nothing, and there is nothing to check for.
 *
 * <p><b>Where things lie.</b> A platform thread has a {@link io.heapwise.runtime.pool.ThreadSlot}
 * with counters and a {@link io.heapwise.runtime.pool.Shelf} with idle arrays up to 64 KiB, by
 * exact length. Larger ones, and those for which the shelf is too small, lie in {@link
 * io.heapwise.runtime.pool.SharedShelves}, by size class. Virtual threads take one of a few slots
 * for the moment of a claim or release; when that is taken, the array is made anew, and an escape
 * retires the whole shelf rather than be lost.
 *
 * <p><b>Texts</b> of writers, and of output streams, are arrays without a claim: {@link
 * io.heapwise.runtime.pool.WriterPool} and {@link io.heapwise.runtime.pool.OutputPool} give one to
 * a new writer, and take the one that it has at the end. A few short ones lie on the shelf, long
 * ones in {@link io.heapwise.runtime.pool.LargeTexts}; both are counted while they are idle.
 *
 * <p><b>The bound.</b> {@link io.heapwise.runtime.pool.PoolBudget} is asked before an array that
 * may be pooled is made, and told when it is given up: idle arrays count, and so do claimed ones,
 * since the register keeps them alive until they are released or forgotten. A claim that finds no
 * room gets a plain new array, which its release does not know. So the steady state, claim and
 * release of a length that the thread has at hand, runs without any atomic instruction on shared
 * memory and without allocating. Builders grow while they are claimed; their shelf reserves room in
 * steps and keeps it. Not counted: slots and their counters, 2 KiB for each thread.
 *
 * <p><b>Shrinking.</b> Shelves are used without locks, so nobody takes single things from them. A
 * shelf is retired as a whole: its reservation is refunded and its slot forgets it. That happens to
 * threads that have claimed nothing for ten seconds, and to all when the heap is nearly full or
 * {@code new} fails. Threads that claim look after this every 1024 claims. Only arrays of
 * primitives, buffers and builders are kept: no class loader of the program is ever held.
 *
 * <p><b>Zeroing.</b> With each array goes how far it may be written. That much is filled with zeros
 * when it is released, so that nothing of what a program has written lies in a pool; but for arrays
 * claimed as scratch, which their borrowers write as a whole before they read: there it is done for
 * the next borrower that needs zeros. The text of a builder goes at its release.
 *
 * <p><b>The governor.</b> {@link io.heapwise.runtime.pool.Governor}: sites that do not profit use
 * {@code new} again, for a while.
 *
 * <p><b>verify.</b> Nothing is given out twice. Scratch arrays come poisoned, so that a read before
 * a write shows; released ones are poisoned and kept in the {@link
 * io.heapwise.runtime.pool.Quarantine}, so that a use after release shows.
 */
package io.heapwise.runtime.pool;
