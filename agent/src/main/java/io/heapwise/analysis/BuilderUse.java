package io.heapwise.analysis;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What the JDK's own methods do with a string builder. Harmless are those that could not tell a
 * builder that was used before from a new one, and that do not keep it.
 */
public final class BuilderUse {
  private static final String BUILDER = "java/lang/StringBuilder";
  private static final String BUFFER = "java/lang/StringBuffer";

  /** The same as a {@link Lendable}. */
  public static final Lendable KIND = new Kind();

  private BuilderUse() {}

  /** Whether a class is one of the two, by its internal name. */
  public static boolean isBuilder(String internalName) {
    return internalName.equals(BUILDER) || internalName.equals(BUFFER);
  }

  /**
   * Whether a call is certain to do no harm to the builder among its operands.
   *
   * @param operand position of the builder, which is known to be one of the two classes, whatever
   *     the call says
   */
  public static boolean isHarmless(MethodInsnNode call, int operand) {
    if (isBuilder(call.owner)) {
      return operand == 0 ? isHarmlessReceiver(call.name) : isReader(call.name);
    }
    boolean isReceiver = operand == 0 && call.getOpcode() != Opcodes.INVOKESTATIC;
    return switch (call.owner) {
      case "java/lang/String" ->
          switch (call.name) {
            case "valueOf" -> true;
            case "<init>", "contains", "contentEquals", "replace" -> operand > 0;
            default -> false;
          };
      case "java/lang/CharSequence" -> isReceiver && isHarmlessReceiver(call.name);
      case "java/lang/Appendable" -> isReceiver && call.name.equals("append");
      case "java/lang/Object" -> isReceiver && call.name.equals("toString");
      default -> false;
    };
  }

  /** Whether a call returns its receiver, if that is a builder. */
  public static boolean returnsItself(MethodInsnNode call) {
    if (call.owner.equals("java/lang/Appendable")) {
      return call.name.equals("append");
    }
    if (!isBuilder(call.owner)) {
      return false;
    }
    return switch (call.name) {
      case "append",
          "appendCodePoint",
          "insert",
          "delete",
          "deleteCharAt",
          "replace",
          "reverse",
          "repeat" ->
          true;
      default -> false;
    };
  }

  /** All but those that show the capacity, the identity or a live view. */
  private static boolean isHarmlessReceiver(String method) {
    return switch (method) {
      case "<init>",
          "append",
          "appendCodePoint",
          "charAt",
          "codePointAt",
          "codePointBefore",
          "codePointCount",
          "delete",
          "deleteCharAt",
          "getChars",
          "indexOf",
          "insert",
          "isEmpty",
          "lastIndexOf",
          "length",
          "offsetByCodePoints",
          "repeat",
          "replace",
          "reverse",
          "setCharAt",
          "setLength",
          "subSequence",
          "substring",
          "toString" ->
          true;
      default -> false;
    };
  }

  /** Whether a call asks an object for its text, whatever it is. */
  static boolean isAskedForText(MethodInsnNode call, int operand) {
    if (call.owner.equals("java/lang/String")) {
      return call.name.equals("valueOf");
    }
    return operand == 1
        && isBuilder(call.owner)
        && call.name.equals("append")
        && call.desc.startsWith("(Ljava/lang/Object;)");
  }

  /** Calls of another builder, or of this one, that only copy the text of their argument. */
  private static boolean isReader(String method) {
    return method.equals("append") || method.equals("insert") || method.equals("<init>");
  }

  private static final class Kind implements Lendable {
    @Override
    public boolean is(String internalName) {
      return isBuilder(internalName);
    }

    @Override
    public boolean isDeclared(String internalName) {
      return switch (internalName) {
        case BUILDER,
            BUFFER,
            "java/lang/AbstractStringBuilder",
            "java/lang/Appendable",
            "java/lang/CharSequence" ->
            true;
        default -> false;
      };
    }

    @Override
    public boolean isHarmless(MethodInsnNode call, int operand) {
      return BuilderUse.isHarmless(call, operand);
    }

    @Override
    public boolean returnsItself(MethodInsnNode call) {
      return BuilderUse.returnsItself(call);
    }

    @Override
    public boolean isWrapped(MethodInsnNode call, int operand) {
      return false;
    }

    /** Who holds a builder that is released holds somebody else's. */
    @Override
    public boolean isWrite(MethodInsnNode call, int operand) {
      return false;
    }

    @Override
    public boolean mayBeKept() {
      return false;
    }
  }
}
