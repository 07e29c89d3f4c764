package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Bytes read from a stream into arrays of the pool. Reading makes the very requests that the code
 * makes in whose place it runs: the stream may be the program's own, and is asked before each
 * request whether it is still one that does not keep what it is lent. Where it no longer is, the
 * array goes on as a new one would and never returns to the pool; and so it is after an exception.
 * What returns to the pool is wiped: the bytes may be a key, whoever asks for them.
 *
 * <p>Confined to one thread and one call.
 */
final class GatheredBytes {
  private static final int READ = Trust.callOnZeroed("read", "([BII)I", 1);
  private static final int READ_WHOLE = Trust.callOnZeroed("read", "([B)I", 1);

  /** What the JDK itself allows in one array. */
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private static final int SMALLEST_PART_BYTES = 1 << 10;
  private static final int FIRST_PART_BYTES = 8 << 10;
  private static final int LARGEST_PART_BYTES = 1 << 20;

  /** More than this is not to be had from {@link #inOneArray}. */
  static final int MAX_ONE_ARRAY_BYTES = LARGEST_PART_BYTES;

  private static final int PART_GROWTH = 4;

  /** Those after it, or after the pool had none, are new, and small so that little is wasted. */
  private static final int MAX_CLAIMED_PARTS = 7;

  /** A thread can have only so many claims open. */
  private static final int MAX_LENT_PARTS = 6;

  private static final int NEW_PART_BYTES = 16 << 10;

  /** Enough for all that are claimed. */
  private static final int OTHER_PARTS = MAX_LENT_PARTS + MAX_CLAIMED_PARTS - 1;

  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final int site;

  /** Whose runs the claims of parts count as; while reading, those of the chunks do. */
  private int partSite = Sites.UNNUMBERED;

  /** What is lent to the stream, and the worst verdict on it since. */
  private byte[] lent;

  private int call;
  private int verdict;

  /** All parts but the last are full; most streams need only one. */
  private byte[] first;

  private byte[][] others;
  private int partCount;
  private int lastLength;

  /** The first parts were lent to the stream and are as it filled them: nothing is added there. */
  private int lentParts;

  private boolean isFirstEscaped;

  /** What the next part to be claimed is long; 0 once the pool has no more. */
  private int nextPartBytes = FIRST_PART_BYTES;

  /** Bytes that are here. */
  private int size;

  /** Bytes that the stream has said it gave: more than it can have given, if it lied. */
  private int total;

  /** What the stream returned that cannot be, or 0. */
  private int stray;

  private GatheredBytes(InputStream in, int site) {
    this.in = in;
    this.site = site;
  }

  /** Whether a stream may be read by {@link #read}. */
  static boolean mayRead(InputStream in) {
    return Trust.verdict(in, READ) >= Trust.KEEPS_NOTHING;
  }

  /**
   * Reads as {@code InputStream.readNBytes(length)} does.
   *
   * @param chunkBytes what that reads at once at most
   * @param sink is given each chunk as it comes, and nothing is gathered; null to gather
   */
  static GatheredBytes read(InputStream in, int length, int chunkBytes, int site, ByteSink sink)
      throws IOException {
    GatheredBytes gathered = new GatheredBytes(in, site);
    try {
      gathered.readAll(length, chunkBytes, sink);
    } catch (Throwable e) {
      gathered.forget();
      throw e;
    }
    return gathered;
  }

  private void readAll(int length, int chunkBytes, ByteSink sink) throws IOException {
    int remaining = length;
    int n;
    do {
      byte[] bytes = lend(Math.min(remaining, chunkBytes), READ);
      int count = 0;
      while (true) {
        if (count > 0) {
          ask(count);
        }
        n = in.read(bytes, count, Math.min(bytes.length - count, remaining));
        if (n <= 0) {
          break;
        }
        count += n;
        remaining -= n;
      }
      if (count > 0) {
        if (MAX_ARRAY_BYTES - total < count) {
          throw new OutOfMemoryError("Required array size too large");
        }
        total += count;
        take(Math.min(count, bytes.length), sink);
      } else {
        takeBack(0);
      }
    } while (n >= 0 && remaining > 0);
    if (sink != null) {
      pad(sink);
    }
  }

  /**
   * Reads as libraries do: {@code while ((n = in.read(buffer)) != -1) out.write(buffer, 0, n)}. The
   * buffer alone is lent to the stream: if that cannot be trusted, what {@code out} would be is
   * still ours.
   *
   * @param bufferBytes length of the buffer
   * @return what came before the end, or before the stream returned what cannot be: then {@link
   *     #stray()} says what. Null, before anything is read, if the pool has nothing to give
   */
  static GatheredBytes drain(InputStream in, int bufferBytes, int site) throws IOException {
    byte[] part = ArrayPool.claimScratchBytes(FIRST_PART_BYTES, site);
    if (!ArrayPool.isClaimed(part)) {
      return null;
    }
    GatheredBytes gathered = new GatheredBytes(in, site);
    gathered.partSite = site;
    gathered.addPart(part, 0);
    gathered.nextPartBytes = PART_GROWTH * FIRST_PART_BYTES;
    try {
      gathered.drainAll(bufferBytes);
    } catch (Throwable e) {
      gathered.forget();
      throw e;
    }
    return gathered;
  }

