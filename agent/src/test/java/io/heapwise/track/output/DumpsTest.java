package io.heapwise.track.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On request; what happens by itself needs a JVM that ends: see the tests of the built agent. */
class DumpsTest {
  private static final long START = System.currentTimeMillis() - 60_000;

  private final Dumps dumps =
      new Dumps(
          null, 0, 1, START, (reason, ending, out) -> out.write((reason + ending).getBytes(UTF_8)));

  @TempDir Path folder;

  @Test
  void writesInTheFormatOfTheEnding() throws IOException {
    Path written = dumps.write(folder.resolve("%p.pb.gz").toString());
    assertEquals(folder.resolve(ProcessHandle.current().pid() + ".pb.gz"), written);
    assertEquals("request.pb.gz", Files.readString(written));
  }

  @Test
  void takesTheFormatFromTheNameThatWasGiven_notFromWhatALinkLeadsTo() throws IOException {
    Path target = folder.resolve("target");
    Files.writeString(target, "");
    Files.setLastModifiedTime(target, java.nio.file.attribute.FileTime.fromMillis(1000));
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);
    assertEquals(target.toRealPath(), dumps.write(link.toString()));
    assertEquals("request.txt", Files.readString(target));
  }

  @Test
  void namesTheEndings_whenItKnowsNoFormat() {
    IOException failure = assertThrows(IOException.class, () -> dumps.write("a.yaml"));
    assertEquals(
        "cannot tell the format of 'a.yaml': a dump ends in .txt, .json, .collapsed, .pb.gz, .html",
        failure.getMessage());
  }

  @Test
  void saysWhyThereIsNone() {
    Path file = folder.resolve("lost").resolve("a.txt");
    IOException failure = assertThrows(IOException.class, () -> dumps.write(file.toString()));
    assertEquals(
        "no dump in " + file + ": there is no folder " + file.getParent(), failure.getMessage());
    assertEquals(
        "no dump: 'a\0.txt' is not a path: Nul character not allowed",
        assertThrows(IOException.class, () -> dumps.write("a\0.txt")).getMessage());
  }

  @Test
  void leavesTheFileAlone_whenWhatIsWrittenFails() throws IOException {
    Path file = folder.resolve("a.txt");
    dumps.write(file.toString());
    Dumps failing =
        new Dumps(
            null,
            0,
            1,
            START,
            (reason, ending, out) -> {
              out.write(1);
              throw new OutOfMemoryError("test");
            });
    assertThrows(OutOfMemoryError.class, () -> failing.write(file.toString()));
    assertEquals("request.txt", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
