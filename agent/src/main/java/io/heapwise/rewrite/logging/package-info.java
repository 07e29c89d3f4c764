/**
 * {@code logging}: messages that are put together for a level that is off.
 *
 * <pre>{@code
 * // before                                   // after
 * log.debug("read " + name + " of " + size);  if (!isSilent(log, ...)) {
 *                                               log.debug("read " + name + " of " + size);
 *                                             }
 * }</pre>
 *
 * <p><b>Applied when</b> {@code trace}, {@code debug}, {@code finest}, {@code finer}, {@code fine}
 * or {@code config} of a logger (of slf4j, commons-logging, log4j 1 and 2, {@code
 * java.util.logging} or JBoss) is given a text or object, alone or with a throwable that is in a
 * variable by then, and that is a concatenation of texts, primitives and boxes: an {@code
 * invokedynamic} of javac since 9, or a chain of appends that {@code concat} has made one call of.
 * So is {@code log} of {@code java.util.logging} where {@code Level.FINEST}, {@code FINER}, {@code
 * FINE} or {@code CONFIG} stands in front of the text. All that computes the operands runs as
 * before, the {@code toString} of objects included. When they are there the real receiver is asked
 * for: where the call would do nothing, concatenation and call are left out.
 *
 * <p>When that is, is read from the bytecode of the receiver's own class, whatever its name: each
 * way through the method, and through those that it calls, that comes to its end with nothing but
 * questions to fields. Such a way is taken if the answers are the same now. So a logger with a
 * turbo filter, or one whose configuration has a filter, is silent only if the code is without an
 * effect with that filter, and one that counts, locks, or does what cannot be seen through is never
 * silent.
 *
 * <p><b>Refused when</b>
 *
 * <ul>
 *   <li>the program asks for the level itself, in a branch around the call;
 *   <li>an object is given to the concatenation itself, as javac did from 9 to 18: to make its text
 *       might have an effect;
 *   <li>operands are computed around a branch, as of {@code a ? b : c};
 *   <li>a chain of appends has been left as it was by {@code concat}, or that is off;
 *   <li>it is in the initialiser of a class, which runs once, or in a method that would grow past
 *       the size up to which the JIT inlines hot methods.
 * </ul>
 *
 * <p><b>Why equal.</b> What computes the operands stays where it was, and fails as it did. A logger
 * that is null is not silent, so that the call throws as before. The text of a concatenation is
 * never null, nobody has seen it, and to make it runs no code but the JDK's. The fields that decide
 * are read at the time of the call, in the order in which the call would read them: a level that
 * another thread changes meanwhile was changed before or after. Where an object in a field is not
 * of the class whose code was read, or missing, or a class is redefined, the original call runs; so
 * it does until the code has been read, which a thread of the agent does after some calls. Assumed
 * is that nobody writes to final fields by reflection.
 *
 * <p><b>Cost.</b> Some nanoseconds for each call whose level is on; {@code info} and above, which
 * programs usually have on, are left alone for that. How long a message would have been is not
 * known: 64 bytes are counted for each.
 *
 * <p><b>Benchmark</b> {@code LoggingBenchmark}.
 */
package io.heapwise.rewrite.logging;
