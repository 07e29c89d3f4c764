package io.heapwise.trust;

import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.util.HashMap;
import java.util.Map;

/**
 * Methods of the JDK that people have read, in 17 and in 25, because their bytecode does not show
 * that they are harmless: native ones, loops over elements, arrays that are kept but cannot make a
 * difference. Each entry says why; a test lends an array to each of them on both.
 */
final class ReviewedMethods {
  /** What {@code Deflater.setInput} would be if all input were consumed when it returns. */
  static final String CONSUMED_INPUT = "setInput, all consumed";

  /** What a decoder or encoder does with the buffer around the array. */
  static final String CODING = "coding of a wrapped array";

  private static final String RANGE_READ = "([BII)I";
  private static final String RANGE_WRITE = "([BII)V";
  private static final String CHARS_READ = "([CII)I";
  private static final String CHARS_WRITE = "([CII)V";
  private static final String BUFFER = "(Ljava/nio/ByteBuffer;)I";
  private static final int KEEPS = Rule.KEEPS_NOTHING;

  private static final Map<String, Leaf> LEAVES = new HashMap<>();
  private static final Map<String, Integer> LEVELS = new HashMap<>();
  private static final Map<String, Integer> EXACT = new HashMap<>();

  static {
    files();
    channels();
    sockets();
    checksums();
    zip();
    streams();
    characters();
    buffers();
  }

  private ReviewedMethods() {}

  private static void files() {
    // Native: copies through memory of its own, then exactly the bytes read into the array.
    fills("java/io/FileInputStream.readBytes" + RANGE_READ, Rule.ALL);
    fills(
        "java/io/RandomAccessFile.readBytes" + RANGE_READ, Rule.ALL); // 17; in 25 Java code around:
    fills("java/io/RandomAccessFile.readBytes0" + RANGE_READ, Rule.ALL);
    // Native: copies the range out of the array before it writes.
    drains("java/io/FileOutputStream.writeBytes([BIIZ)V");
    drains("java/io/RandomAccessFile.writeBytes" + RANGE_WRITE);
    drains("java/io/RandomAccessFile.writeBytes0" + RANGE_WRITE);
  }

  private static void channels() {
    // Keeps the array and a buffer around it, to use that buffer again when the same array comes
    // again. It does so after setting limit and position, nothing else of the buffer is ever set
    // (no mark, no order), and only the channel sees it: the same as a fresh one.
    leaf("sun/nio/ch/ChannelInputStream.read" + RANGE_READ, true, Rule.ALL)
        .need("sun/nio/ch/ChannelInputStream", "ch", "read", BUFFER, true);
    leaf("sun/nio/ch/ChannelOutputStream.write" + RANGE_WRITE, false, KEEPS)
        .need("sun/nio/ch/ChannelOutputStream", "ch", "write", BUFFER, false);
    // 17 has an anonymous class instead, with the same two fields.
    leaf("java/nio/channels/Channels$1.write" + RANGE_WRITE, false, KEEPS)
        .need("java/nio/channels/Channels$1", "val$ch", "write", BUFFER, false);
    // A buffer on the heap is copied to or from a temporary one in native memory.
    exact("sun/nio/ch/FileChannelImpl", "read" + BUFFER, Rule.ALL);
    exact("sun/nio/ch/FileChannelImpl", "write" + BUFFER, KEEPS);
  }

  private static void sockets() {
    // As a channel: through a temporary buffer in native memory, of which n bytes are copied.
    fills("sun/nio/ch/NioSocketImpl.read" + RANGE_READ, Rule.ALL);
    drains("sun/nio/ch/NioSocketImpl.write" + RANGE_WRITE);
  }

  private static void checksums() {
    drains("java/util/zip/CRC32.updateBytes0(I[BII)I"); // native, reads the range
    drains("java/util/zip/Adler32.updateBytes(I[BII)I"); // native, reads the range
    drains("java/util/zip/CRC32C.update" + RANGE_WRITE); // words through Unsafe, of the range only
    // Copies or compresses the range; the block functions are package-private and in that package,
    // and intrinsics of the same meaning.
    drains("sun/security/provider/DigestBase.engineUpdate" + RANGE_WRITE);
  }

