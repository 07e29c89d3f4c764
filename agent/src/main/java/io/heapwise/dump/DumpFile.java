package io.heapwise.dump;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Puts a profile into a file: written next to it under a name of its own first, then moved into its
 * place. Whoever opens the file finds the old content or the new one, as a whole; two that write
 * the same file do not mix. Only the owner may read it.
 */
public final class DumpFile {
  private DumpFile() {}

  /** What goes into a file. */
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** As the other, with all of a profile. */
  public static void write(Profile profile, DumpFormat format, Path file) throws IOException {
    write(out -> format.write(profile, out), file);
  }

  /**
   * Writes the file anew.
   *
   * @param file in a folder that is there; a link to a file is followed
   * @throws IOException if it cannot be written: what was there before is still there, and nothing
   *     is left beside it
   */
  public static void write(Content content, Path file) throws IOException {
    Path target = targetOf(file);
    Path folder = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    Path fresh = temporaryOf(target);
    try {
      writeNew(content, fresh);
      move(fresh, target);
    } catch (Throwable e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /** A file beside another, to be moved into its place; its name is one that no other has. */
  public static Path temporaryOf(Path target) {
    String suffix = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    return target.resolveSibling("." + target.getFileName() + "." + suffix + ".part");
  }

  /** Writes a file that is not there, so that only its owner may read it, to the disk. */
  public static void writeNew(Content content, Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file));
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.write(out);
      out.flush();
      // Some file systems tell only now that the disk is full.
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Path targetOf(Path file) throws IOException {
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            Files.isDirectory(file) ? "it is a directory" : "it is not a regular file");
      }
      return linkedBy(file);
    }
    if (Files.isSymbolicLink(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a link to nothing");
    }
    return file;
  }

  /** What a symbolic link leads to: the link stays, the file is replaced. */
  public static Path linkedBy(Path file) throws IOException {
    return Files.isSymbolicLink(file) ? file.toRealPath() : file;
  }

  /** In one step, where the file system can do that. */
  public static void move(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
