package io.heapwise.analysis;

import org.objectweb.asm.tree.MethodInsnNode;

/** What is known of calls that are given an object under analysis. */
public interface CallEffects {
  /**
   * Null if the call neither keeps the operand beyond its return, nor shows it to anybody, nor
   * returns it, nor lets anything be observed that the rewrite in question would change; else what
   * it does, as half a sentence.
   *
   * @param operand position among the operands, the receiver being 0
   */
  String escape(MethodInsnNode call, int operand);
}
