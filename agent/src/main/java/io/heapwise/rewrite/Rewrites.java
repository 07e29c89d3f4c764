package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The rewrites behind the names in {@link RewriteName#ALL}, which is the register. A rewrite called
 * {@code xYz} is the class {@code XYzRewrite} in the package {@code xyz} below this one.
 */
public final class Rewrites {
  /** In the order of the register, which is the order in which they see a method. */
  public static final List<Rewrite> ALL = all();

  private Rewrites() {}

  /** The rewrite of that name, or null. */
  public static Rewrite named(String name) {
    for (Rewrite rewrite : ALL) {
      if (rewrite.name().equals(name)) {
        return rewrite;
      }
    }
    return null;
  }

  private static List<Rewrite> all() {
    List<Rewrite> rewrites = new ArrayList<>();
    for (RewriteName registered : RewriteName.ALL) {
      rewrites.add(create(registered.name()));
    }
    return Collections.unmodifiableList(rewrites);
  }

  private static Rewrite create(String name) {
    String simpleName = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Rewrite";
    String stem = name.toLowerCase(Locale.ROOT);
    String className = Rewrites.class.getPackageName() + "." + stem + "." + simpleName;
    try {
      return Class.forName(className).asSubclass(Rewrite.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no such rewrite: " + className, e);
    }
  }
}
