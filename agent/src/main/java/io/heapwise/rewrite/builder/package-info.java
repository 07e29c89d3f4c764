/**
 * {@code builder}: string builders in local variables.
 *
 * <pre>{@code
 * // before                                     // after
 * StringBuilder sb = new StringBuilder();       StringBuilder sb = claimBuilder(site);
 * for (String s : list) {                       for (String s : list) {
 *   sb.append(s).append(',');                     sb.append(s).append(',');
 * }                                             }
 * return sb.toString();                         return releaseBuilder(sb);
 * }</pre>
 *
 * <p><b>Applied when</b> a StringBuilder or StringBuffer is allocated here, nobody but this method
 * and the methods it certainly calls gets hold of it, and a {@code toString()} is its last use on
 * at least one path. Helper methods of the same class that only fill or read it are followed three
 * calls deep.
 *
 * <p><b>Refused when</b> the builder
 *
 * <ul>
 *   <li>is stored in a field or array, returned, captured, thrown, locked or compared by identity;
 *   <li>is passed to a method that is not known to be harmless;
 *   <li>shows its capacity or a live view: {@code capacity}, {@code ensureCapacity}, {@code
 *       trimToSize}, {@code chars}, {@code hashCode}...;
 *   <li>may be another object where it is used, or is used from an earlier round of a loop;
 *   <li>has no {@code toString()} as its last use, or one that only feeds an exception constructor;
 *   <li>is constructed around a branch, so that a stack map frame lists it while it is not
 *       initialised;
 *   <li>is constructed from a CharSequence, whose {@code length()} is the program's code;
 *   <li>is in a method that handles keys or passwords, by its name or by what it calls.
 * </ul>
 *
 * <p><b>Why equal.</b> A claimed builder is empty and nobody else holds it; it differs from a new
 * one in its capacity alone, which is never asked for. The release makes the same new string. An
 * exception between the two leaves the builder to the garbage collector. All calls, and so all side
 * effects and exceptions, stay where they were.
 *
 * <p><b>Cost.</b> A few nanoseconds for claim and release; per platform thread at most four idle
 * builders of 16 KiB, one of which may have 128 KiB, all within {@code pool.maxBytes}.
 *
 * <p><b>Benchmark</b> {@code BuilderBenchmark}.
 */
package io.heapwise.rewrite.builder;
