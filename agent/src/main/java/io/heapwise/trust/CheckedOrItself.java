package io.heapwise.trust;

import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.ReturnedOperand;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Knows the calls that return what they check, and those that return an object of one kind. No
 * lambda: what the JDK makes to link one would be a program's garbage.
 */
final class CheckedOrItself implements ReturnedOperand {
  private final Lendable kind;

  CheckedOrItself(Lendable kind) {
    this.kind = kind;
  }

  @Override
  public int of(MethodInsnNode call) {
    return FrameValues.isRequireNonNull(call) || kind.returnsItself(call) ? 0 : -1;
  }
}
