package io.heapwise.analysis;

import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The code of methods that calls are certain to reach. */
public interface ExactMethods {
  /**
   * The method that a call reaches whatever its receiver, or null where that is not certain or its
   * code cannot be had.
   */
  MethodNode target(MethodInsnNode call);

  /** Whether there is such a method; may be quicker, as its code is not needed. */
  default boolean include(MethodInsnNode call) {
    return target(call) != null;
  }
}
