package io.heapwise.runtime;

import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
      FileReads.mayRead(null);
      // Not of the JDK, which is found in another way.
      InheritedReads.INSTANCE.get(RequestProbe.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for the lines of files; once the JDK is open to us. */
  public static void warmUpLines() {
    try {
      FileReads.warmUp();
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
   * @param in a stream, or the path of a file
   * @param isUnseen whether nobody can look at the consumer once this has failed
   */
  public static boolean readInto(Object consumer, Object in, boolean isUnseen, int site)
      throws IOException {
    ByteSink sink = ByteSinks.of(consumer);
    if (sink != null) {
      boolean isShownPrefix = isUnseen || streaming;
      GatheredBytes gathered = gatherIfPossible(in, site, isShownPrefix ? sink : null, false);
      if (gathered != null && !isShownPrefix) {
        give(gathered, sink);
      }
      return gathered != null;
    }
    if (consumer instanceof OutputStream out && PlainWrites.areTrueOf(out)) {
      boolean isWhole = out.getClass() != FileOutputStream.class;
      GatheredBytes gathered = gatherIfPossible(in, site, null, isWhole);
      if (gathered != null) {
        writeWhole(gathered, out);
      }
      return gathered != null;
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
    if (charset == null || !DeclaringClass.isOfJdk(charset.getClass())) {
      return null;
    }
    GatheredBytes gathered = gatherIfPossible(in, site, null, true);
    return gathered == null ? null : text(gathered, charset);
  }

  private static String text(GatheredBytes gathered, Charset charset) {
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

  /**
   * All of a stream or file, for somebody who has a use for it later; or null to have the original
   * called.
   */
  static GatheredBytes gather(Object in, int site) throws IOException {
    return gatherIfPossible(in, site, null, true);
  }

  /**
   * As {@code consumer.update(bytes)} or {@code write}; or the bytes, to be given to that.
   *
   * @param gathered not to be used again
   */
  static byte[] consume(Object consumer, GatheredBytes gathered) throws IOException {
    ByteSink sink = ByteSinks.of(consumer);
    if (sink != null) {
      give(gathered, sink);
      return null;
    }
    if (consumer instanceof OutputStream out && PlainWrites.areTrueOf(out)) {
      writeWhole(gathered, out);
      return null;
    }
    return arrayOf(gathered);
  }

  /**
   * As {@code new String(bytes, charset)}.
   *
   * @param gathered not to be used again
   */
  static String textOf(GatheredBytes gathered, Charset charset) {
    return charset != null && DeclaringClass.isOfJdk(charset.getClass())
        ? text(gathered, charset)
        : new String(arrayOf(gathered), charset);
  }

  /** As {@code new String(bytes, charsetName)}; see {@link #textOf(GatheredBytes, Charset)}. */
  static String textOf(GatheredBytes gathered, String charsetName)
      throws UnsupportedEncodingException {
    Charset charset = charsetName == null ? null : plainCharset(charsetName);
    return charset != null ? text(gathered, charset) : new String(arrayOf(gathered), charsetName);
  }

  private static boolean mayRead(Object in) {
    return in instanceof InputStream stream
        && CHUNK_BYTES > 0
        && InheritedReads.isTrueOf(stream)
        && GatheredBytes.mayRead(stream);
  }

  /**
   * For consumers, to which the array itself is nothing: files as well, whose own ways of reading
   * all make just that one array.
   *
   * @param sink is given each chunk as it comes; null to gather
   * @param isWhole whether all is wanted in one array in the end
   * @return null if nothing was done
   */
  private static GatheredBytes gatherIfPossible(Object in, int site, ByteSink sink, boolean isWhole)
      throws IOException {
    if (in instanceof InputStream stream) {
      if (FileReads.isPlain(stream)) {
        return FileReads.gather(stream, site, sink, isWhole);
      }
      return mayRead(stream) ? gather(stream, site, sink) : null;
    }
    return FileReads.mayRead(in) ? FileReads.gather((Path) in, site, sink, isWhole) : null;
  }

  private static GatheredBytes gather(InputStream in, int site, ByteSink sink) throws IOException {
    return GatheredBytes.read(in, Integer.MAX_VALUE, CHUNK_BYTES, site, sink);
  }

  private static byte[] arrayOf(GatheredBytes gathered) {
    byte[] all = gathered.toArray();
    gathered.release();
    return all;
  }

  private static void give(GatheredBytes gathered, ByteSink sink) throws IOException {
    gathered.giveTo(sink);
    gathered.release();
  }

  /** In one piece, since pieces could be told apart: by whoever is at the end of a line, say. */
  private static void writeWhole(GatheredBytes gathered, OutputStream out) throws IOException {
    byte[] bytes = gathered.inOneArray();
    if (bytes == null && out.getClass() == FileOutputStream.class) {
      give(gathered, ByteSinks.ofFile((FileOutputStream) out));
    } else if (bytes == null || !PlainWrites.keepNothing(out)) {
      // Too long, or what was read has changed what this writes to.
      out.write(arrayOf(gathered));
    } else {
      out.write(bytes, 0, gathered.size());
      gathered.release();
    }
  }
}
