package io.heapwise.rewrite;

import io.heapwise.analysis.BuilderUse;
import org.objectweb.asm.tree.MethodInsnNode;

/** Names and habits of the calls on string builders that the rewrites share. */
public final class BuilderCalls {
  public static final String BUILDER = "java/lang/StringBuilder";
  public static final String BUFFER = "java/lang/StringBuffer";

  private BuilderCalls() {}

  public static boolean isBuilder(String internalName) {
    return BuilderUse.isBuilder(internalName);
  }

  public static boolean isToString(MethodInsnNode call) {
    return isBuilder(call.owner) && call.name.equals("toString");
  }

  /** Whether a call of a builder returns it. */
  static boolean returnsItself(MethodInsnNode call) {
    if (call.owner.equals(BridgeCalls.BRIDGE)) {
      return call.name.equals("appendFormat");
    }
    return isBuilder(call.owner) && BuilderUse.returnsItself(call);
  }
}
