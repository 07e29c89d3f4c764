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
 * and the methods that it is passed to gets hold of it, and there is a last use on at least one
 * way: a {@code toString()}, or else anything, such as a {@code substring} or an {@code append} to
 * another builder. Helper methods of the same class that only fill or read it are followed three
 * calls deep, be they recursive.
 *
 * <p><b>Lent.</b> A builder may be passed to methods of other classes, as a builder, an {@code
 * Appendable} or a {@code CharSequence}. A guard goes along with each such call: before one that
 * the receiver chooses, the class of the real receiver is asked for; after a static one or a
 * constructor, what the calling class is linked to. Where it is not known that the method, and all
 * that it calls in turn, neither keeps the builder nor could tell it from a new one, the builder is
 * theirs from then on, and goes back to nobody:
 *
 * <pre>{@code
 * // before                                     // after
 * StringBuilder sb = new StringBuilder();       StringBuilder sb = claimLentBuilder(site);
 *                                               Object kept = sb;
 * for (Converter c : converters) {              for (Converter c : converters) {
 *                                                 kept = lend(c, kept, call);
 *   c.write(sb, event);                           c.write(sb, event);
 * }                                             }
 * return sb.toString();                         return releaseLent(sb, kept, site);
 * }</pre>
 *
 * <p><b>Refused when</b> the builder
 *
 * <ul>
 *   <li>is stored in a field or array, returned, captured, thrown, locked or compared by identity;
 *   <li>is passed as an Object, or along with arguments that run code between the guard and the
 *       call;
 *   <li>is passed to a static method or a constructor that may fail and be recovered from, or to a
 *       method that returns a builder that is used;
 *   <li>shows its capacity or a live view: {@code capacity}, {@code ensureCapacity}, {@code
 *       trimToSize}, {@code chars}, {@code hashCode}...;
 *   <li>may be another object where it is used, or is used from an earlier round of a loop;
 *   <li>has no last use on a way that no exception has touched, only feeds an exception
 *       constructor, or leads only to a throw;
 *   <li>is constructed around a branch, so that a stack map frame lists it while it is not
 *       initialised;
 *   <li>is constructed from a CharSequence, whose {@code length()} is the program's code;
 *   <li>is lent in a method that the guards would make too large to be inlined;
 *   <li>is in a method that handles keys or passwords, by its name, by what it calls or by the
 *       names of its variables, or that calls such a method of its class or is called by one.
 * </ul>
 *
 * <p><b>Why equal.</b> A claimed builder is empty and nobody else holds it; it differs from a new
 * one in its capacity alone, which is never asked for. The release makes the same new string. An
 * exception between the two leaves the builder to the garbage collector. All calls, and so all side
 * effects and exceptions, stay where they were. A method that is redefined is judged anew.
 *
 * <p><b>Cost.</b> Some ten nanoseconds for claim and release, and six or seven for each guard: a
 * short text that is put together by many receivers takes longer than without, one of ten parts by
 * a twelfth. Per platform thread at most four idle builders of 16 KiB, one of which may have 128
 * KiB, all within {@code pool.maxBytes}. A site whose builders do not come back takes none from the
 * pool.
 *
 * <p><b>Benchmark</b> {@code BuilderBenchmark}.
 */
package io.heapwise.rewrite.builder;
