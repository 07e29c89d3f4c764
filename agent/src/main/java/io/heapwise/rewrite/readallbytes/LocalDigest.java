package io.heapwise.rewrite.readallbytes;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Digests and checksums that only their own method knows. */
final class LocalDigest implements CallEffects {
  private LocalDigest() {}

  /** Whether nobody can look at a digest any more once an instruction has thrown. */
  static boolean isUnseenAfterFailure(
      MethodContext method, Value digest, AbstractInsnNode failing) {
    return isMadeHere(digest)
        && digest.isDistinct()
        && Escape.of(digest, new LocalDigest()) == null
        && !method.flow().isUsedAfterFailure(failing, digest);
  }

  private static boolean isMadeHere(Value digest) {
    AbstractInsnNode definition = digest.definition();
    if (digest.kind() == Value.Kind.ALLOCATION && definition instanceof TypeInsnNode allocation) {
      return allocation.desc.startsWith("java/util/zip/");
    }
    // Each call makes a new one.
    return digest.kind() == Value.Kind.RESULT
        && definition instanceof MethodInsnNode call
        && call.getOpcode() == Opcodes.INVOKESTATIC
        && call.owner.equals("java/security/MessageDigest")
        && call.name.equals("getInstance");
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    boolean isOwn =
        operand == 0
            && call.getOpcode() != Opcodes.INVOKESTATIC
            && (call.owner.equals("java/security/MessageDigest")
                || call.owner.startsWith("java/util/zip/"))
            && !call.desc.endsWith(";");
    return isOwn ? null : "passed to " + call.name;
  }
}