  private void drainAll(int bufferBytes) throws IOException {
    byte[] buffer = lend(bufferBytes, READ_WHOLE);
    int dirty = 0;
    while (true) {
      ask(dirty);
      int n = in.read(buffer);
      if (n < 0 || n > bufferBytes || n > Integer.MAX_VALUE - total) {
        stray = n == -1 ? 0 : n;
        takeBack(dirty);
        return;
      }
      dirty = Math.max(dirty, n);
      total += n;
      append(buffer, n);
    }
  }

  /**
   * Reads a file. Nobody can tell with what requests that is done, nor does the stream keep
   * anything: all goes right into parts.
   *
   * @param expected how many bytes it probably has
   * @param sink is given each part as it comes, and nothing is gathered; null to gather
   */
  static GatheredBytes readFile(InputStream in, int expected, ByteSink sink) throws IOException {
    GatheredBytes gathered = new GatheredBytes(in, Sites.UNNUMBERED);
    // One more than that, so that the first part shows the end.
    int first = Math.min(Math.max(expected, SMALLEST_PART_BYTES - 1), LARGEST_PART_BYTES - 1);
    gathered.nextPartBytes = Integer.highestOneBit(first) << 1;
    try {
      gathered.readParts(sink);
    } catch (Throwable e) {
      gathered.forget();
      throw e;
    }
    return gathered;
  }

  private void readParts(ByteSink sink) throws IOException {
    int n;
    do {
      byte[] part = sink == null ? newPart() : ArrayPool.claimScratchBytes(nextPartBytes, site);
      addPart(part, 0);
      n = fillLastPart();
      if (MAX_ARRAY_BYTES - total < lastLength) {
        throw new OutOfMemoryError("Required array size too large");
      }
      total += lastLength;
      size += lastLength;
      if (sink != null) {
        sink.accept(part, lastLength);
        ArrayPool.wipeAndReleaseBytes(part, lastLength);
        partCount = 0;
      }
    } while (n >= 0);
  }

  /** Returns a negative number at the end. */
  private int fillLastPart() throws IOException {
    byte[] part = part(partCount - 1);
    int n = 0;
    while (n >= 0 && lastLength < part.length) {
      n = in.read(part, lastLength, part.length - lastLength);
      lastLength += Math.max(n, 0);
    }
    return n;
  }

  /** What the stream returned that ended {@link #drain} and is no number of bytes, or 0. */
  int stray() {
    return stray;
  }

  private byte[] lend(int length, int call) {
    this.call = call;
    verdict = Trust.verdict(in, call);
    lent =
        switch (verdict) {
          case Trust.BOUNDED -> ArrayPool.claimScratchBytes(length, site);
          case Trust.KEEPS_NOTHING -> ArrayPool.claimBytes(length, site);
          default -> new byte[length];
        };
    return lent;
  }

  /**
   * A wrapper may by now wrap another stream than it did.
   *
   * @param dirty what this stream has filled so far
   */
  private void ask(int dirty) {
    int now = Trust.verdict(in, call);
    if (now >= verdict) {
      return;
    }
    if (verdict == Trust.BOUNDED) {
      // What somebody else has left behind must not be seen.
      Arrays.fill(lent, Math.min(dirty, lent.length), lent.length, (byte) 0);
    }
    if (now < Trust.KEEPS_NOTHING) {
      ArrayPool.escaped(lent);
    }
    verdict = now;
  }

  /**
   * The stream is done with what it was lent.
   *
   * @param filled how far it has filled it
   */
  private void takeBack(int filled) {
    // Whatever has changed while the last request ran.
    ask(filled);
    ArrayPool.wipeAndReleaseBytes(lent, dirtyEnd(filled));
    lent = null;
  }

  /** Where what the stream may have written into the array it was lent ends. */
  private int dirtyEnd(int filled) {
    return verdict == Trust.BOUNDED ? filled : lent.length;
  }

  private void take(int count, ByteSink sink) throws IOException {
    if (sink != null) {
      sink.accept(lent, count);
      size += count;
      takeBack(count);
      return;
    }
    ask(count);
    if (lentParts > 0 && lentParts == partCount && roomBehind() > 0) {
      moveShortPart();
    }
    // Where the stream may still write into it, what a short one holds is copied at once, as the
    // JDK does.
    boolean mayStay = count == lent.length || verdict >= Trust.KEEPS_NOTHING;
    if (mayStay && lentParts == partCount && partCount < MAX_LENT_PARTS) {
      // Not copied, as in most cases these are all there are.
      addLentPart(count);
    } else {
      append(lent, count);
      takeBack(count);
    }
  }