  private static void zip() {
    // Native, output: keeps nothing, writes at least what it counts; zlib may use the rest of the
    // range as it likes, so that it is not BOUNDED.
    fills("java/util/zip/Inflater.inflate" + RANGE_READ, KEEPS | Rule.FILLS);
    fills("java/util/zip/Deflater.deflate([BIII)I", KEEPS | Rule.FILLS);
    // Sets the array as input and deflates until all of it is consumed. The deflater keeps the
    // reference, but with an empty range: it never looks at it again.
    leaf("java/util/zip/DeflaterOutputStream.write" + RANGE_WRITE, false, KEEPS)
        .need("java/util/zip/DeflaterOutputStream", "def", CONSUMED_INPUT, RANGE_WRITE, false);
    // If it throws on the way, it will look at the array when it is asked again.
    exact("java/util/zip/Deflater", CONSUMED_INPUT + RANGE_WRITE, KEEPS | Rule.KEEPS_WHEN_THROWING);
    // Reads from a RandomAccessFile that is the zip file's own.
    fills("java/util/zip/ZipFile$ZipFileInputStream.read" + RANGE_READ, Rule.ALL);
    // All of these return what the inflater, or the stream itself, wrote last.
    level("java/util/zip/InflaterInputStream.read" + RANGE_READ, KEEPS | Rule.FILLS);
    level("java/util/zip/GZIPInputStream.read" + RANGE_READ, KEEPS | Rule.FILLS);
    level("java/util/zip/ZipInputStream.read" + RANGE_READ, KEEPS | Rule.FILLS);
  }

  private static void streams() {
    // Loops over b[off + i] for i from 0 to len, each byte on its own.
    drains("java/io/OutputStream.write" + RANGE_WRITE);
    drains("java/io/FilterOutputStream.write" + RANGE_WRITE);
    // Writes b[off + i] for i from 0, and returns how many.
    level("java/io/InputStream.read" + RANGE_READ, Rule.ALL);
    // Copies n bytes of its own array and returns n.
    level("java/io/ByteArrayInputStream.read" + RANGE_READ, Rule.ALL);
    // Copies from its buffer or reads at off + n, as often as the sum n that it returns.
    level("java/io/BufferedInputStream.read" + RANGE_READ, Rule.ALL);
    level("java/io/BufferedInputStream.read1" + RANGE_READ, Rule.ALL);
    level("java/io/BufferedInputStream.implRead" + RANGE_READ, Rule.ALL);
    level("java/io/PushbackInputStream.read" + RANGE_READ, Rule.ALL);
    // Hands on what it returns, and reads that again.
    level("java/security/DigestInputStream.read" + RANGE_READ, Rule.ALL);
    level("java/util/zip/CheckedInputStream.read" + RANGE_READ, Rule.ALL);
  }

  private static void characters() {
    // Copy characters into the array.
    fills("java/lang/String.getChars(II[CI)V", Rule.ALL);
    fills("java/lang/StringBuffer.getChars(II[CI)V", Rule.ALL);
    fills("java/lang/StringBuilder.getChars(II[CI)V", Rule.ALL);
    fills("java/lang/AbstractStringBuilder.getChars(II[CI)V", Rule.ALL);
    // Copy characters out of the array.
    drains("java/lang/StringBuffer.append([CII)Ljava/lang/StringBuffer;");
    drains("java/lang/StringBuilder.append([CII)Ljava/lang/StringBuilder;");
    drains("java/lang/String.<init>([CII)V");
    drains("java/lang/String.valueOf([CII)Ljava/lang/String;");
    // Wrap the range for the decoder or encoder, and forget the wrapper when they return.
    leaf("sun/nio/cs/StreamDecoder.implRead" + CHARS_READ, true, KEEPS | Rule.FILLS)
        .need("sun/nio/cs/StreamDecoder", "decoder", CODING, CHARS_READ, true);
    leaf("sun/nio/cs/StreamEncoder.implWrite" + CHARS_WRITE, false, KEEPS)
        .need("sun/nio/cs/StreamEncoder", "encoder", CODING, CHARS_WRITE, false);
    // Hands on what is large, and copies the rest piece by piece.
    leaf("java/io/BufferedWriter.write" + CHARS_WRITE, false, KEEPS)
        .need("java/io/BufferedWriter", "out", "write", CHARS_WRITE, false);
    // A character left over from before, then what the decoder writes.
    level("sun/nio/cs/StreamDecoder.read" + CHARS_READ, KEEPS | Rule.FILLS);
    level("sun/nio/cs/StreamDecoder.lockedRead" + CHARS_READ, KEEPS | Rule.FILLS);
    // Copies from its buffer or reads at off + n, as often as the sum n that it returns.
    level("java/io/BufferedReader.read" + CHARS_READ, Rule.ALL);
    level("java/io/BufferedReader.read1" + CHARS_READ, Rule.ALL);
    level("java/io/BufferedReader.implRead" + CHARS_READ, Rule.ALL);
    // Copy n characters and return n.
    level("java/io/CharArrayReader.read" + CHARS_READ, Rule.ALL);
    level("java/io/StringReader.read" + CHARS_READ, Rule.ALL);
    level("java/io/Reader$2.read" + CHARS_READ, Rule.ALL); // 25: what a StringReader wraps
  }

