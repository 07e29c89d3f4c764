/**
 * {@code readAllBytes}: all bytes of a stream or file at once.
 *
 * <pre>{@code
 * // before                                    // after
 * byte[] body = in.readAllBytes();             byte[] body = readAllBytes(in);
 *                                              if (body == null) body = in.readAllBytes();
 * digest.update(in.readAllBytes());            if (!readInto(digest, in))
 *                                                digest.update(in.readAllBytes());
 * }</pre>
 *
 * <p><b>Applied to</b> {@code readAllBytes()} and {@code readNBytes(int)} of any class. Where all
 * that becomes of the bytes is one {@code update} or {@code digest} of a digest, {@code update} of
 * a checksum, {@code new String} or {@code write} of an output stream, their array is never made:
 * neither where that call follows at once, nor where the array gets there through a variable,
 * whatever happens in between:
 *
 * <pre>{@code
 * byte[] all = in.readAllBytes();              Object read = gather(in);
 * in.close();                                  byte[] all = read != null ? null : in.readAllBytes();
 * digest.update(all);                          in.close();
 *                                              if (read != null) all = consume(digest, read);
 *                                              if (all != null) digest.update(all);
 * }</pre>
 *
 * <p>With such a consumer also to {@code Files.readAllBytes(Path)}, and {@code readAllBytes()} of a
 * {@code FileInputStream}. To {@code Files.readAllLines}, whose buffers come from the pool. To what
 * no general rule sees through, {@code IOUtils.toByteArray(InputStream)} of commons-io, {@code
 * ByteStreams.toByteArray(InputStream)} of Guava and, up to 5.3, {@code
 * StreamUtils.copyToByteArray} of Spring, and to {@code IOUtils.toString(InputStream, Charset)} and
 * {@code StreamUtils.copyToString(InputStream, Charset)}, which leave their reader open, in those
 * classes themselves, where their code is to the letter one that was tested. And to loops that
 * drain a stream by hand:
 *
 * <pre>{@code
 * ByteArrayOutputStream out =                  ByteArrayOutputStream out =
 *     new ByteArrayOutputStream();                 claimOutput(site);
 * while ((n = in.read(buf)) != -1)             while ((n = in.read(buf)) != -1)
 *   out.write(buf, 0, n);                        out.write(buf, 0, n);
 * return out.toByteArray();                    return releaseOutput(out);
 * }</pre>
 *
 * where the output stream does not leave its method, but for methods of the same class that keep it
 * just as little. It is one of a class of ours then, whose buffer comes from the pool; nobody asks
 * for that class. Around it may be a stream or writer of the JDK that only writes to it, such as a
 * {@code ObjectOutputStream}, {@code GZIPOutputStream} or {@code PrintStream}, whoever gets that:
 * then each of its methods locks it, as those of the JDK's do, and who writes after the last look
 * gives it an array of its own.
 *
 * <p><b>Declined at run time</b>, so that the original instructions run, when the stream
 *
 * <ul>
 *   <li>is null, or has a {@code readAllBytes} or {@code readNBytes} of its own;
 *   <li>is not known to keep nothing of the arrays that it reads into, or it is not yet known;
 * </ul>
 *
 * when a path is not one of the operating system's file system, or a charset not one of the three
 * that readers of lines are pooled for; when a file has more than a megabyte, which a text or a
 * {@code write} wants in one array; or when what the bytes are for is null, is not a class of the
 * JDK (digests, checksums, charsets), has a {@code write(byte[])} of its own or might keep the
 * array (output streams).
 *
 * <p><b>Refused when</b> the method handles keys or passwords, by its name or by what it calls,
 * when the call is to the super class's method, when the method would grow past what the JIT
 * inlines where it is hot or compiles at all, or when the code of a library's method is not known.
 * An output stream is refused when it is stored, returned, captured, compared, wrapped by a class
 * that is not the JDK's or passed to any other method (see {@code writer}), when it may be another
 * object where it is used, and when its last use but {@code close()} is neither {@code
 * toByteArray()} nor {@code toString()}. {@code Files.readAllBytes} is refused where the array
 * itself is wanted, which is all that it makes. {@code Files.readString} is left alone: of ASCII it
 * makes nothing but the text on 25, and on 17, where it makes the array as well, only the JDK's own
 * code can tell what it throws for malformed bytes.
 *
 * <p><b>Why equal.</b> The stream sees the requests that the running JDK makes, in the same order:
 * the same offsets and lengths in arrays of the same length. What those arrays hold is zero unless
 * the stream itself wrote it, except for streams of the JDK that are known to write all that they
 * say. Chunks come from the pool, one at a time, and go back when they are copied; after an
 * exception none goes back. What goes back is wiped, so that a key which is read in one method and
 * made in another is in no pool: that costs what the JDK's zeroing of a new array does. The result
 * is a new array of the right length. Consumers get the bytes when all of them are read, so that a
 * failure half way shows nothing; a digest or checksum that nobody can look at after a failure gets
 * them chunk by chunk, and with {@code readAllBytes=stream} all do. Bytes that wait for their
 * consumer are nobody's until then, and their consumer gets them at most once, or they would not
 * wait. Files are opened as the JDK does, and fail as they do there; with what requests they are
 * read nobody sees. Texts of libraries are read by the JDK's own reader, asked for as many
 * characters each time as there, so that the stream sees the same; commons-io shares its array with
 * a call that the stream makes meanwhile, which then can spoil the text: not so here. An output
 * stream gets one {@code write}, except a file that gets more than a megabyte.
 *
 * <p><b>Cost.</b> About 20 bytes of code at each site, 40 where a variable is in between; ten to
 * twenty nanoseconds where the original instructions run after all.
 *
 * <p><b>Benchmark</b> {@code ReadAllBytesBenchmark}.
 */
package io.heapwise.rewrite.readallbytes;
