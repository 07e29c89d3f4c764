package io.heapwise.runtime;

import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/**
 * Reads all bytes of a stream where rewritten code would call {@code readAllBytes} and the like.
 * Every method may decline, before it has done anything: then the original instructions run. They
 * also run, and fail as they did, where something is null.
 *
 * <p>Any thread. Exceptions are those of the stream and of what the bytes are given to.
 */
public final class ReadAllBytesSupport {
  /** What the JDK that runs here reads at once, or 0 if it does not read as those known. */
  private static final int CHUNK_BYTES = RequestProbe.chunkBytes();

  /** Whether a prefix may be shown to a consumer before it is known that all can be read. */
  private static volatile boolean streaming;

  private ReadAllBytesSupport() {}

  /** Sets whether consumers may see a prefix of what cannot be read to its end. */
  public static void streamAlways(boolean always) {
    streaming = always;
  }

  /**
   * Loads and initialises what the methods here reach: to be called before the first of them can
   * be. Does not touch the pools.
   */
  public static void warmUp() {
    try {
      // One chunk that is full: that needs no part from a pool.
      InputStream in = new ByteArrayInputStream(new byte[20]);
      GatheredBytes gathered = GatheredBytes.read(in, 20, 20, Sites.UNNUMBERED, null);
      gathered.giveTo(ByteSinks.of(new CRC32()));
      gathered.release();
      InheritedReads.isTrueOf(in);
      PlainWrites.areTrueOf(OutputStream.nullOutputStream());
      LibraryReads.read(null, LibraryReads.COMMONS_IO, Sites.UNNUMBERED);
      // Not of the JDK, which is found in another way.
      InheritedReads.INSTANCE.get(RequestProbe.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for claims of output streams alone, which takes much less. */
  public static void warmUpOutputs() {
    PooledOutput.giveBack(null);
    DeclaringClass.isOfJdk(Object.class);
  }

  /** As {@code in.readAllBytes()}, or null to have that called. */
  public static byte[] readAllBytes(Object in, int site) throws IOException {
    return mayRead(in) ? arrayOf(gather((InputStream) in, site, null)) : null;
  }

  /** As {@code in.readNBytes(length)}, or null to have that called. */
  public static byte[] readNBytes(Object in, int length, int site) throws IOException {
    // What fits into one chunk is mostly read in full, and that array is the result.
    return length > CHUNK_BYTES && mayRead(in)
        ? arrayOf(GatheredBytes.read((InputStream) in, length, CHUNK_BYTES, site, null))
        : null;
  }

  /**
   * As {@code consumer.update(in.readAllBytes())} of a digest or checksum, and {@code write} of an
   * output stream; or false to have those called.
   *
   * @param isUnseen whether nobody can look at the consumer once this has failed
   */
  public static boolean readInto(Object consumer, Object in, boolean isUnseen, int site)
      throws IOException {
    if (!mayRead(in)) {
      return false;
    }
    ByteSink sink = ByteSinks.of(consumer);
    if (sink != null) {
      pass((InputStream) in, sink, isUnseen, site);
      return true;
    }
    if (consumer instanceof OutputStream out && PlainWrites.areTrueOf(out)) {
      writeWhole((InputStream) in, out, site);
      return true;
    }
    return false;
  }

  /** As {@code digest.digest(in.readAllBytes())}, or null to have that called. */
  public static byte[] digest(Object digest, Object in, boolean isUnseen, int site)
      throws IOException {
    return digest instanceof MessageDigest messageDigest
            && readInto(messageDigest, in, isUnseen, site)
        ? messageDigest.digest()
        : null;
  }

  /** As {@code new String(in.readAllBytes(), charset)}, or null to have that called. */
  public static String readString(Object in, Charset charset, int site) throws IOException {
    // A charset of the program's own would be lent the array.
    if (charset == null || !DeclaringClass.isOfJdk(charset.getClass()) || !mayRead(in)) {
      return null;
    }
    GatheredBytes gathered = gather((InputStream) in, site, null);
    byte[] bytes = gathered.inOneArray();
    if (bytes == null) {
      return new String(arrayOf(gathered), charset);
    }
    String text = new String(bytes, 0, gathered.size(), charset);
    gathered.release();
    return text;
  }

  /** As {@code new String(in.readAllBytes(), charsetName)}, or null to have that called. */
  public static String readString(Object in, String charsetName, int site) throws IOException {
    Charset charset = charsetName == null ? null : plainCharset(charsetName);
    return charset == null ? null : readString(in, charset, site);
  }

  /** What no provider of charsets can be asked for, or null. */
  static Charset plainCharset(String name) {
    return switch (name) {
      case "UTF-8", "utf-8", "UTF8", "utf8" -> StandardCharsets.UTF_8;
      case "ISO-8859-1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      case "US-ASCII", "us-ascii", "ASCII" -> StandardCharsets.US_ASCII;
      default -> null;
    };
  }

  private static boolean mayRead(Object in) {
    return in instanceof InputStream stream
        && CHUNK_BYTES > 0
        && InheritedReads.isTrueOf(stream)
        && GatheredBytes.mayRead(stream);
  }

  private static GatheredBytes gather(InputStream in, int site, ByteSink sink) throws IOException {
    return GatheredBytes.read(in, Integer.MAX_VALUE, CHUNK_BYTES, site, sink);
  }

  private static byte[] arrayOf(GatheredBytes gathered) {
    byte[] all = gathered.toArray();
    gathered.release();
    return all;
  }

  private static void pass(InputStream in, ByteSink sink, boolean isUnseen, int site)
      throws IOException {
    if (isUnseen || streaming) {
      gather(in, site, sink);
    } else {
      GatheredBytes gathered = gather(in, site, null);
      gathered.giveTo(sink);
      gathered.release();
    }
  }

  /** In one piece, since pieces could be told apart: by whoever is at the end of a line, say. */
  private static void writeWhole(InputStream in, OutputStream out, int site) throws IOException {
    GatheredBytes gathered = gather(in, site, null);
    byte[] bytes = gathered.inOneArray();
    if (bytes == null && out.getClass() == FileOutputStream.class) {
      gathered.giveTo(ByteSinks.ofFile((FileOutputStream) out));
      gathered.release();
    } else if (bytes == null || !PlainWrites.keepNothing(out)) {
      // Too long, or what was read has changed what this writes to.
      out.write(arrayOf(gathered));
    } else {
      out.write(bytes, 0, gathered.size());
      gathered.release();
    }
  }
}
