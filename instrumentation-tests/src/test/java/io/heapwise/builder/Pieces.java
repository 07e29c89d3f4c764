package io.heapwise.builder;

/** What a target lends its builder to: those that keep nothing, and those that do. */
public final class Pieces {
  /** The builders that somebody has kept, the newest last. */
  private static final StringBuilder[] KEPT = new StringBuilder[64];

  private static int count;
  private static StringBuilder newest;

  /** Whether keepers do no harm: what a wrong rewriting pools goes to the tests behind as well. */
  static boolean isQuiet;

  private static StringBuilder last;
  private static int sameAsBefore;
  private static int sharedWithAKeeper;

  private Pieces() {}

  /** Writes its part of a text. */
  public interface Piece {
    void write(StringBuilder sb, String text);
  }

  /** By number: one of each kind, and null. */
  public static Piece of(int kind) {
    return switch (kind & 3) {
      case 0 -> new Plain();
      case 1 -> new Keeping();
      case 2 -> new Failing();
      default -> null;
    };
  }

  static final class Plain implements Piece {
    @Override
    public void write(StringBuilder sb, String text) {
      meet(sb);
      sb.append('<').append(text).append('>');
    }
  }

  static final class Keeping implements Piece {
    @Override
    public void write(StringBuilder sb, String text) {
      keep(sb);
      sb.append(text);
    }
  }

  static final class Failing implements Piece {
    @Override
    public void write(StringBuilder sb, String text) {
      keep(sb);
      throw new IllegalStateException("half " + sb);
    }
  }

  public static void fill(StringBuilder sb, String text) {
    meet(sb);
    sb.append(text).append(';');
  }

  public static void fillAppendable(Appendable to, CharSequence text) throws java.io.IOException {
    to.append(text).append('.');
  }

  public static void keep(StringBuilder sb) {
    meet(sb);
    KEPT[count++ % KEPT.length] = sb;
    newest = sb;
  }

  public static StringBuilder fillFluently(StringBuilder sb, String text) {
    meet(sb);
    return same(sb).append(text).append('|');
  }

  public static StringBuilder same(StringBuilder sb) {
    return sb;
  }

  /** What the newest keeper does later with what it has kept. */
  public static String later() {
    StringBuilder kept = newest;
    newest = null;
    return kept == null || isQuiet ? "nothing" : kept.append("later").toString();
  }

  static void meet(StringBuilder sb) {
    for (StringBuilder kept : KEPT) {
      sharedWithAKeeper += kept == sb ? 1 : 0;
    }
    sameAsBefore += last == sb ? 1 : 0;
    last = sb;
  }

  static void reset() {
    java.util.Arrays.fill(KEPT, null);
    last = null;
    sameAsBefore = 0;
    sharedWithAKeeper = 0;
  }

  /** Times that a builder came by twice in a row. */
  static int sameAsBefore() {
    return sameAsBefore;
  }

  /** Times that somebody was lent a builder that somebody had kept. */
  static int sharedWithAKeeper() {
    return sharedWithAKeeper;
  }
}
