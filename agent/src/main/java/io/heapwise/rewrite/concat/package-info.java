/**
 * {@code concat}: string concatenation as compilers wrote it before invokedynamic.
 *
 * <pre>{@code
 * // before                                             // after
 * new StringBuilder().append(name)                      join(name, ": ", String.valueOf(owner))
 *     .append(": ").append(owner).toString()
 * new StringBuilder().append("id ").append(id)          makeConcatWithConstants(
 *     .append(" of ").append(total).toString()              "id \1 of \1", id, total)
 * }</pre>
 *
 * <p><b>Applied when</b> a builder lives on the operand stack alone and ends in {@code toString()}.
 * One basic block of at most five texts and objects becomes a call of one shared method, which runs
 * the same chain. Other blocks of appends of texts, objects and primitives, in a class file of
 * version 51 or newer, become one {@code invokedynamic}. In both an object is turned into its text
 * at its append, so that side effects keep their order. Any other chain (a branch inside; {@code
 * char[]}, CharSequence or other calls such as {@code insert}; more than 200 slots; nothing that
 * makes sure of a new text) keeps all its calls and only claims its builder from the pool: see the
 * builder rewrite.
 *
 * <p><b>Refused when</b>
 *
 * <ul>
 *   <li>the text only feeds an exception constructor: a seldom path, not worth a byte of code;
 *   <li>the builder escapes, or the rewrite of the builder is refused for any other reason;
 *   <li>only the pooled form is left, and C2 removes the builder by itself: a block of texts, ints
 *       and chars without other calls;
 *   <li>the method has a subroutine, or is longer than the 8,000 bytes that HotSpot compiles.
 * </ul>
 *
 * <p><b>Why equal.</b> The text is the same in all forms: null, {@code char}, float and double are
 * those of {@link java.lang.String#valueOf(Object)}. So is its identity: an empty builder gives the
 * constant {@code ""}, which a dynamic concatenation would not, and that of a lone boolean would
 * not be new; such chains do not become one. An object's {@code toString} runs where it ran, and
 * what it throws leaves the expression from there. A text given to the constructor must be certain
 * not to be null, which would throw.
 *
 * <p><b>Cost.</b> A dynamic call site takes some tens of microseconds once, to be linked. The
 * pooled form spends a few nanoseconds on claim and release. Chains of texts, ints and chars
 * without other calls, which C2 joins by itself, gain nothing once they are compiled; they are not
 * counted, because a counter would be all that is left of the rewrite there.
 *
 * <p><b>Benchmark</b> {@code ConcatBenchmark}.
 */
package io.heapwise.rewrite.concat;
