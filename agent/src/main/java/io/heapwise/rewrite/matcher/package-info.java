/**
 * {@code matcher}: matchers that stay in their method.
 *
 * <pre>{@code
 * // before                                     // after
 * if (NUMBER.matcher(s).matches()) {            if (matches(NUMBER, s, site)) {
 *   ...                                           ...
 * Matcher m = WORD.matcher(s);                  Matcher m = claimMatcher(WORD, s, site);
 * while (m.find()) {                            while (m.find()) {
 *   count(m.group());                             count(m.group());
 * }                                             }
 *                                               releaseMatcher(m);
 * }</pre>
 *
 * <p><b>Applied when</b> nobody but this method, and the methods of the same class that it
 * certainly calls, gets hold of the matcher. Where it is only asked {@code matches()}, {@code
 * find()} or {@code lookingAt()} at once, one call does it all; where it only replaces, a literal
 * replacement is appended to a pooled builder without an object for each match.
 *
 * <p><b>Refused when</b> the matcher
 *
 * <ul>
 *   <li>is stored in a field or array, returned, captured, thrown, locked or compared by identity;
 *   <li>is passed to a method that is not known to be harmless;
 *   <li>is given to code of the program, or seen later: {@code results}, {@code toMatchResult},
 *       {@code replaceAll} with a function;
 *   <li>may be another object where it is used;
 *   <li>has no last use on a way that no handler of an exception in one of its uses is on;
 *   <li>is in a method that handles keys or passwords, by its name or by what it calls, or in one
 *       that would grow past the size up to which the JIT inlines hot methods.
 * </ul>
 *
 * <p><b>Why equal.</b> A claimed matcher has just been reset for the text, by the one call of its
 * {@code length()} that a new one makes. What a reset leaves as it was (bounds, {@code hitEnd},
 * {@code requireEnd}) was put back when it was released; that this is all was read in the code
 * of 17 and 25, and where a matcher has fields that are not known none is used again. It is gone
 * from the pool while it is claimed, so that a text whose {@code charAt} matches, even with the same
 * pattern, gets another. Whatever is thrown leaves it to the garbage collector. A pattern that is
 * null fails in the original call.
 *
 * <p><b>Cost.</b> Some ten nanoseconds for claim and release. At most 64 idle matchers for each
 * thread, with no text, which go with the next garbage collection, so that no pattern lives longer
 * for it. A pattern that is compiled anew for each text never finds a matcher: such a site makes
 * new ones again after 224 in vain.
 *
 * <p><b>Benchmark</b> {@code MatcherBenchmark}.
 */
package io.heapwise.rewrite.matcher;
