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
 * <p><b>Applied when</b> all that ever happens to the array of {@code values()} is that its
 * elements and its length are read: which is what a loop over it does. In the enum itself the field
 * is read in its place. In another class the runtime is asked for the array: it gives it once the
 * enum is initialised, and its class file has been found to be the one that the JVM got, with a
 * {@code values()} that does nothing but copy the field.
 *
 * <p><b>Refused when</b> the array
 *
 * <ul>
 *   <li>is written, passed on (to {@code Arrays.asList} or {@code Stream.of}, say), stored,
 *       returned, compared, or locked;
 *   <li>may be another array where it is used;
 *   <li>is asked for its length alone, for which the JIT makes no array;
 *   <li>is made in the initialiser of a class, which runs once;
 * </ul>
 *
 * or when {@code values()} is not what javac, kotlinc or groovyc make it, as far as it is of the
 * class itself; when the class file is older than enums; and when the method would outgrow what the
 * JIT inlines or compiles.
 *
 * <p><b>Why equal.</b> The copy has the elements that the field's array has, and nobody writes to
 * either nor can tell them apart. The enum is initialised where it was: the field is one of its
 * own, and the runtime gives nothing of an enum before that is initialised; until then, and where
 * that has failed, the original call runs, with its exceptions. That the enum can be accessed is
 * checked by its class literal, as it was by the call. When the enum is redefined the runtime finds
 * out about it anew. It keeps no array, and no class from being unloaded. Assumed is that nobody
 * writes to the private array by reflection while a method is reading it; such writes at other
 * times are seen as before.
 *
 * <p><b>Cost.</b> In the enum itself none but the counter. In other classes a look-up of a few
 * nanoseconds.
 *
 * <p><b>Benchmark</b> {@code ValuesBenchmark}.
 */
package io.heapwise.rewrite.values;