  private static void buffers() {
    // All subclasses are the JDK's own, in java.nio: they copy the range, or throw before they
    // return; none keeps the array or shows it to anybody.
    copies("java/nio/ByteBuffer.get([BII)Ljava/nio/ByteBuffer;");
    copies("java/nio/ByteBuffer.get(I[BII)Ljava/nio/ByteBuffer;");
    copies("java/nio/ByteBuffer.get([B)Ljava/nio/ByteBuffer;");
    copies("java/nio/CharBuffer.get([CII)Ljava/nio/CharBuffer;");
    copies("java/nio/CharBuffer.get([C)Ljava/nio/CharBuffer;");
    drains("java/nio/ByteBuffer.put([BII)Ljava/nio/ByteBuffer;");
    drains("java/nio/ByteBuffer.put(I[BII)Ljava/nio/ByteBuffer;");
    drains("java/nio/ByteBuffer.put([B)Ljava/nio/ByteBuffer;");
    drains("java/nio/CharBuffer.put([CII)Ljava/nio/CharBuffer;");
    drains("java/nio/CharBuffer.put([C)Ljava/nio/CharBuffer;");
  }

  /**
   * Whether a method that replaces a delegate does no harm even while a call is under way: {@code
   * owner.method owner.field}.
   */
  static boolean mayReplace(String write) {
    return switch (write) {
      // A setter that nothing in the JDK calls, of streams without a lock: whoever calls it during
      // a read or write has a race of his own, and needs a digest that keeps arrays besides.
      case "java/security/DigestInputStream.setMessageDigest digest",
          "java/security/DigestOutputStream.setMessageDigest digest",
          // Wraps what was there in a PushbackInputStream, which hands everything on.
          "java/io/DataInputStream.readLine in",
          // What is left of the output of a process that has ended, as a ByteArrayInputStream.
          "java/lang/ProcessImpl$ProcessPipeInputStream.processExited in" ->
          true;
      default -> false;
    };
  }

  /** What a method does to the array is given; its code is not read. Null for all others. */
  static Leaf leaf(String method) {
    return LEAVES.get(method);
  }

  /**
   * How good a method may be at best; what it hands the array on to, its code says. 0 for all
   * others.
   */
  static int level(String method) {
    Integer level = LEVELS.get(method);
    return level == null ? 0 : level;
  }

  /** What a call does on receivers of exactly this class; 0 for all others. */
  static int exact(Class<?> type, String call) {
    if (type.getClassLoader() != null) {
      return 0;
    }
    String name = ClassTree.internalName(type);
    // The JDK's own charsets: their coders copy between the two buffers and keep neither.
    if (name.startsWith("sun/nio/cs/") && call.startsWith(CODING)) {
      return call.endsWith("I") ? KEEPS | Rule.FILLS : KEEPS;
    }
    Integer level = EXACT.get(name + '.' + call);
    return level == null ? 0 : level;
  }

  private static void fills(String method, int level) {
    leaf(method, true, level);
  }

  private static void copies(String method) {
    leaf(method, true, Rule.ALL).fillsAll = true;
  }

  private static void drains(String method) {
    leaf(method, false, KEEPS);
  }

  private static Leaf leaf(String method, boolean fills, int level) {
    Leaf leaf = new Leaf(fills, level);
    LEAVES.put(method, leaf);
    return leaf;
  }

  private static void level(String method, int level) {
    LEVELS.put(method, level);
  }

  private static void exact(String type, String call, int level) {
    EXACT.put(type + '.' + call, level);
  }

  /** A method whose code is not read. */
  static final class Leaf {
    final boolean fills;
    final int level;

    /** Whether it fills the range that it is given, all of it, if it returns. */
    boolean fillsAll;

    /** Owner, field, name and descriptor of what is called in turn; null for none. */
    private String[] need;

    private boolean carries;

    private Leaf(boolean fills, int level) {
      this.fills = fills;
      this.level = level;
    }

    private void need(String owner, String field, String name, String descriptor, boolean carry) {
      need = new String[] {owner, field, name, descriptor};
      carries = carry;
    }

    /** The same for each of its callers. */
    Lending lending() {
      Lending lending = new Lending(level);
      if (need != null) {
        lending.needs.add(
            new Lending.Need(
                need[0],
                need[1],
                Trust.lentCall(need[2], need[3], 1, false),
                Rule.KEEPS_NOTHING,
                carries));
      }
      return lending;
    }
  }
}
