package io.heapwise.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * All bytes of a stream. Moral: the JDK begins with a chunk of 8 KiB, or 16 on newer ones, even for
 * the few bytes that servers read; and a digest has no need of the whole.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadAllBytesBenchmark {
  private final byte[] none = new byte[0];
  private final byte[] tiny = new byte[100];
  private final byte[] small = new byte[1000];
  private final byte[] medium = new byte[64 << 10];
  private final byte[] large = new byte[1 << 20];
  private final MessageDigest kept = digest();

  private final Path smallFile = file(small);
  private final Path mediumFile = file(medium);

  private static Path file(byte[] content) {
    try {
      Path file = Files.createTempFile("heapwise", ".txt");
      file.toFile().deleteOnExit();
      byte[] text = new byte[content.length];
      for (int i = 0; i < text.length; i++) {
        text[i] = (byte) (i % 40 == 39 ? '\n' : 'a' + i % 26);
      }
      return Files.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream that has no way of its own to read all. */
  private static InputStream streamOf(byte[] bytes) {
    return new BufferedInputStream(new ByteArrayInputStream(bytes), 64);
  }

  @Benchmark
  public InputStream baseline() {
    return streamOf(tiny);
  }

  @Benchmark
  public byte[] nothing() throws IOException {
    return streamOf(none).readAllBytes();
  }

  @Benchmark
  public byte[] bytes100() throws IOException {
    return streamOf(tiny).readAllBytes();
  }

  @Benchmark
  public byte[] bytes1000() throws IOException {
    return streamOf(small).readAllBytes();
  }

  @Benchmark
  public byte[] kibibytes64() throws IOException {
    return streamOf(medium).readAllBytes();
  }

  @Benchmark
  public byte[] mebibyte() throws IOException {
    return streamOf(large).readAllBytes();
  }

  @Benchmark
  public String text1000() throws IOException {
    return new String(streamOf(small).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Benchmark
  public byte[] digestOfMebibyte() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    digest.update(streamOf(large).readAllBytes());
    return digest.digest();
  }

  @Benchmark
  public byte[] digestOfMebibyteSeenByOthers() throws IOException {
    kept.update(streamOf(large).readAllBytes());
    return kept.digest();
  }

  @Benchmark
  public byte[] digestLater64Kibibytes() throws IOException {
    byte[] bytes;
    try (InputStream in = streamOf(medium)) {
      bytes = in.readAllBytes();
    }
    kept.update(bytes);
    return kept.digest();
  }

  @Benchmark
  public String textLater1000() throws IOException {
    byte[] bytes;
    try (InputStream in = streamOf(small)) {
      bytes = in.readAllBytes();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Benchmark
  public byte[] digestOfFile64Kibibytes() throws IOException {
    kept.update(Files.readAllBytes(mediumFile));
    return kept.digest();
  }

  @Benchmark
  public String textOfFile1000() throws IOException {
    return new String(Files.readAllBytes(smallFile), StandardCharsets.UTF_8);
  }

  @Benchmark
  public List<String> linesOfFile1000() throws IOException {
    return Files.readAllLines(smallFile);
  }

  @Benchmark
  public byte[] wrappedNumbers() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
    for (int i = 0; i < small.length; i++) {
      data.writeInt(i);
    }
    data.flush();
    return out.toByteArray();
  }

  @Benchmark
  public byte[] wrappedObject() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(small);
    }
    return out.toByteArray();
  }

  @Benchmark
  public byte[] wrappedText() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      writer.write("a line of text\n");
    }
    return out.toByteArray();
  }

  @Benchmark
  public byte[] wrappedZip64Kibibytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(medium);
    }
    return out.toByteArray();
  }

  @Benchmark
  public byte[] drainLoop64Kibibytes() throws IOException {
    InputStream in = streamOf(medium);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
    }
    return out.toByteArray();
  }
}
