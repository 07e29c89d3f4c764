package io.heapwise.rewrite.buffer;

import io.heapwise.analysis.Value;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Calls of the JDK that are certain to reach the JDK's own code, and that do nothing with an array
 * but read or write its elements.
 */
final class CopyingCalls {
  private CopyingCalls() {}

  /**
   * @param operands of the call
   * @param position of the array among them
   */
  static boolean includes(MethodInsnNode call, Value[] operands, int position) {
    if (call.owner.equals("java/lang/System")) {
      return call.name.equals("arraycopy");
    }
    return ArrayLoans.isGivenAsArray(call, position) && copies(call, operands, position);
  }

  private static boolean copies(MethodInsnNode call, Value[] operands, int position) {
    return switch (call.owner) {
      // Loops over elements.
      case "java/util/Arrays" -> isArrays(call);
      case "java/lang/Character" -> call.getOpcode() == Opcodes.INVOKESTATIC;
      // Final classes, which keep texts of their own and never an array that was given to them.
      case "java/lang/String" -> isString(call, operands);
      case "java/lang/StringBuilder", "java/lang/StringBuffer" ->
          position > 0
              && (call.name.equals("append")
                  || call.name.equals("insert")
                  || call.name.equals("getChars"));
      default ->
          position == 0
              ? call.owner.startsWith("[") && call.name.equals("clone")
              : call.getOpcode() == Opcodes.INVOKEVIRTUAL
                  && isMadeHere(call.owner, operands[0])
                  && isSink(call);
    };
  }

  /** {@code asList}, {@code stream} and the like take no arrays of primitives, or keep them. */
  private static boolean isArrays(MethodInsnNode call) {
    return switch (call.name) {
      case "fill",
          "equals",
          "hashCode",
          "copyOf",
          "copyOfRange",
          "toString",
          "mismatch",
          "compare",
          "compareUnsigned",
          "binarySearch",
          "sort" ->
          true;
      default -> false;
    };
  }

  private static boolean isString(MethodInsnNode call, Value[] operands) {
    return switch (call.name) {
      case "valueOf", "copyValueOf", "getChars", "getBytes" -> true;
      case "<init>" -> decodesByJdk(operands[operands.length - 1], call.desc);
      default -> false;
    };
  }

  /** A program's own charset is shown the array: only those that every JDK has are certain. */
  private static boolean decodesByJdk(Value last, String descriptor) {
    AbstractInsnNode origin = last.definition();
    if (descriptor.endsWith("Ljava/nio/charset/Charset;)V")) {
      return origin instanceof FieldInsnNode field
          && field.getOpcode() == Opcodes.GETSTATIC
          && field.owner.equals("java/nio/charset/StandardCharsets");
    }
    return !descriptor.endsWith("Ljava/lang/String;)V")
        || origin instanceof LdcInsnNode load && isStandard(load.cst);
  }

  private static boolean isStandard(Object charset) {
    return "UTF-8".equals(charset)
        || "ISO-8859-1".equals(charset)
        || "US-ASCII".equals(charset)
        || "UTF-16".equals(charset);
  }

  /** So that its class is known, whatever subclasses there are. */
  private static boolean isMadeHere(String owner, Value receiver) {
    return receiver.kind() == Value.Kind.ALLOCATION
        && receiver.definition() instanceof TypeInsnNode allocation
        && allocation.getOpcode() == Opcodes.NEW
        && allocation.desc.equals(owner);
  }

  /** Of classes whose code copies, or hands the elements to a native method, and no more. */
  private static boolean isSink(MethodInsnNode call) {
    return switch (call.owner) {
      case "java/util/zip/CRC32", "java/util/zip/Adler32" -> call.name.equals("update");
      case "java/io/ByteArrayOutputStream" ->
          call.name.equals("write") && call.desc.equals("([BII)V");
      case "java/io/CharArrayWriter", "java/io/StringWriter" ->
          call.name.equals("write") && call.desc.equals("([CII)V");
      case "java/io/ByteArrayInputStream", "java/io/CharArrayReader", "java/io/StringReader" ->
          call.name.equals("read");
      default -> false;
    };
  }
}
