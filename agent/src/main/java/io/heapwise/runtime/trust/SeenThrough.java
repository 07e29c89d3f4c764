package io.heapwise.runtime.trust;

/**
 * An object of the agent that stands in front of one of the program, or in its place, and does with
 * an array whatever that does: it deserves the same trust.
 */
public interface SeenThrough {
  /** What stands behind, or one of what it stands for; never null. Called by any thread. */
  Object seen();
}
