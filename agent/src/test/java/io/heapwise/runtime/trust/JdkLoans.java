package io.heapwise.runtime.trust;

import static io.heapwise.runtime.trust.Trust.BOUNDED;
import static io.heapwise.runtime.trust.Trust.KEEPS_NOTHING;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayReader;
import java.io.CharArrayWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PushbackInputStream;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.internal.misc.Unsafe;

/**
 * Lends an array to every kind of JDK stream that a reviewed entry is about, and looks at what
 * became of it. Run in this JVM and in others.
 */
public final class JdkLoans {
  private static final byte[] DATA = data();
  private static final int CHARS_READ = Trust.call("read", "([CII)I", 1);
  private static final int CHARS_WRITE = Trust.call("write", "([CII)V", 1);
  private static final int INFLATE = Trust.call("inflate", "([BII)I", 1);
  private static final int DEFLATE = Trust.call("deflate", "([BII)I", 1);

  private final Path folder;
  private final List<String> problems = new ArrayList<>();
  private int loans;

  private JdkLoans(Path folder) {
    this.folder = folder;
  }

  /** Prints what is wrong; exits with 1 if anything is. */
  public static void main(String[] arguments) throws Exception {
    List<String> problems = problems(Path.of(arguments[0]));
    problems.forEach(System.out::println);
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  static List<String> problems(Path folder) throws Exception {
    Loans.judge();
    JdkLoans all = new JdkLoans(folder);
    all.files();
    all.wrappers();
    all.zip();
    all.sockets();
    all.characters();
    all.checksums();
    if (all.loans < 45) {
      all.problems.add("only " + all.loans + " loans were made");
    }
    return all.problems;
  }

  private static byte[] data() {
    byte[] data = new byte[3_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) ('a' + i % 23);
    }
    return data;
  }

  private void files() throws Exception {
    Path in = folder.resolve("in");
    Files.write(in, DATA);
    reads(BOUNDED, () -> new FileInputStream(in.toFile()));
    reads(BOUNDED, () -> Files.newInputStream(in), "bs", "bb");
    reads(BOUNDED, () -> Channels.newInputStream(FileChannel.open(in)), "bs", "bb");
    RandomAccessFile file = new RandomAccessFile(in.toFile(), "r");
    fill("RandomAccessFile", BOUNDED, Loans.READ, file, file::read);
    Path out = folder.resolve("out");
    writes(new FileOutputStream(out.toFile()));
    writes(Files.newOutputStream(out), "bs", "bb");
    FileChannel channel = FileChannel.open(out, StandardOpenOption.WRITE);
    writes(Channels.newOutputStream(channel), "bs", "bb");
    writes(new LoanSamples.ToChannel(channel));
    RandomAccessFile written = new RandomAccessFile(out.toFile(), "rw");
    drain("RandomAccessFile", Loans.WRITE, written, written::write);
  }

  private void wrappers() throws Exception {
    reads(BOUNDED, () -> bytes());
    reads(BOUNDED, () -> new BufferedInputStream(bytes()));
    reads(BOUNDED, () -> new BufferedInputStream(bytes(), 7));
    reads(BOUNDED, () -> new DataInputStream(bytes()));
    reads(BOUNDED, () -> new CheckedInputStream(bytes(), new CRC32()));
    reads(BOUNDED, () -> new DigestInputStream(bytes(), MessageDigest.getInstance("MD5")));
    PushbackInputStream pushback = new PushbackInputStream(bytes(), 4);
    pushback.unread(new byte[] {'x', 'y'});
    fill("PushbackInputStream", BOUNDED, Loans.READ, pushback, pushback::read);
    reads(BOUNDED, () -> new LoanSamples.OneByOne(DATA));
    writes(new ByteArrayOutputStream());
    writes(new BufferedOutputStream(new ByteArrayOutputStream(), 5));
    writes(new DataOutputStream(new ByteArrayOutputStream()));
    writes(new PrintStream(new ByteArrayOutputStream()));
    writes(new FilterOutputStream(new ByteArrayOutputStream()));
    writes(new CheckedOutputStream(new ByteArrayOutputStream(), new CRC32()));
    writes(
        new DigestOutputStream(new ByteArrayOutputStream(), MessageDigest.getInstance("SHA-256")));
    writes(OutputStream.nullOutputStream());
  }

