package io.heapwise.track.output;

import io.heapwise.dump.DumpFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts dumps in their place: whole or not at all, readable by their owner only. What is there from
 * before this JVM started is replaced; what another JVM has put there since is not.
 *
 * <p>Thread-safe: one file at a time.
 */
final class AtomicReplacement {
  private static final int MOST_NEIGHBOURS = 1000;
  private static final int LOCK_ATTEMPTS = 100;
  private static final long LOCK_WAIT_NANOS = 10_000_000;

  private final FileTime start;
  private final String ownName;

  /** What this JVM has written last to a path, by what the file system knows a file by. */
  private final Map<Path, Object> own = new HashMap<>();

  /**
   * @param ownName what tells the files of this JVM from those of others, where both would have the
   *     same name
   */
  AtomicReplacement(FileTime start, String ownName) {
    this.start = start;
    this.ownName = ownName;
  }

  /**
   * Writes a file.
   *
   * @return where it is: a name beside the one wanted where another JVM's file has that
   * @throws IOException if it is not there, and what was there before still is
   */
  synchronized Path write(Path target, DumpFile.Content content) throws IOException {
    Path temporary = DumpFile.temporaryOf(target);
    try {
      DumpFile.writeNew(content, temporary);
      Object written = keyOf(temporary);
      Path place = place(temporary, target);
      own.put(place, written);
      return place;
    } finally {
      // Gone already, if all went well; and that it cannot be deleted is not the news.
      deleteQuietly(temporary);
    }
  }

  /** What a symbolic link leads to: the link stays, the file is replaced. */
  static Path linkedBy(Path path) {
    try {
      return DumpFile.linkedBy(path);
    } catch (IOException e) {
      return path; // it leads nowhere: then it is what is replaced
    }
  }

  private Path place(Path temporary, Path wanted) throws IOException {
    Path target = wanted;
    for (int i = 1; i <= MOST_NEIGHBOURS; i++) {
      if (createIfFree(temporary, target) || replaceIfOurs(temporary, target)) {
        return target;
      }
      target = DumpPath.beside(wanted, "-" + ownName + (i == 1 ? "" : "-" + i));
    }
    throw new FileAlreadyExistsException(wanted.toString());
  }

  /** By a link, which of two JVMs only one can make. */
  private static boolean createIfFree(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (Files.exists(target)) {
        return false;
      }
      DumpFile.move(temporary, target);
      return true;
    }
  }

  /** Under a lock of the file itself, so that of two JVMs the later one sees what the other did. */
  private boolean replaceIfOurs(Path temporary, Path target) throws IOException {
    if (!Files.isRegularFile(target)) {
      throw new FileSystemException(target.toString(), null, "what is there is not a file");
    }
    try (FileChannel there = FileChannel.open(target, StandardOpenOption.WRITE)) {
      lock(there);
      boolean old = Files.getLastModifiedTime(target).compareTo(start) < 0;
      if (!old && !keyOf(target).equals(own.get(target))) {
        return false;
      }
      DumpFile.move(temporary, target);
      return true;
    }
  }

  /**
   * Until the channel is closed, unless the file system knows no locks or another holds on to one.
   */
  private static void lock(FileChannel channel) {
    for (int i = 0; i < LOCK_ATTEMPTS; i++) {
      try {
        if (channel.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // Held by another of the agent's classes; as if by another JVM.
      } catch (IOException e) {
        return;
      }
      LockSupport.parkNanos(LOCK_WAIT_NANOS);
    }
  }

  private static Object keyOf(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.fileKey() != null ? attributes.fileKey() : attributes.lastModifiedTime();
  }

  /** Deletes what this JVM has written. */
  synchronized void delete(Path file) {
    own.remove(file);
    deleteQuietly(file);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException | RuntimeException e) {
      // A file too many is not worth a line.
    }
  }

  /** Why a file could not be written, in words for a user. */
  static String reasonOf(Exception failure, Path file) {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    if (failure instanceof AccessDeniedException denied) {
      return (denied.getFile() != null && denied.getFile().equals(file.toString())
              ? "permission denied: the file"
              : "permission denied: the folder " + folder)
          + " may not be written";
    }
    if (failure instanceof NoSuchFileException) {
      return "it vanished while it was written";
    }
    if (failure instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return failure instanceof IOException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }
}
