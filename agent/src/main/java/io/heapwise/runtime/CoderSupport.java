package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.BuilderPool;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Readers and writers between bytes and characters, with buffers from the pool: of the three
 * charsets that every JDK has built in, whose coders keep nothing.
 *
 * <p>Thread-safe. What it returns is an object of the genuine class, which nobody else has seen.
 */
final class CoderSupport {
  private static final int READ = Trust.callOnZeroed("read", "([BII)I", 1);
  private static final int WRITE = Trust.callOnZeroed("write", "([BII)V", 1);

  private CoderSupport() {}

  static void warmUp() throws IOException {
    byte[] array = new byte[CoderFields.BUFFER_SIZE];
    if (CoderFields.READERS != null) {
      InputStream in = new ByteArrayInputStream(new byte[1]);
      Reader reader = reader(in, StandardCharsets.UTF_8, array, READ);
      reader.ready();
      reader.read();
      reader.close();
      inputReader(Sites.UNNUMBERED, in, StandardCharsets.UTF_8).close();
    }
    if (CoderFields.WRITERS != null) {
      OutputStream out = new ByteArrayOutputStream(1);
      Writer writer = writer(out, StandardCharsets.UTF_8, array, WRITE);
      writer.write(0);
      writer.close();
    }
  }

  /** As {@code new InputStreamReader(in)}. */
  static InputStreamReader inputReader(int site, InputStream in) {
    Charset charset = Charset.defaultCharset();
    return isReadable(in, charset)
        ? reader(in, charset, claim(site), READ)
        : new InputStreamReader(in);
  }

  /** As {@code new InputStreamReader(in, charset)}. */
  static InputStreamReader inputReader(int site, InputStream in, Charset charset) {
    return isReadable(in, charset)
        ? reader(in, charset, claim(site), READ)
        : new InputStreamReader(in, charset);
  }

  /** As {@code new InputStreamReader(in, charsetName)}. */
  static InputStreamReader inputReader(int site, InputStream in, String charsetName)
      throws UnsupportedEncodingException {
    Charset charset = builtIn(charsetName);
    return isReadable(in, charset)
        ? reader(in, charset, claim(site), READ)
        : new InputStreamReader(in, charsetName);
  }

  /** As {@code new OutputStreamWriter(out)}. */
  static OutputStreamWriter outputWriter(int site, OutputStream out) {
    Charset charset = Charset.defaultCharset();
    return isWritable(out, charset)
        ? writer(out, charset, claim(site), WRITE)
        : new OutputStreamWriter(out);
  }

  /** As {@code new OutputStreamWriter(out, charset)}. */
  static OutputStreamWriter outputWriter(int site, OutputStream out, Charset charset) {
    return isWritable(out, charset)
        ? writer(out, charset, claim(site), WRITE)
        : new OutputStreamWriter(out, charset);
  }

  /** As {@code new OutputStreamWriter(out, charsetName)}. */
  static OutputStreamWriter outputWriter(int site, OutputStream out, String charsetName)
      throws UnsupportedEncodingException {
    Charset charset = builtIn(charsetName);
    return isWritable(out, charset)
        ? writer(out, charset, claim(site), WRITE)
        : new OutputStreamWriter(out, charsetName);
  }

  private static byte[] claim(int site) {
    return ArrayPool.claimBytes(CoderFields.BUFFER_SIZE, site);
  }

  /**
   * All that a stream holds, as a text: as {@code new InputStreamReader(in, charset)} gives it to
   * one who asks for as many characters each time, and never closes it. Null without having done
   * anything where the stream may keep what it is lent.
   */
  static String readAll(InputStream in, Charset charset, int chunkLength, int site)
      throws IOException {
    if (!isReadable(in, charset)) {
      return null;
    }
    byte[] bytes = claim(site);
    LentBuffer buffer = new LentBuffer(bytes, READ);
    Reader reader = reader(in, charset, bytes, buffer);
    char[] chunk = ArrayPool.claimChars(chunkLength, Sites.UNNUMBERED);
    StringBuilder text = BuilderPool.claim();
    for (int n = reader.read(chunk); n != -1; n = reader.read(chunk)) {
      text.append(chunk, 0, n);
    }
    // After an exception all is left to the garbage collector, as others may be at work on it.
    ArrayPool.releaseChars(chunk);
    buffer.release(CoderFields.BUFFER_SIZE);
    String all = text.toString();
    Sites.correct(site, BuilderPool.growth(all.length()));
    BuilderPool.release(text);
    return all;
  }

  /**
   * @param array of zeros
   */
  static InputStreamReader reader(InputStream in, Charset charset, byte[] array, int call) {
    return reader(in, charset, array, new LentBuffer(array, call));
  }

  private static InputStreamReader reader(
      InputStream in, Charset charset, byte[] array, LentBuffer buffer) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    InputStream guard = new PooledBufferInput(in, buffer);
    return CoderFields.reader(in, guard, decoder, array);
  }

  /**
   * @param array of zeros
   */
  static OutputStreamWriter writer(OutputStream out, Charset charset, byte[] array, int call) {
    CharsetEncoder encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    OutputStream guard = new PooledBufferOutput(out, new LentBuffer(array, call));
    return CoderFields.writer(out, guard, encoder, array);
  }

  /** Whether a stream is known to keep no bytes, and so none that must not be kept. */
  static boolean keepsNothing(Object stream) {
    return Trust.verdict(stream, stream instanceof InputStream ? READ : WRITE)
        >= Trust.KEEPS_NOTHING;
  }

  private static boolean isReadable(InputStream in, Charset charset) {
    return CoderFields.READERS != null
        && isBuiltIn(charset)
        && keepsNothing(in)
        && !StreamsSupport.isInVirtualThread();
  }

  private static boolean isWritable(OutputStream out, Charset charset) {
    return CoderFields.WRITERS != null
        && isBuiltIn(charset)
        && keepsNothing(out)
        && !StreamsSupport.isInVirtualThread();
  }

  static boolean isBuiltIn(Charset charset) {
    return charset == StandardCharsets.UTF_8
        || charset == StandardCharsets.ISO_8859_1
        || charset == StandardCharsets.US_ASCII;
  }

  /** What a name stands for in every JDK; null for other names, also for other spellings. */
  private static Charset builtIn(String name) {
    if (name == null) {
      return null;
    }
    return switch (name) {
      case "UTF-8", "utf-8", "UTF8" -> StandardCharsets.UTF_8;
      case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
      case "US-ASCII" -> StandardCharsets.US_ASCII;
      default -> null;
    };
  }
}