  private void zip() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(DATA);
    }
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(DATA);
    }
    reads(KEEPS_NOTHING, () -> new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray())));
    reads(
        KEEPS_NOTHING,
        () -> new InflaterInputStream(new ByteArrayInputStream(deflated.toByteArray())));
    Inflater inflater = new Inflater();
    inflater.setInput(deflated.toByteArray());
    fill("Inflater", KEEPS_NOTHING, INFLATE, inflater, inflater::inflate);
    Deflater deflater = new Deflater();
    deflater.setInput(DATA);
    deflater.finish();
    fill("Deflater", KEEPS_NOTHING, DEFLATE, deflater, deflater::deflate);
    writes(new DeflaterOutputStream(new ByteArrayOutputStream()), "def");
    writes(new GZIPOutputStream(new ByteArrayOutputStream()), "def");
    writes(new LoanSamples.Deflating(new ByteArrayOutputStream(), new Deflater()), "deflater");
    Path path = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      out.putNextEntry(new ZipEntry("deflated"));
      out.write(DATA);
      ZipEntry stored = new ZipEntry("stored");
      stored.setMethod(ZipEntry.STORED);
      CRC32 crc = new CRC32();
      crc.update(DATA);
      stored.setCrc(crc.getValue());
      stored.setSize(DATA.length);
      out.putNextEntry(stored);
      out.write(DATA);
    }
    ZipFile file = new ZipFile(path.toFile());
    reads(BOUNDED, () -> file.getInputStream(file.getEntry("stored")));
    reads(KEEPS_NOTHING, () -> file.getInputStream(file.getEntry("deflated")));
    ZipInputStream in = new ZipInputStream(Files.newInputStream(path));
    in.getNextEntry();
    fill("ZipInputStream", KEEPS_NOTHING, Loans.READ, in, in::read);
    ZipOutputStream out = new ZipOutputStream(new ByteArrayOutputStream());
    out.putNextEntry(new ZipEntry("one"));
    writes(out, "def");
  }

  private void sockets() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(DATA, 0, 500);
      InputStream in = client.getInputStream();
      fill("socket", BOUNDED, Loans.READ, in, in::read);
      writes(client.getOutputStream());
    }
  }

  private void characters() throws Exception {
    String text = new String(DATA, StandardCharsets.US_ASCII);
    readsChars(KEEPS_NOTHING, new InputStreamReader(bytes(), StandardCharsets.UTF_8));
    readsChars(KEEPS_NOTHING, new InputStreamReader(bytes(), StandardCharsets.UTF_16LE));
    readsChars(
        KEEPS_NOTHING,
        new BufferedReader(new InputStreamReader(bytes(), StandardCharsets.ISO_8859_1)));
    readsChars(BOUNDED, new BufferedReader(new StringReader(text), 16));
    readsChars(BOUNDED, new StringReader(text));
    readsChars(BOUNDED, new CharArrayReader(text.toCharArray()));
    writesChars(new StringWriter());
    writesChars(new CharArrayWriter());
    writesChars(new OutputStreamWriter(new ByteArrayOutputStream(), StandardCharsets.UTF_8));
    writesChars(
        new BufferedWriter(
            new OutputStreamWriter(new ByteArrayOutputStream(), StandardCharsets.UTF_16)));
    writesChars(new BufferedWriter(new StringWriter(), 3));
  }

  private void checksums() throws Exception {
    for (Checksum checksum : List.of(new CRC32(), new CRC32C(), new Adler32())) {
      drain(checksum.getClass().getName(), Loans.UPDATE, checksum, checksum::update);
      long whole = checksum.getValue();
      checksum.reset();
      checksum.update(DATA, 100, 300);
      check(whole == checksum.getValue(), checksum + ": another value");
    }
    for (String algorithm :
        List.of("MD2", "MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-512", "SHA3-256")) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      drain(algorithm, Loans.UPDATE, digest, digest::update);
      byte[] whole = digest.digest();
      digest.update(DATA, 100, 300);
      check(Arrays.equals(whole, digest.digest()), algorithm + ": another value");
    }
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(DATA);
  }

  private interface Source {
    InputStream open() throws Exception;
  }

  private interface Fill {
    int into(byte[] b, int off, int len) throws Exception;
  }

  private interface Drain {
    void from(byte[] b, int off, int len) throws Exception;
  }

  private void reads(int expected, Source source, String... keepers) throws Exception {
    InputStream in = source.open();
    fill(in.getClass().getName(), expected, Loans.READ, in, in::read, keepers);
    // Whatever was in the array before, the same comes out.
    byte[] zeros = new byte[5_000];
    byte[] ones = new byte[5_000];
    Arrays.fill(ones, (byte) 1);
    int read = source.open().read(zeros, 9, 800);
    check(read == source.open().read(ones, 9, 800), in + ": another count");
    check(Arrays.equals(zeros, 9, 9 + read, ones, 9, 9 + read), in + ": other content");
  }

  private void fill(
      String name, int expected, int call, Object receiver, Fill fill, String... keepers)
      throws Exception {
    loans++;
    expect(name, expected, receiver, call);
    byte[] lent = new byte[1_000];
    Arrays.fill(lent, (byte) 0x5A);
    int n = fill.into(lent, 100, 300);
    check(n > 0, name + " read nothing");
    if (expected == BOUNDED) {
      for (int i = 0; i < lent.length; i++) {
        boolean inside = i >= 100 && i < 100 + n;
        check((lent[i] == 0x5A) != inside, name + " wrote at " + i + " of " + n);
      }
    }
    WeakReference<Object> loan = new WeakReference<>(lent);
    lent = null;
    problems.addAll(keepers(name, receiver, loan, keepers));
  }

  private void writes(OutputStream out, String... keepers) throws Exception {
    drain(out.getClass().getName(), Loans.WRITE, out, out::write, keepers);
  }

  private void drain(String name, int call, Object receiver, Drain drain, String... keepers)
      throws Exception {
    loans++;
    expect(name, KEEPS_NOTHING, receiver, call);
    byte[] lent = DATA.clone();
    drain.from(lent, 100, 300);
    check(Arrays.equals(lent, DATA), name + " wrote to the array");
    WeakReference<Object> loan = new WeakReference<>(lent);
    lent = null;
    problems.addAll(keepers(name, receiver, loan, keepers));
  }

  private void readsChars(int expected, Reader in) throws Exception {
    loans++;
    expect(in.getClass().getName(), expected, in, CHARS_READ);
    char[] lent = new char[1_000];
    Arrays.fill(lent, 'Z');
    int n = in.read(lent, 100, 300);
    check(n > 0, in + " read nothing");
    for (int i = 0; i < lent.length; i++) {
      check((lent[i] == 'Z') != (i >= 100 && i < 100 + n), in + " wrote at " + i);
    }
    WeakReference<Object> loan = new WeakReference<>(lent);
    lent = null;
    problems.addAll(keepers(in.getClass().getName(), in, loan));
  }

  private void writesChars(Writer out) throws Exception {
    loans++;
    expect(out.getClass().getName(), KEEPS_NOTHING, out, CHARS_WRITE);
    char[] lent = new char[1_000];
    Arrays.fill(lent, 'Z');
    out.write(lent, 100, 300);
    WeakReference<Object> loan = new WeakReference<>(lent);
    lent = null;
    problems.addAll(keepers(out.getClass().getName(), out, loan));
  }

  private void expect(String name, int expected, Object receiver, int call) {
    int verdict = Loans.settled(receiver, call);
    check(
        verdict == expected,
        name
            + ": "
            + verdict
            + " and not "
            + expected
            + ": "
            + Trust.reason(receiver.getClass(), call));
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  /**
   * What is wrong with whoever still holds the lent array: only the given fields of the receiver
   * may; {@code def} and {@code deflater} stand for a deflater that has consumed all of its input.
   */
  static List<String> keepers(
      String name, Object receiver, WeakReference<Object> loan, String... fields) throws Exception {
    List<String> problems = new ArrayList<>();
    if (fields.length > 0 && isFreed(loan)) {
      problems.add(name + " does not keep the array: the reviewed entry can say so");
    }
    for (String field : fields) {
      if (field.startsWith("def")) {
        Object deflater = get(receiver, field);
        if (!((Deflater) deflater).needsInput()) {
          problems.add(name + " has not consumed its input");
        }
        put(deflater, "inputArray", new byte[0]);
      } else {
        put(receiver, field, null);
      }
    }
    if (!isFreed(loan)) {
      problems.add(name + " keeps the array");
    }
    if (receiver.hashCode() == 42 && receiver.equals(name)) {
      problems.add("never: keeps the receiver alive");
    }
    return problems;
  }

  private static boolean isFreed(WeakReference<Object> loan) throws InterruptedException {
    for (int i = 0; i < 3 && loan.get() != null; i++) {
      System.gc();
      Thread.sleep(1);
    }
    return loan.get() == null;
  }

  private static Object get(Object owner, String field) {
    return Unsafe.getUnsafe().getReference(owner, offset(owner, field));
  }

  private static void put(Object owner, String field, Object value) {
    Unsafe.getUnsafe().putReference(owner, offset(owner, field), value);
  }

  private static long offset(Object owner, String field) {
    for (Class<?> each = owner.getClass(); ; each = each.getSuperclass()) {
      try {
        each.getDeclaredField(field);
        return Unsafe.getUnsafe().objectFieldOffset(each, field);
      } catch (NoSuchFieldException e) {
        // Then it is inherited.
      }
    }
  }
}
