package io.heapwise.dump;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    // Readable by the owner alone, as the JDK makes them.
    Path fresh = Files.createTempFile(folder, "." + target.getFileName() + ".", ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
        content.write(out);
      }
      move(fresh, target);
    } catch (Throwable e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  private static Path targetOf(Path file) throws IOException {
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            Files.isDirectory(file) ? "it is a directory" : "it is not a regular file");
      }
      return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }
    if (Files.isSymbolicLink(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a link to nothing");
    }
    return file;
  }

  private static void move(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
