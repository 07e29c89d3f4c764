package io.heapwise.install;

import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.rewrite.RewriteSelection;

/**
 * Which rewrites are on, and for which classes. Immutable; the questions about classes are asked
 * for every class that is loaded and allocate nothing.
 */
public final class RewriteRules implements RewriteSelection {
  private final boolean[] on;
  private final boolean[] bold;
  private final ClassGlobs[] rewriteExcludes;
  private final ClassGlobs excludes;
  private final ClassGlobs includes;

  private RewriteRules(
      boolean[] on,
      boolean[] bold,
      ClassGlobs[] rewriteExcludes,
      ClassGlobs excludes,
      ClassGlobs includes) {
    this.on = on;
    this.bold = bold;
    this.rewriteExcludes = rewriteExcludes;
    this.excludes = excludes;
    this.includes = includes;
  }

  static RewriteRules of(OptionParser given) {
    int rewrites = RewriteName.ALL.size();
    boolean[] on = new boolean[rewrites];
    boolean[] bold = new boolean[rewrites];
    ClassGlobs[] rewriteExcludes = new ClassGlobs[rewrites];
    for (int i = 0; i < rewrites; i++) {
      RewriteName rewrite = RewriteName.ALL.get(i);
      String key = Option.REWRITE.keyFor(rewrite);
      on[i] = given.isOn(key, rewrite);
      bold[i] = given.isBold(key, rewrite);
      rewriteExcludes[i] = given.globs(Option.REWRITE_EXCLUDE.keyFor(rewrite), Option.EXCLUDE);
    }
    return new RewriteRules(
        on,
        bold,
        rewriteExcludes,
        given.globs(Option.EXCLUDE.key(), Option.EXCLUDE),
        given.globs(Option.INCLUDE.key(), Option.INCLUDE));
  }

  /** Whether a class is among those that any rewrite may touch. */
  public boolean mayRewrite(String internalClassName) {
    return (includes == null || includes.matches(internalClassName))
        && (excludes == null || !excludes.matches(internalClassName));
  }

  /** Whether a rewrite is on for a class that {@link #mayRewrite} lets through. */
  public boolean isOn(String rewriteName, String internalClassName) {
    int i = RewriteName.indexOf(rewriteName);
    return i >= 0
        && on[i]
        && (rewriteExcludes[i] == null || !rewriteExcludes[i].matches(internalClassName));
  }

  @Override
  public boolean isOn(Rewrite rewrite, String internalClassName) {
    return isOn(rewrite.name(), internalClassName);
  }

  @Override
  public boolean isOnAnywhere(Rewrite rewrite) {
    return isOn(RewriteName.indexOf(rewrite.name()));
  }

  @Override
  public boolean isAlikeForAll() {
    for (ClassGlobs excluded : rewriteExcludes) {
      if (excluded != null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a rewrite's switch is on, whatever classes are excluded.
   *
   * @param rewrite its place in the register
   */
  public boolean isOn(int rewrite) {
    return rewrite >= 0 && on[rewrite];
  }

  /** Whether a rewrite was asked for with its one relaxation. */
  public boolean isBold(RewriteName rewrite) {
    return bold[RewriteName.indexOf(rewrite.name())];
  }

  /**
   * These, with one of them changed.
   *
   * @throws IllegalArgumentException whose message is a sentence for a user, if that is none of
   *     them or the value is not valid
   */
  RewriteRules with(String key, String value) {
    if (key.equals(Option.EXCLUDE.key())) {
      return new RewriteRules(on, bold, rewriteExcludes, globs(key, value), includes);
    }
    if (key.equals(Option.INCLUDE.key())) {
      return new RewriteRules(on, bold, rewriteExcludes, excludes, globs(key, value));
    }
    for (int i = 0; i < on.length; i++) {
      RewriteName rewrite = RewriteName.ALL.get(i);
      if (key.equals(Option.REWRITE.keyFor(rewrite))) {
        return withSwitch(i, rewrite, value);
      }
      if (key.equals(Option.REWRITE_EXCLUDE.keyFor(rewrite))) {
        ClassGlobs[] changed = rewriteExcludes.clone();
        changed[i] = globs(key, value);
        return new RewriteRules(on, bold, changed, excludes, includes);
      }
    }
    throw new IllegalArgumentException(unknown(key));
  }

  private RewriteRules withSwitch(int index, RewriteName rewrite, String value) {
    boolean isBold = value.equals(rewrite.boldly());
    if (!isBold && !Option.REWRITE.choices().contains(value)) {
      String more = rewrite.boldly() == null ? "" : ", " + rewrite.boldly();
      throw new IllegalArgumentException(
          "bad value '"
              + value
              + "' for '"
              + rewrite.name()
              + "' (valid: "
              + String.join(", ", Option.REWRITE.choices())
              + more
              + ")");
    }
    boolean[] switches = on.clone();
    switches[index] = isBold || value.equals(Option.ON);
    boolean[] bolds = bold.clone();
    bolds[index] = isBold;
    return new RewriteRules(switches, bolds, rewriteExcludes, excludes, includes);
  }

  /** None for an empty text. */
  private static ClassGlobs globs(String key, String value) {
    if (value.isEmpty()) {
      return null;
    }
    ClassGlobs globs = ClassGlobs.parse(value);
    if (globs == null) {
      throw new IllegalArgumentException(
          "bad value '"
              + value
              + "' for '"
              + key
              + "' (valid: "
              + Option.EXCLUDE.plainSyntax()
              + ")");
    }
    return globs;
  }

  private static String unknown(String key) {
    String[] keys = Option.keys();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return "'"
            + key
            + "' is read when the program starts and cannot be changed later; what can are the"
            + " switches of rewrites, their '.exclude', 'exclude' and 'include'";
      }
    }
    return "unknown option '" + key + "' (did you mean '" + Nearest.to(key, keys) + "'?)";
  }
}
