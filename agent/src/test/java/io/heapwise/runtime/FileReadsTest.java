package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read, and what it costs; that it is the same is shown where classes are rewritten. */
class FileReadsTest {
  private static final int SITE = 0;
  private static final int ROUNDS = 50;

  @TempDir static Path folder;

  @BeforeAll
  static void warmUp() throws IOException {
    FileReads.warmUp();
  }

  @Test
  void readsFilesOfTheOperatingSystemOnly() throws IOException {
    assertTrue(FileReads.mayRead(folder));
    assertFalse(FileReads.mayRead(null));
    assertFalse(FileReads.mayRead("text"));
    assertFalse(FileReads.mayRead(Path.of(URI.create("jrt:/java.base"))));
    Object own =
        Proxy.newProxyInstance(
            FileReadsTest.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (proxy, method, arguments) -> {
              throw new AssertionError("asked for " + method);
            });
    assertFalse(FileReads.mayRead(own));
    Path archive = folder.resolve("archive.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertFalse(FileReads.mayRead(zip.getPath("entry")));
      assertNull(FileReads.lines(zip.getPath("entry"), StandardCharsets.UTF_8, SITE));
    }
  }

  @Test
  void readsPlainFileStreamsOnly() throws IOException {
    Path file = file(3);
    try (InputStream plain = new FileInputStream(file.toFile());
        InputStream own =
            new FileInputStream(file.toFile()) {
              @Override
              public int read(byte[] bytes, int offset, int length) {
                throw new AssertionError("asked");
              }
            }) {
      assertTrue(FileReads.isPlain(plain));
      assertFalse(FileReads.isPlain(own));
    }
    assertFalse(FileReads.isPlain(new ByteArrayInputStream(new byte[1])));
  }

  @Test
  void leavesOtherCharsetsToTheJdk() throws IOException {
    Path file = file(3);
    assertNull(FileReads.lines(file, StandardCharsets.UTF_16, SITE));
    assertNull(FileReads.lines(file, Charset.forName("windows-1252"), SITE));
    assertNull(FileReads.lines(file, null, SITE));
  }

  @Test
  void failsAsTheJdk_whenAFileIsLongerThanAnArray() throws IOException {
    Path sparse = folder.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    OutOfMemoryError expected =
        assertThrows(OutOfMemoryError.class, () -> Files.readAllBytes(sparse));
    CRC32 crc = new CRC32();
    OutOfMemoryError actual =
        assertThrows(
            OutOfMemoryError.class, () -> ReadAllBytesSupport.readInto(crc, sparse, true, SITE));
    assertEquals(expected.getMessage(), actual.getMessage());
    assertEquals(new CRC32().getValue(), crc.getValue());
    Files.delete(sparse);
  }

  @Test
  void opensNothing_whenNobodyTakesTheBytes() throws IOException {
    Path missing = folder.resolve("missing");
    assertFalse(ReadAllBytesSupport.readInto(null, missing, false, SITE));
    assertNull(ReadAllBytesSupport.readString(missing, (Charset) null, SITE));
    assertNull(ReadAllBytesSupport.readAllBytes(missing, SITE));
    assertThrows(
        NoSuchFileException.class,
        () -> ReadAllBytesSupport.readInto(new CRC32(), missing, false, SITE));
  }

  @Test
  void takesNoArrayOfTheFilesSize() throws IOException {
    for (int length : new int[] {0, 1, 1023, 1024, 60_000, 3 << 20}) {
      Path file = file(length);
      CRC32 crc = new CRC32();
      long bytes = allocatedBy(() -> ReadAllBytesSupport.readInto(crc, file, false, SITE));
      assertTrue(bytes < 2000, length + " bytes take " + bytes);
      crc.reset();
      ReadAllBytesSupport.readInto(crc, file, false, SITE);
      CRC32 expected = new CRC32();
      expected.update(Files.readAllBytes(file));
      assertEquals(expected.getValue(), crc.getValue());
    }
  }

  @Test
  void leavesLongFilesToTheJdk_whereOneArrayIsWanted() throws IOException {
    Path file = file(3 << 20);
    assertNull(ReadAllBytesSupport.readString(file, StandardCharsets.UTF_8, SITE));
    assertNull(ReadAllBytesSupport.gather(file, SITE));
    try (InputStream in = new FileInputStream(file.toFile())) {
      assertNull(ReadAllBytesSupport.gather(in, SITE));
      assertEquals(0, in.read());
    }
  }

  @Test
  void takesLittleMoreThanTheLines() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, "one\ntwo\nthree");
    long bytes = allocatedBy(() -> FileReads.lines(file, StandardCharsets.UTF_8, SITE));
    assertTrue(bytes < 3000, "takes " + bytes);
    assertEquals(Files.readAllLines(file), FileReads.lines(file, StandardCharsets.UTF_8, SITE));
  }

  private interface Read {
    Object run() throws IOException;
  }

  private static long allocatedBy(Read read) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      read.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static Path file(int length) throws IOException {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i % 97);
    }
    return Files.write(folder.resolve(length + ".bin"), content);
  }
}
