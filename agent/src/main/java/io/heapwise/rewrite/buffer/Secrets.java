package io.heapwise.rewrite.buffer;

import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Code that handles keys and passwords: what it writes shall stay nowhere any longer than before.
 */
final class Secrets {
  private static final String[] KEEPERS = {
    "javax/crypto/",
    "javax/security/",
    "org/bouncycastle/",
    "java/io/Console",
    "java/security/Key",
    "java/security/PrivateKey",
    "java/security/SecureRandom",
    "java/security/interfaces/",
    "java/security/spec/",
  };

  private Secrets() {}

  /** Whether a class is one of those that handle secrets. */
  static boolean isKeeper(String internalName) {
    for (String keeper : KEEPERS) {
      if (internalName.startsWith(keeper)) {
        return true;
      }
    }
    return false;
  }

  /** The class of that kind that a method calls, or null. */
  static String touchedBy(MethodContext method) {
    for (AbstractInsnNode insn : method.instructions()) {
      if (insn instanceof MethodInsnNode call && isKeeper(call.owner)) {
        return call.owner;
      }
    }
    return null;
  }
}
