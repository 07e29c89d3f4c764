package io.heapwise.runtime;

import io.heapwise.runtime.pool.BuilderPool;
import io.heapwise.runtime.pool.OutputPool;
import io.heapwise.runtime.pool.TextArrays;
import io.heapwise.runtime.pool.WriterPool;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Builders, writers and output streams that a rewritten method lends to others. The method keeps
 * the builder in a local variable of its own, beside the one of the program; each guard returns
 * what that is from then on. Once somebody else may have the builder it is null, and the builder is
 * never released.
 *
 * <p>A site takes builders from the pool only while it gives them back: one whose builders always
 * escape would empty the pool for all others.
 *
 * <p>Thread-safe; nothing here throws but what the original would.
 */
public final class LentBuilders {
  private static final short RETURNS = -1;

  /** An output stream of few bytes costs less than to ask who gets it. */
  private static final short STAYS_SHORT = -2;

  /** How long one must be to be worth it, and how many in a row are not before no more is asked. */
  private static final int LONG_OUTPUT_BYTES = 512;

  private static final byte MANY_SHORT = 8;

  /** Refused so often in a row, a site asks no more: to ask in vain costs more than a builder. */
  private static final short MANY = 64;

  /**
   * By site, {@link #RETURNS} if its last builder came back, or else how often it was refused since
   * one did. Past {@link #MANY} it goes on by each call that was not asked about, and begins anew
   * at the end: receivers change. Or {@link #STAYS_SHORT}. Racy: a lost update moves the moment
   * only.
   */
  private static final short[] REFUSALS = new short[Sites.CAPACITY];

  /** By site, how many output streams in a row were short, up to {@link #MANY_SHORT}. Racy too. */
  private static final byte[] SHORT_OUTPUTS = new byte[Sites.CAPACITY];

  private static final int SITE_BITS = 15;

  private LentBuilders() {}

  /**
   * Loads all that claims and releases may reach.
   *
   * @param guards whether to load what guards reach as well
   */
  public static void warmUp(boolean guards) {
    if (guards) {
      Trust.initialize();
    }
    int site = Sites.UNNUMBERED;
    StringBuilder builder = claim(site, 16);
    release(claim(site, ""), null, site);
    release(builder, site);
    release(claimBuffer(site), null, site);
  }

  /** As {@link #warmUp}, for writers, and for output streams where there are guards. */
  public static void warmUpWriters(boolean guards) {
    warmUp(guards);
    WriterPool.warmUp();
    int site = Sites.UNNUMBERED;
    release(claimWriter(site), null, site);
    release((Object) claimWriter(site, 1), site);
    if (guards) {
      OutputPool.warmUp();
      releaseBytes(claimOutput(site), null, site);
      release((Object) claimOutput(site, 1), site);
      warmUpCharsets(site);
      UndecidedLoan.warmUp();
    }
  }

