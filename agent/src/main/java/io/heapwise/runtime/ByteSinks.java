package io.heapwise.runtime;

import io.heapwise.runtime.trust.Trust;
import java.io.FileOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The consumers of the JDK to which it is all one in how many pieces bytes come. Any thread. */
final class ByteSinks {
  private static final int UPDATE = Trust.call("update", "([BII)V", 1);

  /** What {@code MessageDigest.getInstance} returns; its name, since the class is not public. */
  private static final String DIGEST = "java.security.MessageDigest$Delegate";

  private ByteSinks() {}

  /** A sink that passes everything on to a consumer, or null where pieces might be told apart. */
  static ByteSink of(Object consumer) {
    if (consumer == null) {
      return null;
    }
    Class<?> type = consumer.getClass();
    if (type == CRC32.class || type == Adler32.class || type == CRC32C.class) {
      return new ChecksumSink((Checksum) consumer);
    }
    return consumer instanceof MessageDigest digest && isOfJdk(digest)
        ? new DigestSink(digest)
        : null;
  }

  private static boolean isOfJdk(MessageDigest digest) {
    return digest.getClass().getName().startsWith(DIGEST)
        && DeclaringClass.isOfJdk(digest.getClass())
        && DeclaringClass.isOfJdk(digest.getProvider().getClass())
        && Trust.verdict(digest, UPDATE) >= Trust.KEEPS_NOTHING;
  }

  /** A sink that writes each piece by itself to a file. */
  static ByteSink ofFile(FileOutputStream file) {
    return new FileSink(file);
  }

  private record ChecksumSink(Checksum checksum) implements ByteSink {
    @Override
    public void accept(byte[] bytes, int length) {
      checksum.update(bytes, 0, length);
    }
  }

  private record DigestSink(MessageDigest digest) implements ByteSink {
    @Override
    public void accept(byte[] bytes, int length) {
      digest.update(bytes, 0, length);
    }
  }

  private record FileSink(FileOutputStream file) implements ByteSink {
    @Override
    public void accept(byte[] bytes, int length) throws IOException {
      file.write(bytes, 0, length);
    }
  }
}
