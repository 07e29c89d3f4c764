package io.heapwise.track.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicReplacementTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  @TempDir Path folder;
  private Path path;
  private AtomicReplacement one;
  private AtomicReplacement other;

  @BeforeEach
  void startTwoJvms() {
    path = folder.resolve("a.json");
    FileTime start = FileTime.fromMillis(System.currentTimeMillis() - 60_000);
    one = new AtomicReplacement(start, "1");
    other = new AtomicReplacement(start, "2");
  }

  @Test
  void writesForItsOwnerOnly_andLeavesNothingElse() throws IOException {
    assertEquals(path, one.write(path, out -> out.write("new".getBytes(UTF_8))));
    assertEquals("new", Files.readString(path));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void replacesWhatIsThereFromBefore_andItsMode() throws IOException {
    Files.writeString(path, "old");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setLastModifiedTime(path, LONG_AGO);
    assertEquals(path, write(one, "new"));
    assertEquals("new", Files.readString(path));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void replacesItsOwn() throws IOException {
    write(one, "first");
    assertEquals(path, write(one, "second"));
    assertEquals("second", Files.readString(path));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void leavesWhatAnotherJvmHasWritten() throws IOException {
    write(one, "one");
    Path beside = write(other, "other");
    assertEquals(folder.resolve("a-2.json"), beside);
    assertEquals("one", Files.readString(path));
    assertEquals("other", Files.readString(beside));
    // Both go on with their own.
    assertEquals(path, write(one, "one again"));
    assertEquals(beside, write(other, "other again"));
    assertEquals("one again", Files.readString(path));
    assertEquals("other again", Files.readString(beside));
    // A third, of the same process number in another container.
    AtomicReplacement third =
        new AtomicReplacement(FileTime.fromMillis(System.currentTimeMillis() - 60_000), "2");
    assertEquals(folder.resolve("a-2-2.json"), write(third, "third"));
  }

  @Test
  void losesNothing_whenManyJvmsWriteAtOnce() throws Exception {
    Files.writeString(path, "old");
    Files.setLastModifiedTime(path, LONG_AGO);
    List<CompletableFuture<Path>> writing =
        Stream.iterate(0, i -> i + 1)
            .limit(16)
            .map(i -> CompletableFuture.supplyAsync(() -> writeUnchecked("jvm" + i)))
            .toList();
    for (int i = 0; i < writing.size(); i++) {
      assertEquals("jvm" + i, Files.readString(writing.get(i).get()));
    }
    assertEquals(16, names().size());
  }

  @Test
  void leavesWhatWasThere_whenTheDiskIsFullHalfWay() throws IOException {
    write(one, "before");
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                one.write(
                    path,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals("No space left on device", AtomicReplacement.reasonOf(failure, path));
    assertEquals("before", Files.readString(path));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void leavesWhatWasThere_whenTheWriterFails() throws IOException {
    write(one, "before");
    assertThrows(
        IllegalStateException.class,
        () ->
            one.write(
                path,
                out -> {
                  throw new IllegalStateException("a bug");
                }));
    assertEquals("before", Files.readString(path));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void saysThatThereIsNoFolder() {
    Path lost = folder.resolve("lost").resolve("a.json");
    IOException failure = assertThrows(IOException.class, () -> one.write(lost, out -> {}));
    assertEquals(
        "there is no folder " + lost.getParent(), AtomicReplacement.reasonOf(failure, lost));
    assertEquals(List.of(), names());
  }

  /** Nothing is forbidden to root, who may run this. */
  @Test
  void saysWhatIsForbidden() {
    assertEquals(
        "permission denied: the folder " + folder + " may not be written",
        AtomicReplacement.reasonOf(new AccessDeniedException(folder + "/.a.json.x.tmp"), path));
    assertEquals(
        "permission denied: the file may not be written",
        AtomicReplacement.reasonOf(new AccessDeniedException(path.toString()), path));
    assertEquals(
        "Read-only file system",
        AtomicReplacement.reasonOf(
            new FileSystemException(path.toString(), null, "Read-only file system"), path));
  }

  @Test
  void leavesAFolderOfThatName() throws IOException {
    Files.createDirectory(path);
    IOException failure = assertThrows(IOException.class, () -> write(one, "new"));
    assertEquals("what is there is not a file", AtomicReplacement.reasonOf(failure, path));
    assertTrue(Files.isDirectory(path));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void replacesWhatALinkLeadsTo() throws IOException {
    Path real = folder.resolve("real.json");
    Files.writeString(real, "old");
    Files.setLastModifiedTime(real, LONG_AGO);
    Files.createSymbolicLink(path, real);
    one.write(AtomicReplacement.linkedBy(path), out -> out.write("new".getBytes(UTF_8)));
    assertEquals("new", Files.readString(real));
    assertTrue(Files.isSymbolicLink(path));
  }

  @Test
  void doesNotWaitForALock() throws IOException {
    Files.writeString(path, "old");
    Files.setLastModifiedTime(path, LONG_AGO);
    try (FileChannel there = FileChannel.open(path, StandardOpenOption.WRITE)) {
      there.lock();
      assertEquals(path, write(one, "new"));
    }
    assertEquals("new", Files.readString(path));
  }

  private Path write(AtomicReplacement jvm, String text) throws IOException {
    return jvm.write(path, out -> out.write(text.getBytes(UTF_8)));
  }

  private Path writeUnchecked(String name) {
    try {
      return write(
          new AtomicReplacement(FileTime.fromMillis(System.currentTimeMillis() - 60_000), name),
          name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() {
    return Stream.of(folder.toFile().list()).sorted().toList();
  }
}
