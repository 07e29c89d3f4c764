package io.heapwise.runtime;

import io.heapwise.runtime.pool.ReviewedJdk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import jdk.internal.misc.Unsafe;

/**
 * The fields by which an {@link InputStreamReader} or {@link OutputStreamWriter} is put together
 * around a coder with a given buffer, on the JDKs whose sources were read for it. Their own
 * constructors always make one; those of their coders for channels make a tiny one.
 */
final class CoderFields {
  static final int BUFFER_SIZE = 8192;

  /** The least that coders for channels make. */
  private static final int TINY = 32;

  private static final ReadableByteChannel NO_SOURCE =
      Channels.newChannel(new ByteArrayInputStream(new byte[0]));
  private static final WritableByteChannel NO_TARGET =
      Channels.newChannel(new ByteArrayOutputStream(0));

  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();

  private final Class<?> type;

  /** Inherited by both. */
  private final long lock;

  private final long coder;
  private final long buffer;
  private final long stream;
  private final long channel;

  private CoderFields(
      Class<?> type, Class<?> superclass, String coderField, Object coder, String streamField) {
    this.type = type;
    lock = UNSAFE.objectFieldOffset(superclass, "lock");
    this.coder = UNSAFE.objectFieldOffset(type, coderField);
    buffer = UNSAFE.objectFieldOffset(coder.getClass(), "bb");
    stream = UNSAFE.objectFieldOffset(coder.getClass(), streamField);
    channel = UNSAFE.objectFieldOffset(coder.getClass(), "ch");
  }

  /** Of readers, or null where they are not as expected. */
  static final CoderFields READERS = readers();

  /** Of writers, or null where they are not as expected: from 21 on they begin with less. */
  static final CoderFields WRITERS = writers();

  /**
   * A reader that nobody else has seen yet.
   *
   * @param lock what the constructor is given
   * @param in what the decoder shall read from
   */
  static InputStreamReader reader(
      InputStream lock, InputStream in, CharsetDecoder decoder, byte[] array) {
    ByteBuffer empty = ByteBuffer.wrap(array).limit(0);
    return (InputStreamReader)
        READERS.assemble(lock, Channels.newReader(NO_SOURCE, decoder, TINY), in, empty);
  }

  /** See {@link #reader}. */
  static OutputStreamWriter writer(
      OutputStream lock, OutputStream out, CharsetEncoder encoder, byte[] array) {
    ByteBuffer empty = ByteBuffer.wrap(array);
    return (OutputStreamWriter)
        WRITERS.assemble(lock, Channels.newWriter(NO_TARGET, encoder, TINY), out, empty);
  }

  private Object assemble(Object lockedOn, Object madeCoder, Object wrapped, ByteBuffer bytes) {
    Object made;
    try {
      made = UNSAFE.allocateInstance(type);
    } catch (InstantiationException e) {
      throw new IllegalStateException(e);
    }
    UNSAFE.putReference(made, lock, lockedOn);
    UNSAFE.putReference(made, coder, madeCoder);
    UNSAFE.putReference(madeCoder, lock, made);
    UNSAFE.putReference(madeCoder, buffer, bytes);
    UNSAFE.putReference(madeCoder, stream, wrapped);
    UNSAFE.putReference(madeCoder, channel, null);
    // Whoever is handed it through a race shall see it as if its fields had been final all along.
    UNSAFE.storeFence();
    return made;
  }

  private boolean isAsExpected(Object genuine, Object wrapped, int remaining) {
    Object itsCoder = UNSAFE.getReference(genuine, coder);
    return UNSAFE.getReference(genuine, lock) == wrapped
        && UNSAFE.getReference(itsCoder, lock) == genuine
        && UNSAFE.getReference(itsCoder, stream) == wrapped
        && UNSAFE.getReference(itsCoder, channel) == null
        && UNSAFE.getReference(itsCoder, buffer) instanceof ByteBuffer bytes
        && bytes.hasArray()
        && bytes.capacity() == BUFFER_SIZE
        && bytes.remaining() == remaining;
  }

  private static CoderFields readers() {
    if (UNSAFE == null) {
      return null;
    }
    try {
      Reader decoder = Channels.newReader(NO_SOURCE, StandardCharsets.UTF_8.newDecoder(), TINY);
      CoderFields fields =
          new CoderFields(InputStreamReader.class, Reader.class, "sd", decoder, "in");
      InputStream in = new ByteArrayInputStream(new byte[0]);
      Reader genuine = new InputStreamReader(in, StandardCharsets.UTF_8);
      return fields.isAsExpected(genuine, in, 0) ? fields : null;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return null;
    }
  }

  private static CoderFields writers() {
    if (UNSAFE == null || Runtime.version().feature() != 17) {
      return null;
    }
    try {
      Writer encoder = Channels.newWriter(NO_TARGET, StandardCharsets.UTF_8.newEncoder(), TINY);
      CoderFields fields =
          new CoderFields(OutputStreamWriter.class, Writer.class, "se", encoder, "out");
      OutputStream out = new ByteArrayOutputStream(0);
      Writer genuine = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      return fields.isAsExpected(genuine, out, BUFFER_SIZE) ? fields : null;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return null;
    }
  }
}
