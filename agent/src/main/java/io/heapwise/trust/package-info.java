/**
 * Finds out from bytecode what a class does with an array or a builder that it is lent. {@link
 * io.heapwise.trust.BytecodeJudge} is the way in; a {@link io.heapwise.trust.LendingAnalysis}
 * follows the array from method to method, one {@link io.heapwise.trust.LendingFrame} each; {@link
 * io.heapwise.trust.ReviewedMethods} is what people have read instead.
 *
 * <p><b>Class files</b> are read again when they are needed: the JDK's from its modules, others
 * from the directory or jar that their code source names. No loader is asked, because that would
 * run the program's code. {@link io.heapwise.trust.LoadedClasses} holds length and CRC of what the
 * JVM was given, and nothing is accepted that differs.
 *
 * <p><b>Not seen</b>: what an agent that transforms <i>after</i> this one adds to a class; writes
 * by reflection to fields that hold delegates, and calls by reflection of methods that are neither
 * public nor protected and replace them; classes of the same package from another jar that do.
 *
 * <p><b>Mutable delegates</b> are looked at before each call. Where something may write the field,
 * {@link io.heapwise.trust.BeforeUse} must have followed all code between the beginning of the call
 * and the use: it neither writes the field nor calls what is not known, and takes no lock and reads
 * nothing volatile, so that only a data race of the program's own could come in between.
 *
 * <p><b>Deflaters</b> keep their input; {@link io.heapwise.trust.ConsumedInput} accepts that where
 * all of it has been consumed. <b>Buffers</b> around an array are followed to the channel that they
 * are written to, by {@link io.heapwise.trust.WrappedArray}; no others are.
 *
 * <p><b>Builders, writers and output streams</b> are followed by {@link
 * io.heapwise.trust.ObjectFrame}, into classes that lie elsewhere too: which class a name stands
 * for is what the JVM has linked, and where that is not loaded yet the judge is asked again later.
 * What is said of a builder holds if the call throws as well.
 *
 * <p><b>Exceptions</b>: what is said of a call holds if it returns. Few classes keep an array only
 * if they throw; they must not be wrapped in what may swallow that.
 *
 * <p><b>Constants</b>: where a class would be refused, {@link io.heapwise.trust.StaticFinals} takes
 * away the branches that a {@code static final boolean} rules out, and the class is judged again.
 *
 * <p><b>Refused</b>: classes without a class file (hidden, proxies, lambdas); arrays that are
 * stored, returned, captured, locked or compared; calls whose target is not certain, native ones,
 * and delegates that are not in a field of the receiver; fields that something else than a
 * constructor sets to something else than null, and perhaps before their use; reads of single
 * elements, or of a range other than the given one, unless the array is clean; everything that sees
 * secrets.
 */
package io.heapwise.trust;
