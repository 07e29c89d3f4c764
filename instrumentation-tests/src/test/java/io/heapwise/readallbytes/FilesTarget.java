package io.heapwise.readallbytes;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Reads of all of a file. */
public final class FilesTarget {
  private FilesTarget() {}

  @Fired("streamInto+1")
  public static long checksums(int number) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(FileSources.path(number)));
    return crc.getValue();
  }

  @Fired("readInto+1 streamDigest+1")
  public static String digests(int number) throws IOException, NoSuchAlgorithmException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    try {
      md5.update(Files.readAllBytes(FileSources.path(number)));
    } catch (IOException e) {
      Recorder.note(e);
      Recorder.note(Arrays.toString(md5.digest()));
    }
    return Arrays.toString(md5.digest(Files.readAllBytes(FileSources.path(number + 1))));
  }

  @Fired("readString+1")
  public static String makesAText(int number) throws IOException {
    return new String(Files.readAllBytes(FileSources.path(number)), StandardCharsets.UTF_8);
  }

  @Fired("gather+1 textOf+1")
  public static String makesATextLater(int number) throws IOException {
    byte[] bytes = Files.readAllBytes(FileSources.path(number));
    Recorder.note("read");
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Fired("claimOutput+1 newOutput-1 readInto+1 releaseOutput+1")
  public static int writes(int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Files.readAllBytes(FileSources.path(number)));
    return Arrays.hashCode(out.toByteArray());
  }

  @Fired("consume+1 gather+1")
  public static long readsThroughAStream(int number, boolean isSkipped) throws IOException {
    byte[] bytes;
    try (InputStream in = new FileInputStream(FileSources.path(number).toString())) {
      if (isSkipped) {
        Recorder.note(in.skip(5));
      }
      bytes = in.readAllBytes();
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @Fired("readString+1")
  public static String readsAClosedStream() throws IOException {
    InputStream in = new FileInputStream(FileSources.path(10).toString());
    in.close();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Fired("readString+1")
  public static String isInterrupted(int number) throws IOException {
    // Before: an interrupted thread could not write the files.
    Path path = FileSources.path(number);
    Thread.currentThread().interrupt();
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } finally {
      Recorder.note(Thread.interrupted());
    }
  }

  @Fired("readLines+1")
  public static String readsLines(int number) throws IOException {
    List<String> lines = Files.readAllLines(FileSources.path(number));
    lines.add("one more");
    return lines.getClass() + " " + lines.size() + lines;
  }

  @Fired("readLines+1")
  public static int readsLinesInACharset(int number, int which) throws IOException {
    Charset[] charsets = {
      StandardCharsets.UTF_8,
      StandardCharsets.US_ASCII,
      StandardCharsets.ISO_8859_1,
      StandardCharsets.UTF_16LE,
      null
    };
    Charset charset = charsets[Math.floorMod(which, charsets.length)];
    return Files.readAllLines(FileSources.path(number), charset).hashCode();
  }

  @Fired("readLines+1")
  public static int readsLinesWhileInterrupted(int number) throws IOException {
    Thread.currentThread().interrupt();
    try {
      return Files.readAllLines(FileSources.path(number)).hashCode();
    } finally {
      Recorder.note(Thread.interrupted());
    }
  }

  @Refused("readAllBytes: the array itself is wanted, and nothing else is made")
  public static int wantsTheArray(int number) throws IOException {
    return Files.readAllBytes(FileSources.path(number)).length;
  }
}
