/**
 * {@code constants}: as {@code values}, in classes other than the enum. Off by default.
 *
 * <pre>{@code
 * // before                                   // after, once Color is known
 * for (Color color : Color.values()) {        for (Color color : constants(Color.class)) {
 *   if (color.code == code) { ... }             if (color.code == code) { ... }
 * }                                           }
 * }</pre>
 *
 * <p><b>Applied when</b> all that ever happens to the array is that its elements and its length are
 * read. The runtime is asked for the array that {@code values()} copies: it gives it once the enum
 * is initialised, and its class file has been found to be the one that the JVM got, with a {@code
 * values()} that does nothing but copy the field.
 *
 * <p><b>Refused when</b> {@code values} refuses, and when the class file is older than enums, which
 * cannot name a class as a constant.
 *
 * <p><b>Why equal.</b> As for {@code values}. The runtime gives nothing of an enum before that is
 * initialised; until then, and where that has failed, the original call runs, with its exceptions.
 * That the enum can be accessed is checked by its class literal, as it was by the call. When the
 * enum is redefined the runtime finds out about it anew. It keeps no array, and no class from being
 * unloaded.
 *
 * <p><b>Cost.</b> To find the array takes some ten nanoseconds, once compiled: about as long as to
 * copy a dozen constants. So nothing is won but the bytes, and it is off by default.
 *
 * <p><b>Benchmark</b> {@code ValuesBenchmark}.
 */
package io.heapwise.rewrite.constants;
