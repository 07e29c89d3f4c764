package io.heapwise.rewrite.logging;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.JoinedChain;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A message that is put together right in front of the call of a logger, of operands that are on
 * the stack by then. Confined to one thread.
 */
final class LoggingMatcher {
  private static final String FACTORY = "java/lang/invoke/StringConcatFactory";

  private final MethodContext method;
  private final MethodInsnNode call;
  private final String level;
  private AbstractInsnNode concatenation;
  private String sizes = "";

  LoggingMatcher(MethodContext method, MethodInsnNode call) {
    this.method = method;
    this.call = call;
    level = LoggingRewrite.takesLevel(call) ? levelOf(method, call).name : null;
  }

  /** Whether a call gives a text that is put together right in front of it to a logger. */
  static boolean isSite(MethodContext method, MethodInsnNode call) {
    return call.getOpcode() != Opcodes.INVOKESTATIC
        && call.getOpcode() != Opcodes.INVOKESPECIAL
        && makesText(lastOfText(call))
        && (LoggingRewrite.isUsuallyOff(call)
            || LoggingRewrite.takesLevel(call) && levelOf(method, call) != null);
  }

  /** The instruction that makes the text, if any does; behind it comes what was caught, or not. */
  static AbstractInsnNode lastOfText(MethodInsnNode call) {
    AbstractInsnNode last = Adjacent.before(call);
    if (last == null || !call.desc.endsWith("Ljava/lang/Throwable;)V")) {
      return last;
    }
    boolean isLoaded = last.getOpcode() == Opcodes.ALOAD || last.getOpcode() == Opcodes.ACONST_NULL;
    return isLoaded ? Adjacent.before(last) : null;
  }

  /** The instruction that has read the level that a call is given, if that is usually off. */
  private static FieldInsnNode levelOf(MethodContext method, MethodInsnNode call) {
    MethodFlow flow = method.flow();
    return GuardedCall.firstArgument(flow, call) instanceof FieldInsnNode level
            && LoggingRewrite.isUsuallyOff(level)
            && flow.operand(call, 1) == flow.produced(level)
        ? level
        : null;
  }

  private static boolean makesText(AbstractInsnNode insn) {
    return isConcatenation(insn)
        || insn instanceof MethodInsnNode toString && BuilderCalls.isToString(toString);
  }

  private static boolean isConcatenation(AbstractInsnNode insn) {
    return insn instanceof InvokeDynamicInsnNode dynamic && dynamic.bsm.getOwner().equals(FACTORY);
  }

  /** The instruction that puts it together; known if there is no {@link #refusal}. */
  AbstractInsnNode concatenation() {
    return concatenation;
  }

  /** The name of the level that the call is given, or null. */
  String level() {
    return level;
  }

  /** Of each operand on the stack in front of that: how many slots it takes, a digit each. */
  String sizes() {
    return sizes;
  }

  /** Why the message must be made, or null; to be called once. */
  String refusal() {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (isAskedFor()) {
      return "the program asks for the level itself";
    }
    AbstractInsnNode before = lastOfText(call);
    MethodFlow flow = method.flow();
    int text = level == null ? 1 : 2;
    if (!flow.inOneBlock(before, call) || flow.operand(call, text) != flow.produced(before)) {
      return "made around a branch";
    }
    if (before instanceof InvokeDynamicInsnNode dynamic) {
      if (method.isChanged(dynamic)) {
        return "rewritten already";
      }
      return ofDynamic(dynamic);
    }
    JoinedChain chain = JoinedChain.endingWith(method, (MethodInsnNode) before);
    if (chain == null) {
      return "concat has not made one call of the message";
    }
    concatenation = chain.join();
    sizes = chain.sizes();
    return null;
  }

  /** To leave out an object's own code would be seen. */
  private String ofDynamic(InvokeDynamicInsnNode dynamic) {
    StringBuilder operands = new StringBuilder();
    for (Type type : Type.getArgumentTypes(dynamic.desc)) {
      if (type.getSort() >= Type.ARRAY && !hasPlainText(type.getClassName())) {
        return "the text of an operand of type " + type.getClassName() + " may have an effect";
      }
      operands.append(type.getSize());
    }
    concatenation = dynamic;
    sizes = operands.toString();
    return null;
  }

  /** Of the JDK's final classes, whose texts depend on nothing but their values. */
  private static boolean hasPlainText(String className) {
    return switch (className) {
      case "java.lang.String",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Boolean",
          "java.lang.Float",
          "java.lang.Double" ->
          true;
      default -> false;
    };
  }

  /** Whether the call stands in a branch that is taken if the logger says that a level is on. */
  private boolean isAskedFor() {
    MethodFlow flow = method.flow();
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != call;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode question
          && question.desc.endsWith(")Z")
          && LoggingRewrite.isLogger(question.owner)
          && Adjacent.after(question) instanceof JumpInsnNode jump
          && jump.getOpcode() == Opcodes.IFEQ
          && flow.indexOf(jump.label) > flow.indexOf(call)) {
        return true;
      }
    }
    return false;
  }
}
