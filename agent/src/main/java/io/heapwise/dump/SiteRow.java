package io.heapwise.dump;

/**
 * One allocation site: where it is, what it allocates, what became of it, and how often it ran.
 *
 * @param location where
 * @param type what is allocated, as in Java source: {@code byte[]}, {@code java.lang.StringBuilder}
 * @param kind how: {@code new newarray anewarray multianewarray clone boxing lambda varargs concat
 *     reflection copyOf call}, where {@code call} is a method of the JDK that allocates
 * @param rewrite stem of the rewrite that accepted or refused it; null where none was asked
 * @param refusal why it was left as it is; null unless a rewrite refused it
 * @param counts how often
 */
public record SiteRow(
    Location location, String type, String kind, String rewrite, String refusal, Counts counts) {
  public boolean isRewritten() {
    return rewrite != null && refusal == null;
  }

  public boolean isRefused() {
    return refusal != null;
  }
}
