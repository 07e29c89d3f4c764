package io.heapwise.rewrite;

import java.util.List;

/**
 * One kind of rewrite. Stateless and thread-safe; documented in the {@code package-info} of its
 * package, and listed in {@link Rewrites}.
 */
public interface Rewrite {
  /** The stem that its package, option, tests and benchmark share. */
  String name();

  /** The instructions at which it may find something to do. */
  List<Anchor> anchors();

  /**
   * Looks at every candidate site of a method: plans an edit for it, or refuses it with a reason.
   * Changes nothing itself. Neither instructions nor values of the method may be kept any longer:
   * the next method is made of the same objects.
   */
  void plan(MethodContext method);
}
