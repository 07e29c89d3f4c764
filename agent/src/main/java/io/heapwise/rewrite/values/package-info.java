/**
 * {@code values}: copies of the constants of an enum that are made only to be read.
 *
 * <pre>{@code
 * // before                                   // after, once the constants are there
 * for (Color color : Color.values()) {        for (Color color : Color.$VALUES) {
 *   if (color.code == code) { ... }             if (color.code == code) { ... }
 * }                                           }
 * }</pre>
 *
 * <p><b>Applied when</b> code of the enum itself calls {@code values()}, and all that ever happens
 * to the array is that its elements and its length are read: which is what a loop over it does. The
 * field that {@code values()} copies is read in its place. For other classes see {@code constants}.
 *
 * <p><b>Refused when</b> the array
 *
 * <ul>
 *   <li>is written, passed on (to {@code Arrays.asList} or {@code Stream.of}, say), stored,
 *       returned, compared, or locked;
 *   <li>may be another array where it is used;
 *   <li>is asked for its length alone, for which the JIT makes no array;
 *   <li>is made in the initialiser of a class, which runs once;
 *   <li>comes from a {@code values()} or a field that is not what javac, kotlinc and groovyc make;
 *   <li>is in a method that would outgrow what the JIT inlines or compiles.
 * </ul>
 *
 * <p><b>Why equal.</b> The copy has the elements that the field's array has, and nobody writes to
 * either nor can tell them apart. To read the field initialises the enum, or waits for that, as the
 * call did; while the field is null, because a constructor asks, the original call runs and fails.
 * Assumed is that nobody writes to the private array by reflection while a method is reading it;
 * such writes at other times are seen as before.
 *
 * <p><b>Cost.</b> None but the counter.
 *
 * <p><b>Benchmark</b> {@code ValuesBenchmark}.
 */
package io.heapwise.rewrite.values;
