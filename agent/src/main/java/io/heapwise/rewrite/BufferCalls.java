package io.heapwise.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Names and habits of the calls on byte buffers. Their classes are the JDK's, all of them. */
public final class BufferCalls {
  public static final String BYTE_BUFFER = "java/nio/ByteBuffer";

  private static final String BUFFER = "java/nio/Buffer";
  private static final String PACKAGE = "java/nio/";

  private BufferCalls() {}

  /** Whether a class is that of a byte buffer, or above it. */
  public static boolean isBuffer(String internalName) {
    return internalName.startsWith(PACKAGE)
        && (internalName.equals(BYTE_BUFFER) || internalName.equals(BUFFER));
  }

  public static boolean isAllocateDirect(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && call.name.equals("allocateDirect")
        && call.owner.equals(BYTE_BUFFER);
  }

  /** Whether a call of a buffer returns it. */
  static boolean returnsItself(MethodInsnNode call) {
    if (call.getOpcode() != Opcodes.INVOKEVIRTUAL || !call.desc.endsWith("Buffer;")) {
      return false;
    }
    return switch (call.name) {
      case "clear", "compact", "flip", "limit", "mark", "order", "position", "reset", "rewind" ->
          true;
      default -> isTransfer(call.name, "put") || isTransfer(call.name, "get");
    };
  }

  /** Whether a method is {@code put}, {@code putInt}... or the like for {@code get}. */
  public static boolean isTransfer(String method, String verb) {
    if (!method.startsWith(verb)) {
      return false;
    }
    return switch (method.substring(verb.length())) {
      case "", "Char", "Double", "Float", "Int", "Long", "Short" -> true;
      default -> false;
    };
  }
}
