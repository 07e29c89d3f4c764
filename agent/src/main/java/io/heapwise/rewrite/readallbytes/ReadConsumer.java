package io.heapwise.rewrite.readallbytes;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What the bytes of a read go to: to one call, whatever way the method takes.
 *
 * @param call the one use of the array
 * @param isNext whether the call follows at once, with at most the charset in between; else the
 *     array goes through a local variable
 * @param charset what pushes the charset where the call follows at once, or null
 * @param isUnseen whether nobody can look at the consumer when the read has failed
 */
record ReadConsumer(
    Kind kind, MethodInsnNode call, boolean isNext, AbstractInsnNode charset, boolean isUnseen) {
  private static final String DIGEST = "java/security/MessageDigest";
  private static final String CHARSETS = "java/nio/charset/StandardCharsets";

  /** What becomes of the bytes. */
  enum Kind {
    INTO,
    DIGEST,
    STRING
  }

  /** The consumer of what a call reads, or null where the array is wanted. */
  static ReadConsumer of(MethodContext method, MethodInsnNode read) {
    Value bytes = method.flow().produced(read);
    if (bytes.uses().size() != 1
        || !(bytes.uses().get(0).instruction() instanceof MethodInsnNode call)
        || method.isChanged(call)) {
      return null;
    }
    AbstractInsnNode next = Adjacent.after(read);
    AbstractInsnNode charset = isCharset(next) ? next : null;
    if (charset != null) {
      next = Adjacent.after(charset);
    }
    boolean isNext =
        call == next
            && bytes.phis().isEmpty()
            && bytes.copies().isEmpty()
            && method.flow().inOneBlock(read, call)
            && !method.hasFrameBetween(read, call);
    if (!isNext && !isConsumedOnce(method, bytes, read, call)) {
      return null;
    }
    Kind kind = kindOf(method, call, bytes.uses().get(0).operand());
    if (kind == null || isNext && charset != null && kind != Kind.STRING) {
      return null;
    }
    return isNext
        ? new ReadConsumer(kind, call, true, charset, isUnseen(method, kind, call, read))
        : new ReadConsumer(kind, call, false, null, false);
  }

  /** Whether a call gets this array and no other, and that at most once before the next read. */
  private static boolean isConsumedOnce(
      MethodContext method, Value bytes, MethodInsnNode read, MethodInsnNode call) {
    return bytes.isDistinct() && !method.flow().isUsedAfter(call, bytes, read);
  }

  /** What can be pushed twice, and before the read as well as after it. */
  private static boolean isCharset(AbstractInsnNode insn) {
    return insn instanceof FieldInsnNode field
            && field.getOpcode() == Opcodes.GETSTATIC
            && field.owner.equals(CHARSETS)
        || insn instanceof LdcInsnNode constant && constant.cst instanceof String
        || insn != null && insn.getOpcode() == Opcodes.ALOAD;
  }

  private static boolean isNewString(MethodInsnNode call) {
    return call.owner.equals("java/lang/String")
        && call.name.equals("<init>")
        && (call.desc.equals("([B)V")
            || call.desc.equals("([BLjava/nio/charset/Charset;)V")
            || call.desc.equals("([BLjava/lang/String;)V"));
  }

  /** Whether the text is the two lowest of what is on the stack, and nowhere else. */
  private static boolean isNewHere(MethodContext method, MethodInsnNode constructor) {
    Value text = method.flow().operands(constructor)[0];
    AbstractInsnNode allocation = text.definition();
    AbstractInsnNode dup = allocation == null ? null : Adjacent.after(allocation);
    if (dup == null || dup.getOpcode() != Opcodes.DUP) {
      return false;
    }
    for (AbstractInsnNode insn = dup.getNext(); insn != constructor; insn = insn.getNext()) {
      if (insn == null || text.copies().contains(insn)) {
        return false;
      }
    }
    return true;
  }

  private static Kind kindOf(MethodContext method, MethodInsnNode call, int operand) {
    if (operand != 1) {
      return null;
    }
    if (isNewString(call)) {
      return isNewHere(method, call) ? Kind.STRING : null;
    }
    if (call.owner.equals(DIGEST) && call.name.equals("digest") && call.desc.equals("([B)[B")) {
      return Kind.DIGEST;
    }
    if (!call.desc.equals("([B)V") || call.getOpcode() == Opcodes.INVOKESTATIC) {
      return null;
    }
    return switch (call.name) {
      case "update" -> call.owner.equals(DIGEST) || isChecksum(call.owner) ? Kind.INTO : null;
      case "write" -> isOutputStream(call) ? Kind.INTO : null;
      default -> null;
    };
  }

  private static boolean isChecksum(String owner) {
    return switch (owner) {
      case "java/util/zip/Checksum",
          "java/util/zip/CRC32",
          "java/util/zip/CRC32C",
          "java/util/zip/Adler32" ->
          true;
      default -> false;
    };
  }

  /** By its name, which the run time makes sure of. */
  private static boolean isOutputStream(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL && call.owner.endsWith("OutputStream");
  }

  private static boolean isUnseen(
      MethodContext method, Kind kind, MethodInsnNode call, MethodInsnNode read) {
    if (kind == Kind.STRING) {
      return false;
    }
    Value consumer = method.flow().operands(call)[0];
    return LocalDigest.isUnseenAfterFailure(method, consumer, read);
  }
}