  private static void warmUpCharsets(int site) {
    release(claimOutput(site), StandardCharsets.UTF_8, null, site);
    try {
      release(claimOutput(site), "UTF-8", null, site);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the rewritten code passes for a call and a site. */
  public static int callAndSite(int call, int site) {
    return call << SITE_BITS | site;
  }

  static StringBuilder claim(int site) {
    if (REFUSALS[site] == RETURNS) {
      return BuilderPool.claim(site);
    }
    Sites.count(site, 0);
    return new StringBuilder();
  }

  static StringBuilder claim(int site, int capacity) {
    if (REFUSALS[site] == RETURNS) {
      return BuilderPool.claim(site, capacity);
    }
    Sites.count(site, 0);
    return new StringBuilder(capacity);
  }

  static StringBuilder claim(int site, String initial) {
    if (REFUSALS[site] == RETURNS) {
      return BuilderPool.claim(site, initial);
    }
    Sites.count(site, 0);
    return new StringBuilder(initial);
  }

  static StringBuffer claimBuffer(int site) {
    if (REFUSALS[site] == RETURNS) {
      return BuilderPool.claimBuffer(site);
    }
    Sites.count(site, 0);
    return new StringBuffer();
  }

  static StringBuffer claimBuffer(int site, int capacity) {
    if (REFUSALS[site] == RETURNS) {
      return BuilderPool.claimBuffer(site, capacity);
    }
    Sites.count(site, 0);
    return new StringBuffer(capacity);
  }

  static StringBuffer claimBuffer(int site, String initial) {
    if (REFUSALS[site] == RETURNS) {
      return BuilderPool.claimBuffer(site, initial);
    }
    Sites.count(site, 0);
    return new StringBuffer(initial);
  }

  static StringWriter claimWriter(int site) {
    UndecidedLoan.settle();
    if (REFUSALS[site] == RETURNS) {
      return WriterPool.claim(site);
    }
    Sites.count(site, 0);
    return new StringWriter();
  }

  static StringWriter claimWriter(int site, int capacity) {
    UndecidedLoan.settle();
    if (REFUSALS[site] == RETURNS) {
      return WriterPool.claim(site, capacity);
    }
    Sites.count(site, 0);
    return new StringWriter(capacity);
  }

  static ByteArrayOutputStream claimOutput(int site) {
    UndecidedLoan.settle();
    if (REFUSALS[site] == RETURNS) {
      return OutputPool.claim(site);
    }
    Sites.count(site, 0);
    return new ByteArrayOutputStream();
  }

  static ByteArrayOutputStream claimOutput(int site, int size) {
    UndecidedLoan.settle();
    if (size >= LONG_OUTPUT_BYTES) {
      learn(site, size);
    }
    if (REFUSALS[site] == RETURNS) {
      return OutputPool.claim(site, size);
    }
    Sites.count(site, 0);
    return new ByteArrayOutputStream(size);
  }

  /** See the bridge. */
  static Object lend(Object receiver, Object kept, int callAndSite) {
    if (kept == null || isGivenUp(callAndSite)) {
      return null;
    }
    return kept(Trust.verdict(receiver, callAndSite >>> SITE_BITS), kept, callAndSite);
  }

  /** See the bridge. */
  static Object lent(Class<?> caller, Object kept, int callAndSite) {
    if (kept == null || isGivenUp(callAndSite)) {
      return null;
    }
    int call = callAndSite >>> SITE_BITS;
    if (TextArrays.areLong(bytesOf(kept))) {
      int verdict = Trust.exactVerdictSoon(caller, call);
      return verdict == Trust.UNKNOWN
          ? new UndecidedLoan(kept, caller, call)
          : kept(verdict, kept, callAndSite);
    }
    return kept(Trust.exactVerdict(caller, call), kept, callAndSite);
  }

  /** How long the array is that can be had from what is lent now; 0 for a builder. */
  static int bytesOf(Object kept) {
    if (kept instanceof StringWriter writer) {
      return WriterPool.bytesOf(writer);
    }
    return kept instanceof ByteArrayOutputStream out ? OutputPool.bytesOf(out) : 0;
  }

  private static boolean isGivenUp(int callAndSite) {
    int site = callAndSite & Sites.CAPACITY - 1;
    short refusals = REFUSALS[site];
    if (refusals < MANY) {
      return refusals == STAYS_SHORT;
    }
    REFUSALS[site] = refusals == Short.MAX_VALUE ? 0 : (short) (refusals + 1);
    return true;
  }

  private static Object kept(int verdict, Object kept, int callAndSite) {
    if (verdict >= Trust.KEEPS_NOTHING) {
      return kept;
    }
    int site = callAndSite & Sites.CAPACITY - 1;
    short refusals = REFUSALS[site];
    if (refusals < 0) {
      REFUSALS[site] = 0;
    } else if (verdict != Trust.UNKNOWN && site != Sites.UNNUMBERED) {
      REFUSALS[site] = (short) (refusals + 1);
    }
    return null;
  }

  /** See the bridge. */
  static String release(StringBuilder builder, Object kept, int site) {
    if (builder != kept) {
      return builder.toString();
    }
    returned(site);
    return BuilderPool.toStringAndRelease(builder);
  }

  /** See the bridge. */
  static String release(StringBuffer buffer, Object kept, int site) {
    if (buffer != kept) {
      return buffer.toString();
    }
    returned(site);
    return BuilderPool.releaseBuffer(buffer);
  }

  /** See the bridge. */
  static String release(StringWriter writer, Object kept, int site) {
    String text = writer.toString();
    if (isBack(writer, kept, site)) {
      WriterPool.release(writer);
    }
    return text;
  }

  /** See the bridge. */
  static byte[] releaseBytes(ByteArrayOutputStream out, Object kept, int site) {
    byte[] bytes = out.toByteArray();
    lookedAt(out, bytes.length, kept, site);
    return bytes;
  }

  /** See the bridge. */
  static String release(ByteArrayOutputStream out, Object kept, int site) {
    String text = out.toString();
    lookedAt(out, text.length(), kept, site);
    return text;
  }

  /** See the bridge. */
  static String release(ByteArrayOutputStream out, Charset charset, Object kept, int site) {
    String text = out.toString(charset);
    // One of the program's own may have kept the array.
    boolean isKnown = DeclaringClass.isOfJdk(charset.getClass());
    lookedAt(out, text.length(), isKnown ? kept : null, site);
    return text;
  }

  /** See the bridge. */
  static String release(ByteArrayOutputStream out, String charsetName, Object kept, int site)
      throws UnsupportedEncodingException {
    String text = out.toString(charsetName);
    boolean isKnown = ReadAllBytesSupport.plainCharset(charsetName) != null;
    lookedAt(out, text.length(), isKnown ? kept : null, site);
    return text;
  }

  private static void lookedAt(ByteArrayOutputStream out, int length, Object kept, int site) {
    if (isBack(out, kept, site)) {
      OutputPool.release(out);
    }
    learn(site, length);
  }

  /** Takes note of how long an output stream of a site has become, or had room for. */
  private static void learn(int site, int bytes) {
    byte before = SHORT_OUTPUTS[site];
    if (bytes >= LONG_OUTPUT_BYTES) {
      if (before != 0) {
        SHORT_OUTPUTS[site] = 0;
        if (REFUSALS[site] == STAYS_SHORT) {
          REFUSALS[site] = 0;
        }
      }
    } else if (before < MANY_SHORT) {
      // Sites without a number of their own are not one, which could stay short.
      SHORT_OUTPUTS[site] = site == Sites.UNNUMBERED ? 0 : (byte) (before + 1);
    } else if (REFUSALS[site] != STAYS_SHORT) {
      REFUSALS[site] = STAYS_SHORT;
    }
  }

  /** Whether what was lent can be had, now that nobody asks it for anything any more. */
  private static boolean isBack(Object lent, Object kept, int site) {
    if (lent == kept) {
      returned(site);
      return true;
    }
    if (kept instanceof UndecidedLoan undecided) {
      undecided.await(site);
    }
    return false;
  }

  /** See the bridge. */
  static void release(Object kept, int site) {
    if (kept instanceof StringBuilder builder) {
      returned(site);
      BuilderPool.releaseClaimed(builder);
    } else if (kept instanceof StringBuffer buffer) {
      returned(site);
      BuilderPool.releaseClaimed(buffer);
    } else if (kept instanceof StringWriter writer) {
      returned(site);
      WriterPool.release(writer);
    } else if (kept instanceof ByteArrayOutputStream out) {
      returned(site);
      OutputPool.release(out);
    }
  }

  /** Something of a site has come back. */
  private static void returned(int site) {
    // Sites without a number of their own cannot be told apart.
    if (REFUSALS[site] != RETURNS && site != Sites.UNNUMBERED) {
      REFUSALS[site] = RETURNS;
    }
  }
}
