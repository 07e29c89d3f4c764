/**
 * {@code writer}: the text of local string writers, and what others write to local output streams.
 *
 * <pre>{@code
 * // before                                     // after
 * StringWriter writer = new StringWriter();     StringWriter writer = claimWriter(site);
 * JsonWriter json = new JsonWriter(writer);     JsonWriter json = new JsonWriter(writer);
 * adapter.write(json, value);                   adapter.write(json, value);
 * return writer.toString();                     return releaseWriter(writer);
 * }</pre>
 *
 * <p>The writer and its buffer are new each time. What comes from the pool is the array that the
 * text grows in, and what goes back is the array that it has grown to; the writer is left with an
 * empty one.
 *
 * <p>The same for a {@code ByteArrayOutputStream} that is lent to methods of other classes:
 *
 * <pre>{@code
 * // before                                     // after
 * ByteArrayOutputStream out =                   ByteArrayOutputStream out =
 *     new ByteArrayOutputStream();                  claimLentOutput(site), kept = out;
 *                                               kept = lend(message, kept, call);
 * message.writeTo(out);                         message.writeTo(out);
 * return out.toByteArray();                     return releaseLentBytes(out, kept, site);
 * }</pre>
 *
 * <p><b>Applied when</b> a {@code StringWriter} is allocated here, nobody but this method looks at
 * its text, and a {@code toString()} is the last look. Others may write to it, now and later:
 * around it may be a {@code PrintWriter} or {@code BufferedWriter}, whoever has got that; and it
 * may be lent to methods of other classes, by the rules of {@code builder}, which may put it in a
 * private field of whatever object, as long as all code that can read the field only writes to it.
 * Which those are is found out from their bytecode, as they are linked; until that is known, and
 * where it cannot be known, the array stays with the writer.
 *
 * <p>So it is with a {@code ByteArrayOutputStream} whose last look is a {@code toByteArray()} or
 * {@code toString()}, if it is lent, or if a {@code DataOutputStream} around it is passed to
 * others; one that only this method and other streams of the JDK write to is {@code readAllBytes}'
 * concern. A {@code CharArrayWriter}, which few programs have, is left to {@code presize}.
 *
 * <p><b>Refused when</b> the writer
 *
 * <ul>
 *   <li>shows its buffer, and so its capacity: {@code getBuffer};
 *   <li>is stored in a field or array by the method itself, returned, captured, locked or compared
 *       by identity;
 *   <li>is passed as an Object, to a method that returns a writer that is used, or to a static
 *       method or a constructor that may fail and be recovered from;
 *   <li>may be another object where it is used, or is used from an earlier round of a loop;
 *   <li>is asked for its text last in another way, as by a concatenation;
 *   <li>is an output stream that lends its array to others, {@code writeTo}, or to a charset before
 *       the last look, {@code toString(charset)}; or that is {@code reset}, so that nobody knows
 *       how far to wipe it;
 *   <li>is an output stream in a method that would grow past what the JIT inlines;
 *   <li>is written to by this method alone, on newer JDKs than 17, where C2 does away with its
 *       locks unless it comes from elsewhere;
 *   <li>is constructed around a branch, so that a stack map frame lists it while it is not
 *       initialised;
 *   <li>is in a method that handles keys or passwords, by its name or by what it calls.
 * </ul>
 *
 * <p><b>Why equal.</b> A claimed writer is a new object, empty, of the same class; it differs in
 * the length of its array alone, which only {@code getBuffer} could tell. The release makes the
 * same new string, or array, before it takes the array, under the lock that each method of the
 * buffer, or output stream, holds: who writes at that moment writes before it or after it, and
 * after it into an array of the writer's own. Where a charset of the program's own has decoded an
 * output stream, it may have kept the array, which is not taken then. What was written is wiped
 * from the array. An exception in between leaves all to the garbage collector. Like any verdict,
 * this one takes it that nobody reads private fields of other classes by reflection.
 *
 * <p><b>Cost.</b> Some ten nanoseconds for claim and release, of output streams two where those of
 * the site stay short: as long as they do, nobody is asked, and nothing claimed. Beyond that a
 * stream that never leaves compiled code loses what the JIT makes of that, its locks above all; per
 * platform thread at most two idle arrays of 64 KiB, and four in all of up to 16 MiB, within {@code
 * pool.maxBytes}.
 *
 * <p><b>Benchmark</b> {@code WriterBenchmark}.
 */
package io.heapwise.rewrite.writer;
