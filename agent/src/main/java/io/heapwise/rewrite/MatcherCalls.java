package io.heapwise.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Names and habits of the calls on patterns and matchers. Both classes are final. */
public final class MatcherCalls {
  public static final String PATTERN = "java/util/regex/Pattern";
  public static final String MATCHER = "java/util/regex/Matcher";

  private MatcherCalls() {}

  /** Whether a call makes a matcher. */
  public static boolean isMatcher(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.name.equals("matcher")
        && call.owner.equals(PATTERN);
  }

  /** Whether a call of a matcher returns it. */
  static boolean returnsItself(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.desc.endsWith(")Ljava/util/regex/Matcher;");
  }
}
