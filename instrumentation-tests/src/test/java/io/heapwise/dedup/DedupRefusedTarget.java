package io.heapwise.dedup;

import io.heapwise.harness.Refused;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Texts that must be new, or must not stay. */
public final class DedupRefusedTarget {
  private static final String KNOWN = "known";

  private DedupRefusedTarget() {}

  @Refused("dedup: only feeds an exception constructor")
  public static void isTheMessageOfAnException(char[] text) {
    throw new IllegalStateException(new String(text, 0, text.length));
  }

  @Refused("dedup: in a method whose name tells of secrets")
  public static int readsAPassword(char[] typed) {
    return new String(typed, 0, typed.length).hashCode();
  }

  @Refused("dedup: in a method with a variable secret")
  public static int hasAVariableForIt(char[] typed) {
    String secret = new String(typed, 0, typed.length);
    return secret.hashCode();
  }

  @Refused(
      "dedup: in a method called by readsAPasswordElsewhere, a method whose name tells of secrets")
  public static String isOneCallAway(char[] typed) {
    return "<" + new String(typed, 0, typed.length) + ">";
  }

  @Refused({})
  public static int readsAPasswordElsewhere(char[] typed) {
    return isOneCallAway(typed).hashCode();
  }

  @Refused("dedup: compared by identity or used as a lock")
  @SuppressWarnings("StringEquality")
  public static boolean isCompared(char[] chars) {
    return new String(chars, 0, chars.length) == KNOWN;
  }

  @Refused("dedup: compared by identity or used as a lock")
  public static int isLocked(char[] chars) {
    String own = new String(chars, 0, chars.length);
    synchronized (own) {
      return own.length();
    }
  }

  @Refused("dedup: constructed around a branch")
  public static int isConstructedAroundABranch(char[] chars, boolean choice) {
    return new String(chars, 0, choice ? chars.length : 0).length();
  }

  /** Other constructors are no sites. */
  @Refused({})
  public static int isMadeOtherwise(char[] chars, String text) throws Exception {
    byte[] bytes = text.getBytes(Charset.forName("UTF-8"));
    return new String(chars).length()
        + new String(bytes).length()
        + new String(bytes, StandardCharsets.UTF_8).length()
        + new String(bytes, 0, 1).length()
        + new String(bytes, 0, 1, "UTF-8").length();
  }
}
