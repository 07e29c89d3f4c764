/**
 * {@code regex}: constant regular expressions that are compiled again and again.
 *
 * <pre>{@code
 * // before                                     // after
 * s.matches("[a-z]+")                           matchesConstant(s, "[a-z]+")
 * s.replaceAll("[ \t]+", " ")                   replaceAllOf(" ", s, "[ \t]+")
 * s.split(", *")                                split(s, ", *")
 * Pattern.compile("a|b").matcher(s).find()      compile("a|b").matcher(s).find()
 * }</pre>
 *
 * <p><b>Applied when</b> the expression is a constant, in {@code matches}, {@code replaceAll},
 * {@code replaceFirst} and {@code split} of String, in {@code Pattern.matches}, and in {@code
 * Pattern.compile} where neither the pattern nor a matcher of it leaves the method. The expression
 * is compiled once; matchers are used again as {@code matcher} does, literal replacements are
 * appended to a pooled builder.
 *
 * <p><b>Refused when</b>
 *
 * <ul>
 *   <li>the expression, or the flags of {@code Pattern.compile}, are not constant;
 *   <li>it is a single character for {@code split}, which needs no pattern for that;
 *   <li>the pattern of {@code Pattern.compile} is stored, returned, captured, locked, compared by
 *       identity, passed to a method, or asked for more than matchers and its text; the same for
 *       its matchers, and where they are asked for their pattern;
 *   <li>it is in the initialiser of a class, which runs once, or in a method that handles keys or
 *       passwords, by its name or by what it calls, or in one that would grow past the size up to
 *       which the JIT inlines hot methods.
 * </ul>
 *
 * <p><b>Why equal.</b> A pattern does not change, and nobody can get hold of one that is shared. An
 * expression that is wrong is compiled each time, so that each time another PatternSyntaxException
 * is thrown. A text that is null fails in the original call, before anything is compiled.
 *
 * <p><b>Cost.</b> A look-up of a few nanoseconds. At most 1024 patterns are kept, for the life of
 * the JVM, in a table of eight places for each expression; one that finds them all taken is
 * compiled as before. Sites that share an expression share their counters, whose bytes are
 * estimated by the length of the expression.
 *
 * <p><b>Benchmark</b> {@code RegexBenchmark}.
 */
package io.heapwise.rewrite.regex;
