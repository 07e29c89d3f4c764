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

  /**
   * Loads and initialises what its rewritten code may reach beyond builders and pools. Called once
   * the bridge is there, before the first class with a site of it runs, and perhaps by two threads:
   * were it left to a call from deep inside the program, an overflowing stack could leave a class
   * broken for good. Most programs need little of it, and all of it takes milliseconds.
   */
  default void prepare() {}

  /** Whether what has been planned since {@link #prepare} was last called needs more of it. */
  default boolean isToPrepareAgain() {
    return false;
  }

  /** Whether its rewritten code asks who may be lent something, which a judge must answer. */
  default boolean asksJudge() {
    return false;
  }
}
