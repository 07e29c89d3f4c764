/**
 * {@code append}: texts of objects that are made only to be appended, where the object turns out to
 * be a number.
 *
 * <pre>{@code
 * // before                            // after, where appendsNumber(builder, value)
 * String text = value.toString();      appendNumber(builder, value);
 * builder.append(text);
 * }</pre>
 *
 * <p><b>Applied when</b> the text of {@code Object.toString()} or {@code String.valueOf(Object)} is
 * appended to a {@code StringBuilder} at once, or by way of one variable, and used nowhere else. It
 * is how loggers and templates put in the arguments that they are given.
 *
 * <p><b>Refused when</b>
 *
 * <ul>
 *   <li>the text is used elsewhere as well, or may be merged with another;
 *   <li>it is made around a branch;
 *   <li>it is made in the initialiser of a class, which runs once;
 *   <li>the method would outgrow what the JIT inlines or compiles.
 * </ul>
 *
 * <p>{@code append(Object)} is left alone: it is in one class of twenty, most of which would be
 * read for nothing.
 *
 * <p><b>Why equal.</b> What is asked at run time is whether the object is an {@code Integer},
 * {@code Long}, {@code Short}, {@code Byte}, {@code Double} or {@code Float}: final classes whose
 * {@code toString()} runs no code of the program, and gives what {@code append} of the primitive
 * appends, by specification. For everything else, and where object or builder is null, the original
 * calls are made.
 *
 * <p><b>Cost.</b> Whatever is no number: one comparison of its class. The variable of the text is
 * null where there is none.
 *
 * <p><b>Benchmark</b> {@code AppendBenchmark}.
 */
package io.heapwise.rewrite.append;
