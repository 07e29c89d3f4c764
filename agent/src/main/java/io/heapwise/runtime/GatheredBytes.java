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
 *
 * <p>Confined to one thread and one call.
 */
final class GatheredBytes {
  private static final int READ = Trust.callOnZeroed("read", "([BII)I", 1);
  private static final int READ_WHOLE = Trust.callOnZeroed("read", "([B)I", 1);

  /** What the JDK itself allows in one array. */
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private static final int FIRST_PART_BYTES = 8 << 10;
  private static final int LARGEST_PART_BYTES = 1 << 20;
  private static final int PART_GROWTH = 4;

  /** Those after it, or after the pool had none, are new, and small so that little is wasted. */
  private static final int MAX_CLAIMED_PARTS = 7;

  /** A thread can have only so many claims open. */
  private static final int MAX_LENT_PARTS = 6;

  private static final int NEW_PART_BYTES = 16 << 10;

  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final int site;

  /** Whose runs the claims of parts count as; while reading, those of the chunks do. */
  private int partSite = Sites.UNNUMBERED;

  /** What is lent to the stream, and the worst verdict on it since. */
  private byte[] lent;

  private int call;
  private int verdict;

  private byte[][] parts = new byte[1][];
  private int[] lengths = new int[1];
  private int partCount;

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
    int remaining = length;
    int n;
    do {
      byte[] bytes = gathered.lend(Math.min(remaining, chunkBytes), READ);
      int count = 0;
      while (true) {
        if (count > 0) {
          gathered.ask(count);
        }
        n = in.read(bytes, count, Math.min(bytes.length - count, remaining));
        if (n <= 0) {
          break;
        }
        count += n;
        remaining -= n;
      }
      if (count > 0) {
        if (MAX_ARRAY_BYTES - gathered.total < count) {
          throw new OutOfMemoryError("Required array size too large");
        }
        gathered.total += count;
        gathered.take(Math.min(count, bytes.length), sink);
      } else {
        gathered.takeBack(0);
      }
    } while (n >= 0 && remaining > 0);
    if (sink != null) {
      gathered.pad(sink);
    }
    return gathered;
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
    GatheredBytes gathered = new GatheredBytes(in, site);
    gathered.partSite = site;
    byte[] part = ArrayPool.claimScratchBytes(FIRST_PART_BYTES, site);
    if (!ArrayPool.isClaimed(part)) {
      return null;
    }
    gathered.addPart(part, 0);
    gathered.nextPartBytes = PART_GROWTH * FIRST_PART_BYTES;
    byte[] buffer = gathered.lend(bufferBytes, READ_WHOLE);
    int dirty = 0;
    while (true) {
      gathered.ask(dirty);
      int n = in.read(buffer);
      if (n < 0 || n > bufferBytes || n > Integer.MAX_VALUE - gathered.total) {
        gathered.stray = n == -1 ? 0 : n;
        gathered.takeBack(dirty);
        return gathered;
      }
      dirty = Math.max(dirty, n);
      gathered.total += n;
      gathered.append(buffer, n);
    }
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
    if (verdict == Trust.BOUNDED) {
      ArrayPool.dirtied(lent, filled);
    }
    ArrayPool.releaseBytes(lent);
  }

  private void take(int count, ByteSink sink) throws IOException {
    if (sink != null) {
      sink.accept(lent, count);
      size += count;
      takeBack(count);
    } else if (partCount < MAX_LENT_PARTS) {
      // Not copied, as in most cases these are all there are.
      ask(count);
      addPart(lent, count);
      lentParts++;
      isFirstEscaped |= partCount == 1 && verdict < Trust.KEEPS_NOTHING;
      size += count;
      if (verdict == Trust.BOUNDED) {
        ArrayPool.dirtied(lent, count);
      }
    } else {
      append(lent, count);
      takeBack(count);
    }
  }

  private void append(byte[] bytes, int count) {
    int from = 0;
    while (from < count) {
      if (roomInLastPart() == 0) {
        addPart(newPart(), 0);
      }
      int last = partCount - 1;
      int n = Math.min(count - from, roomInLastPart());
      System.arraycopy(bytes, from, parts[last], lengths[last], n);
      lengths[last] += n;
      from += n;
    }
    size += count;
  }

  private int roomInLastPart() {
    int last = partCount - 1;
    return last < lentParts ? 0 : parts[last].length - lengths[last];
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
    if (partCount == parts.length) {
      parts = Arrays.copyOf(parts, Math.max(8, 2 * partCount));
      lengths = Arrays.copyOf(lengths, parts.length);
    }
    parts[partCount] = part;
    lengths[partCount] = length;
    partCount++;
  }

  /** A new array with all of it, and zeros where the stream gave less than it said. */
  byte[] toArray() {
    if (partCount == 1 && lentParts == 1 && isFirstEscaped && total == parts[0].length) {
      // Whoever keeps it would see that the original hands out the same.
      return parts[0];
    }
    byte[] all = new byte[total];
    int to = 0;
    for (int i = 0; i < partCount; i++) {
      System.arraycopy(parts[i], 0, all, to, lengths[i]);
      to += lengths[i];
    }
    return all;
  }

  /** Hands everything to a sink, in at least one piece. */
  void giveTo(ByteSink sink) throws IOException {
    if (partCount == 0) {
      sink.accept(NOTHING, 0);
    }
    for (int i = 0; i < partCount; i++) {
      sink.accept(parts[i], lengths[i]);
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
      int to = 0;
      for (int i = 0; i < partCount; i++) {
        System.arraycopy(parts[i], 0, whole, to, lengths[i]);
        to += lengths[i];
      }
      release();
      parts[0] = whole;
      lengths[0] = size;
      partCount = 1;
      lentParts = 0;
    }
    return parts[0];
  }

  /** To be called when all went well, and nobody else holds any of the arrays. */
  void release() {
    for (int i = 0; i < partCount; i++) {
      if (i >= lentParts) {
        ArrayPool.dirtied(parts[i], lengths[i]);
      }
      ArrayPool.releaseBytes(parts[i]);
    }
    partCount = 0;
  }
}
