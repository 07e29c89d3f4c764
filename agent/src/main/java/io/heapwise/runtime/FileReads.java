package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files where rewritten code would call {@code Files.readAllBytes}, {@code readAllLines}, or
 * {@code readAllBytes} of a {@link FileInputStream}: of the operating system's files only, since
 * other providers see the requests.
 *
 * <p>Any thread. Exceptions are those of the original.
 */
final class FileReads {
  private FileReads() {}

  /** Loads what {@link #lines(Object, Charset, int)} reaches. */
  static void warmUp() throws IOException {
    InputStream nothing = InputStream.nullInputStream();
    if (CoderFields.READERS != null && CharBufferFields.AVAILABLE) {
      lines(reader(nothing, StandardCharsets.UTF_8, new byte[1], new char[1]));
    }
  }

  /**
   * Whether it is the path of a file that {@link #gather(Path, int, ByteSink, boolean)} may read.
   */
  static boolean mayRead(Object path) {
    // In the JDK's own package for them and by its own loader: nobody can be in between.
    return path instanceof Path
        && path.getClass().getClassLoader() == null
        && path.getClass().getName().startsWith("sun.nio.fs.")
        && isWithoutSecurityManager();
  }

  /** Whether a stream reads a file and nothing more, so that nobody sees with what requests. */
  static boolean isPlain(InputStream in) {
    return in.getClass() == FileInputStream.class;
  }

  /** One would see that the agent is among those who open a file. */
  @SuppressWarnings("removal") // On Java 17 there may be one.
  private static boolean isWithoutSecurityManager() {
    return System.getSecurityManager() == null;
  }

  /**
   * Reads a file to its end.
   *
   * @param sink is given each chunk as it comes; null to gather
   * @param isWhole whether all is wanted in one array in the end
   * @return null if nothing was read: of a long file the original makes that array and no other
   */
  static GatheredBytes gather(Path path, int site, ByteSink sink, boolean isWhole)
      throws IOException {
    // What Files.readAllBytes reads is opened in the same way, and no interrupt closes it either.
    try (InputStream in = Files.newInputStream(path)) {
      return gather(in, site, sink, isWhole);
    }
  }

  /** The same for an open file. */
  static GatheredBytes gather(InputStream in, int site, ByteSink sink, boolean isWhole)
      throws IOException {
    int left = left(in);
    if (isWhole && left > GatheredBytes.MAX_ONE_ARRAY_BYTES) {
      return null;
    }
    if (left == Integer.MAX_VALUE) {
      throw new OutOfMemoryError("Required array size too large");
    }
    GatheredBytes gathered = GatheredBytes.readFile(in, left, sink);
    Sites.count(site, avoided(gathered.size()));
    return gathered;
  }

  /** What is probably left; pipes and the like do not know. */
  private static int left(InputStream in) {
    try {
      return in.available();
    } catch (IOException e) {
      return 0;
    }
  }

  private static int avoided(int length) {
    return 16 + length + 7 & ~7;
  }

  /** As {@code Files.readAllLines(path, charset)}, or null to have that called. */
  static List<String> lines(Object path, Charset charset, int site) throws IOException {
    if (!mayRead(path)
        || !CoderSupport.isBuiltIn(charset)
        || CoderFields.READERS == null
        || !CharBufferFields.AVAILABLE
        || StreamsSupport.isInVirtualThread()) {
      return null;
    }
    InputStream in = Files.newInputStream((Path) path);
    byte[] bytes = ArrayPool.claimBytes(CoderFields.BUFFER_SIZE, site);
    char[] chars = ArrayPool.claimChars(CharBufferFields.DEFAULT_SIZE, Sites.UNNUMBERED);
    List<String> lines;
    try (BufferedReader reader = reader(in, charset, bytes, chars)) {
      lines = lines(reader);
    } catch (Throwable e) {
      ArrayPool.escaped(bytes);
      ArrayPool.escaped(chars);
      throw e;
    }
    ArrayPool.wipeAndReleaseBytes(bytes, bytes.length);
    ArrayPool.wipeAndReleaseChars(chars, chars.length);
    return lines;
  }

  private static List<String> lines(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static BufferedReader reader(
      InputStream in, Charset charset, byte[] bytes, char[] chars) {
    InputStreamReader decoding = CoderFields.reader(in, in, charset.newDecoder(), bytes);
    BufferedReader reader = new BufferedReader(decoding, 1);
    CharBufferFields.set(reader, decoding, chars);
    return reader;
  }
}
