/**
 * {@code concat}: string concatenation as compilers wrote it before invokedynamic.
 *
 * <pre>{@code
 * // before                                             // after
 * new StringBuilder()                                   makeConcatWithConstants(
 *     .append("id ").append(id)                             "id \1 of \1",
 *     .append(" of ").append(owner).toString()              id, String.valueOf(owner))
 * }</pre>
 *
 * <p><b>Applied when</b> a builder lives on the operand stack alone and ends in {@code toString()}.
 * One basic block of appends of texts, objects and primitives in a class file of version 51 or
 * newer becomes one {@code invokedynamic}; an object is turned into its text at its append, so that
 * side effects keep their order. Any other chain (a branch inside; {@code char[]}, CharSequence or
 * other calls such as {@code insert}; more than 200 slots; no constant text, but for numbers next
 * to other operands; older class files) keeps all its calls and only claims its builder from the
 * pool: see the builder rewrite.
 *
 * <p><b>Refused when</b>
 *
 * <ul>
 *   <li>the text only feeds an exception constructor: a seldom path, not worth a byte of code;
 *   <li>the builder escapes, or the rewrite of the builder is refused for any other reason;
 *   <li>the class file is older than version 51, or invokedynamic would change the identity of the
 *       text, and C2 removes the builder by itself: a block of texts, ints and chars without other
 *       calls.
 * </ul>
 *
 * <p><b>Why equal.</b> The result is a new string in both forms, with the same text: null, {@code
 * char}, float and double texts are those of {@link java.lang.String#valueOf(Object)} in both. Only
 * an empty builder gives the constant {@code ""}, and only a number or boolean by itself would not
 * be concatenated: such chains stay as they are. An object's {@code toString} runs where it ran,
 * and what it throws leaves the expression from there. A text given to the constructor must be
 * certain not to be null, which would throw.
 *
 * <p><b>Cost.</b> Linking a call site takes some tens of microseconds once. The pooled form spends
 * a few nanoseconds on claim and release.
 *
 * <p><b>Benchmark</b> {@code ConcatBenchmark}.
 */
package io.heapwise.rewrite.concat;
