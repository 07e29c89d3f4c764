package io.heapwise.track.exact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/**
 * Memory that is a file as well: whatever ends the process, what was written is in the file. The
 * file grows by zeros that are written, and only then mapped, so that a full disk is found out here
 * and not by a thread that counts. Nobody but its owner can read it. Used by one thread of the
 * agent's own: a channel closes when a thread that uses it is interrupted.
 */
final class MappedSegments implements SegmentSource, Closeable {
  /** Left behind by JVMs that were killed, under the same name. */
  private static final int MOST_FILES_OF_A_NAME = 1000;

  private static final long BUFFER_ADDRESS =
      Unsafe.getUnsafe().objectFieldOffset(Buffer.class, "address");

  private final Path file;
  private final FileChannel channel;
  private final List<MappedByteBuffer> mapped = new ArrayList<>();
  private long size;

  private MappedSegments(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Makes a new file with a name that begins as given: what is there already belongs to another
   * JVM, or is what one has left.
   */
  static MappedSegments create(Path wanted) throws IOException {
    for (int i = 1; ; i++) {
      Path file = i == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "." + i);
      try {
        return new MappedSegments(file, open(file));
      } catch (FileAlreadyExistsException e) {
        if (i == MOST_FILES_OF_A_NAME) {
          throw e;
        }
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    FileAttribute<?>[] attributes = {};
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      attributes =
          new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          };
    }
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
        attributes);
  }

  Path file() {
    return file;
  }

  @Override
  public long allocate(long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) bytes);
    try {
      for (long position = size; zeros.hasRemaining(); ) {
        position += channel.write(zeros, position);
      }
    } catch (IOException e) {
      channel.truncate(size);
      throw e;
    }
    MappedByteBuffer segment = channel.map(FileChannel.MapMode.READ_WRITE, size, bytes);
    mapped.add(segment);
    size += bytes;
    return Unsafe.getUnsafe().getLong(segment, BUFFER_ADDRESS);
  }

  /** Removes the file. The memory stays: there may be threads that count in it. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