  private void addLentPart(int count) {
    if (verdict == Trust.KEEPS_NOTHING) {
      // It may have written beyond what it has said.
      Arrays.fill(lent, count, lent.length, (byte) 0);
    }
    isFirstEscaped |= partCount == 0 && verdict < Trust.KEEPS_NOTHING;
    addPart(lent, count);
    lentParts++;
    size += count;
    lent = null;
  }

  /** A part that the stream has left short was not the last: what is in it goes to one of ours. */
  private void moveShortPart() {
    byte[] part = part(partCount - 1);
    int length = lastLength;
    partCount--;
    lentParts--;
    lastLength = partCount == 0 ? 0 : part(partCount - 1).length;
    size -= length;
    append(part, length);
    ArrayPool.wipeAndReleaseBytes(part, length);
  }

  private void append(byte[] bytes, int count) {
    int from = 0;
    while (from < count) {
      if (partCount == lentParts || roomBehind() == 0) {
        addPart(newPart(), 0);
      }
      int n = Math.min(count - from, roomBehind());
      System.arraycopy(bytes, from, part(partCount - 1), lastLength, n);
      lastLength += n;
      from += n;
    }
    size += count;
  }

  /** In the last part. */
  private int roomBehind() {
    return part(partCount - 1).length - lastLength;
  }

  private byte[] newPart() {
    if (nextPartBytes == 0) {
      return new byte[NEW_PART_BYTES];
    }
    byte[] part = ArrayPool.claimScratchBytes(nextPartBytes, partSite);
    boolean more = ArrayPool.isClaimed(part) && partCount - lentParts < MAX_CLAIMED_PARTS;
    nextPartBytes = more ? Math.min(PART_GROWTH * nextPartBytes, LARGEST_PART_BYTES) : 0;
    return part;
  }

  private void addPart(byte[] part, int length) {
    if (partCount == 0) {
      first = part;
    } else {
      if (others == null) {
        others = new byte[OTHER_PARTS][];
      } else if (partCount > others.length) {
        others = Arrays.copyOf(others, 2 * partCount);
      }
      others[partCount - 1] = part;
    }
    lastLength = length;
    partCount++;
  }

  private byte[] part(int index) {
    return index == 0 ? first : others[index - 1];
  }

  private int lengthOf(int index) {
    return index == partCount - 1 ? lastLength : part(index).length;
  }

  /** A new array with all of it, and zeros where the stream gave less than it said. */
  byte[] toArray() {
    if (partCount == 1 && lentParts == 1 && isFirstEscaped && total == first.length) {
      // Whoever keeps it would see that the original hands out the same.
      return first;
    }
    byte[] all = new byte[total];
    copyTo(all);
    return all;
  }

  private void copyTo(byte[] target) {
    int to = 0;
    for (int i = 0; i < partCount; i++) {
      int length = lengthOf(i);
      System.arraycopy(part(i), 0, target, to, length);
      to += length;
    }
  }

  /** Hands everything to a sink, in at least one piece. */
  void giveTo(ByteSink sink) throws IOException {
    if (partCount == 0) {
      sink.accept(NOTHING, 0);
    }
    for (int i = 0; i < partCount; i++) {
      sink.accept(part(i), lengthOf(i));
    }
    pad(sink);
  }

  /** Where the stream gave less than it said, the original has zeros at the end. */
  private void pad(ByteSink sink) throws IOException {
    for (int missing = total - size; missing > 0; missing -= FIRST_PART_BYTES) {
      sink.accept(new byte[FIRST_PART_BYTES], Math.min(missing, FIRST_PART_BYTES));
    }
  }

  int size() {
    return size;
  }

  /**
   * An array that begins with all of it; it may be longer, and goes when this is released. Null
   * where there is too much for one array of the pool.
   */
  byte[] inOneArray() {
    if (total != size || size > LARGEST_PART_BYTES) {
      return null;
    }
    if (partCount == 0) {
      return NOTHING;
    }
    if (partCount > 1) {
      int rounded = Integer.highestOneBit(size - 1) << 1;
      byte[] whole = ArrayPool.claimScratchBytes(rounded, Sites.UNNUMBERED);
      copyTo(whole);
      release();
      addPart(whole, size);
    }
    return first;
  }

  /** To be called when all went well, and nobody else holds any of the arrays. */
  void release() {
    for (int i = partCount - 1; i >= 0; i--) {
      ArrayPool.wipeAndReleaseBytes(part(i), lengthOf(i));
    }
    partCount = 0;
    lentParts = 0;
  }

  /** Something was thrown: who knows who holds the arrays. They do not stay in the pool's books. */
  private void forget() {
    ArrayPool.escaped(lent);
    for (int i = 0; i < partCount; i++) {
      ArrayPool.escaped(part(i));
    }
  }
}
