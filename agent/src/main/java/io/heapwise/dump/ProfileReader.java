package io.heapwise.dump;

import io.heapwise.track.exact.CounterFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a profile back from a file, whose content tells the format. */
public final class ProfileReader {
  /** Bytes in which the JVMs of a profile are, unless there are many. */
  private static final int USUAL_START = 1 << 13;

  private ProfileReader() {}

  /**
   * Reads all of a file.
   *
   * @throws MalformedProfileException where the file can be read, but is not a profile
   * @throws IOException for other reasons; either message begins with the file's name
   */
  public static Profile read(Path file) throws IOException {
    return read(file, new RememberedTexts());
  }

  /**
   * As the other, where many files are read.
   *
   * @param texts those of the files before, read by this thread
   */
  public static Profile read(Path file, RememberedTexts texts) throws IOException {
    byte[] bytes;
    try {
      bytes = bytesOf(file);
    } catch (IOException e) {
      throw new IOException(file + ": " + reasonOf(e), e);
    }
    try {
      return read(bytes, texts);
    } catch (MalformedProfileException e) {
      throw new MalformedProfileException(file + ": " + e.getMessage());
    }
  }

  /**
   * The JVMs that a profile in a file is of; of a dump no more is read than that takes.
   *
   * @throws IOException as {@link #read(Path)}
   */
  public static List<JvmRun> runs(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(USUAL_START);
    } catch (IOException e) {
      return read(file).runs();
    }
    try {
      return CounterFile.isOne(start) ? read(file).runs() : JsonProfileReader.readRuns(start);
    } catch (MalformedProfileException e) {
      return read(file).runs();
    }
  }

  static Profile read(byte[] bytes) throws MalformedProfileException {
    return read(bytes, new RememberedTexts());
  }

  private static Profile read(byte[] bytes, RememberedTexts texts)
      throws MalformedProfileException {
    if (bytes.length == 0) {
      throw new MalformedProfileException("the file is empty");
    }
    if (CounterFile.isOne(bytes)) {
      return CounterFile.read(bytes);
    }
    DumpFormat other = formatOf(bytes);
    if (other != DumpFormat.JSON) {
      throw new MalformedProfileException(
          "it is no profile that can be read back; give one that was written as .json, or counters");
    }
    return JsonProfileReader.read(bytes, texts);
  }

  private static DumpFormat formatOf(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == '{' ? DumpFormat.JSON : null;
      }
    }
    return null;
  }

  private static byte[] bytesOf(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    if (Files.size(file) > Integer.MAX_VALUE - 8) {
      throw new IOException("the file is larger than 2 GiB");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readAllBytes();
    }
  }

  /** Of those that say no more than the name of the file. */
  private static String reasonOf(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
