package io.heapwise.analysis;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What the JDK's own methods do with a {@code StringWriter} of exactly that class. Harmless are
 * those that neither keep it nor show its buffer, whose capacity would tell.
 */
public final class WriterUse {
  public static final String WRITER = "java/io/StringWriter";

  public static final Lendable KIND = new Kind();

  private WriterUse() {}

  /** Whether a call returns its receiver, if that is a {@code StringWriter}. */
  public static boolean returnsItself(MethodInsnNode call) {
    return call.name.equals("append") && isReceiverType(call.owner);
  }

  /** Types that a call on it may name, and whose methods are known. */
  private static boolean isReceiverType(String owner) {
    return owner.equals(WRITER)
        || owner.equals("java/io/Writer")
        || owner.equals("java/lang/Appendable");
  }

  private static final class Kind implements Lendable {
    @Override
    public boolean is(String internalName) {
      return internalName.equals(WRITER);
    }

    @Override
    public boolean isDeclared(String internalName) {
      return isReceiverType(internalName);
    }

    @Override
    public boolean isHarmless(MethodInsnNode call, int operand) {
      return isWrite(call, operand)
          || operand == 0
              && call.name.equals("toString")
              && call.getOpcode() != Opcodes.INVOKESTATIC
              && (isReceiverType(call.owner) || call.owner.equals("java/lang/Object"))
          || operand == 0 && call.name.equals("<init>") && call.owner.equals(WRITER)
          || BuilderUse.isAskedForText(call, operand);
    }

    @Override
    public boolean returnsItself(MethodInsnNode call) {
      return WriterUse.returnsItself(call);
    }

    /** That others of its package do nothing with their field has been read, for 17 and 25. */
    @Override
    public boolean isWrapped(MethodInsnNode call, int operand) {
      return operand == 1
          && call.name.equals("<init>")
          && (call.owner.equals("java/io/PrintWriter")
              || call.owner.equals("java/io/BufferedWriter"));
    }

    @Override
    public boolean isWrite(MethodInsnNode call, int operand) {
      if (operand != 0 || call.getOpcode() == Opcodes.INVOKESTATIC) {
        return false;
      }
      return switch (call.name) {
        case "write", "append" -> isReceiverType(call.owner);
        default -> isFlushOrClose(call);
      };
    }

    @Override
    public boolean mayBeKept() {
      return true;
    }
  }
}
