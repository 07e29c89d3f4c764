package io.heapwise.readallbytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Files for the targets of this package: one of every kind there is, by number. */
public final class FileSources {
  private static final Path FOLDER = newFolder();
  private static final Path[] ALL = all();

  private FileSources() {}

  /** Null for some numbers. */
  public static Path path(int number) {
    return ALL[Math.floorMod(number, ALL.length)];
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("heapwise");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path[] all() {
    try {
      Path archive = FOLDER.resolve("archive.zip");
      FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"));
      Path inArchive = zip.getPath("entry");
      Files.writeString(inArchive, "in another\nfile system");
      Path link = FOLDER.resolve("link");
      Path lines = file("lines", "a\nb\r\n\n\u00e4\u30a2\rlast".getBytes(StandardCharsets.UTF_8));
      Files.createSymbolicLink(link, lines);
      archive.toFile().deleteOnExit();
      link.toFile().deleteOnExit();
      return new Path[] {
        null,
        FOLDER,
        FOLDER.resolve("missing"),
        FOLDER.resolve("missing").resolve("deeper"),
        inArchive,
        lines,
        link,
        // Says that it is empty, and is not.
        Path.of("/proc/version"),
        file("empty", new byte[0]),
        file("one", new byte[] {'x'}),
        file("1023", text(1023)),
        file("1024", text(1024)),
        file("8192", text(8192)),
        file("medium", text(100_000)),
        file("large", text(3 << 20)),
        file("malformed", new byte[] {'a', '\n', (byte) 0xC3, 'b', '\n'}),
        file("cut", new byte[] {'a', '\n', (byte) 0xE3, (byte) 0x82}),
        file("any", any(20_000)),
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name, byte[] content) throws IOException {
    Path file = FOLDER.resolve(name);
    file.toFile().deleteOnExit();
    return Files.write(file, content);
  }

  private static byte[] text(int length) {
    byte[] text = any(length);
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (text[i] % 50 == 0 ? '\n' : ' ' + Math.abs(text[i] % 90));
    }
    return text;
  }

  private static byte[] any(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
