package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpFileTest {
  @TempDir Path folder;

  @Test
  void endingsTellTheFormat() {
    for (DumpFormat format : DumpFormat.values()) {
      assertEquals(format, DumpFormat.ofFile("some/where" + format.ending()));
      assertTrue(DumpFormat.endings().contains(format.ending()));
    }
    assertNull(DumpFormat.ofFile("dump.xml"));
    assertNull(DumpFormat.ofFile("dump"));
  }

  @Test
  void replacesTheFile_andLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("dump.json");
    Files.writeString(file, "old");
    DumpFile.write(Profiles.sample(), DumpFormat.JSON, file);
    assertEquals(Profiles.sample().runs(), ProfileReader.read(file).runs());
    assertEquals(List.of("dump.json"), names());
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Path file = folder.resolve("dump.json");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    DumpFile.write(Profiles.sample(), DumpFormat.JSON, file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void followsALink() throws IOException {
    Path file = Files.createFile(folder.resolve("dump.json"));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
    DumpFile.write(Profiles.sample(), DumpFormat.JSON, link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(1, ProfileReader.read(file).runs().size());
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("dump.json"));
    assertEquals("it is a directory", messageOf(directory));
    assertEquals(
        "there is no folder " + folder.resolve("x"), messageOf(folder.resolve("x/y.json")));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("nothing"));
    assertEquals("it is a link to nothing", messageOf(link));
    assertEquals("it is not a regular file", messageOf(Path.of("/dev/null")));
    assertEquals(List.of("dump.json", "link.json"), names());
  }

  @Test
  void keepsWhatWasThere_whenTheWriterFails() throws IOException {
    Path file = Files.writeString(folder.resolve("dump.json"), "old");
    SiteRow broken = new SiteRow(null, "int[]", "new", null, null, Counts.NONE);
    Profile profile = Profiles.of(List.of(broken), List.of());
    assertThrows(NullPointerException.class, () -> DumpFile.write(profile, DumpFormat.JSON, file));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("dump.json"), names());
  }

  /** Several write one file at once: it is always that of one of them. */
  @Test
  void writersDoNotMix() throws Exception {
    Path file = folder.resolve("dump.json");
    Path small = folder.resolve("small.json");
    Path large = folder.resolve("large.json");
    DumpFile.write(Profiles.sample(), DumpFormat.JSON, small);
    DumpFile.write(Profiles.random(1, 500), DumpFormat.JSON, large);
    Files.copy(small, file);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread[] writers = new Thread[2];
    for (int i = 0; i < 2; i++) {
      Profile profile = i == 0 ? Profiles.sample() : Profiles.random(1, 500);
      writers[i] =
          new Thread(
              () -> {
                try {
                  for (int n = 0; n < 50; n++) {
                    DumpFile.write(profile, DumpFormat.JSON, file);
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      writers[i].start();
    }
    for (int n = 0; n < 100; n++) {
      byte[] content = Files.readAllBytes(file);
      byte[] expected = Files.readAllBytes(content.length == Files.size(small) ? small : large);
      assertArrayEquals(expected, content);
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertNull(failure.get());
  }

  private static String messageOf(Path file) {
    return assertThrows(
            IOException.class,
            () -> DumpFile.write(Profiles.sample(), DumpFormat.JSON, file),
            file.toString())
        .getMessage();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
