package io.heapwise.rewrite;

import io.heapwise.rewrite.builder.BuilderRewrite;
import io.heapwise.rewrite.concat.ConcatRewrite;
import io.heapwise.rewrite.format.FormatRewrite;
import java.util.List;

/** The register of rewrites, in the order in which they see a method. */
public final class Rewrites {
  /** Concat goes first: what it leaves of builders and formats is for the others. */
  public static final List<Rewrite> ALL =
      List.of(new ConcatRewrite(), new FormatRewrite(), new BuilderRewrite());

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
}
