package io.heapwise.rewrite;

import io.heapwise.analysis.BuilderUse;
import org.objectweb.asm.tree.MethodInsnNode;

/** Names and habits of the calls on string builders that the rewrites share. */
public final class BuilderCalls {
  public static final String BUILDER = "java/lang/StringBuilder";
  public static final String BUFFER = "java/lang/StringBuffer";

  /**
   * Internal name of the class that rewritten code calls. Packaging relocates the text as well; the
   * class itself must not be asked, because it is not defined before the first class is rewritten.
   */
  public static final String BRIDGE = "io/heapwise/bridge/HeapwiseBridge";

  private BuilderCalls() {}

  public static boolean isBuilder(String internalName) {
    return BuilderUse.isBuilder(internalName);
  }

  public static boolean isToString(MethodInsnNode call) {
    return isBuilder(call.owner) && call.name.equals("toString");
  }

  /** Whether a call of a builder returns it. */
  static boolean returnsItself(MethodInsnNode call) {
    if (call.owner.equals(BRIDGE)) {
      return call.name.equals("appendFormat");
    }
    return isBuilder(call.owner) && BuilderUse.returnsItself(call);
  }
}
