package io.heapwise.analysis;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What the JDK's own methods do with a {@code ByteArrayOutputStream} of exactly that class.
 * Harmless are those that neither keep it nor show its buffer to anybody.
 */
public final class OutputUse {
  public static final String OUTPUT = "java/io/ByteArrayOutputStream";

  /**
   * Those keep the stream where only they get at it, write to it, flush and close it, and ask it
   * nothing; that others of their packages do nothing with their field has been read, for 17 and
   * 25. Each has a buffer of its own, beside which a claim is little. Not so a {@code
   * DataOutputStream}: where all of it is inlined, C2 needs neither its locks nor a short array.
   */
  private static final Set<String> WRAPPERS =
      Set.of(
          "java/io/BufferedOutputStream",
          "java/io/ObjectOutputStream",
          "java/io/OutputStreamWriter",
          "java/io/PrintStream",
          "java/io/PrintWriter",
          "java/util/jar/JarOutputStream",
          "java/util/zip/DeflaterOutputStream",
          "java/util/zip/GZIPOutputStream",
          "java/util/zip/ZipOutputStream");

  public static final Lendable KIND = new Kind();

  private OutputUse() {}

  /**
   * Whether a constructor puts the stream into an object that only writes to it, provided that it
   * is that very class which is made, and not one that extends it.
   */
  public static boolean isWrapped(MethodInsnNode call, int operand) {
    return operand == 1 && call.name.equals("<init>") && WRAPPERS.contains(call.owner);
  }

  /** Types that a call on it may name, and whose methods are known. */
  private static boolean isReceiverType(String owner) {
    return owner.equals(OUTPUT) || owner.equals("java/io/OutputStream");
  }

  private static final class Kind implements Lendable {
    @Override
    public boolean is(String internalName) {
      return internalName.equals(OUTPUT);
    }

    @Override
    public boolean isDeclared(String internalName) {
      return isReceiverType(internalName);
    }

    /**
     * Not {@code writeTo}, nor a charset that may be the program's own: they are lent the buffer.
     * Not {@code reset}, after which nobody knows how far to wipe it.
     */
    @Override
    public boolean isHarmless(MethodInsnNode call, int operand) {
      if (operand != 0 || call.getOpcode() == Opcodes.INVOKESTATIC) {
        return BuilderUse.isAskedForText(call, operand);
      }
      return switch (call.name) {
        case "toByteArray", "size", "<init>" -> call.owner.equals(OUTPUT);
        case "toString" ->
            call.desc.startsWith("()")
                && (isReceiverType(call.owner) || call.owner.equals("java/lang/Object"));
        // Of which class it is, whoever knows this kind knows.
        case "getClass" -> true;
        default -> isWrite(call, operand);
      };
    }

    @Override
    public boolean returnsItself(MethodInsnNode call) {
      return false;
    }

    @Override
    public boolean isWrapped(MethodInsnNode call, int operand) {
      return OutputUse.isWrapped(call, operand) || isData(call, operand);
    }

    /** The same is known of it, for 17 and 25. */
    private static boolean isData(MethodInsnNode call, int operand) {
      return operand == 1
          && call.name.equals("<init>")
          && call.owner.equals("java/io/DataOutputStream");
    }

    @Override
    public boolean isWrite(MethodInsnNode call, int operand) {
      if (operand != 0 || call.getOpcode() == Opcodes.INVOKESTATIC) {
        return false;
      }
      return switch (call.name) {
        case "write", "writeBytes" -> isReceiverType(call.owner);
        default -> isFlushOrClose(call);
      };
    }

    @Override
    public boolean mayBeKept() {
      return true;
    }
  }
}
