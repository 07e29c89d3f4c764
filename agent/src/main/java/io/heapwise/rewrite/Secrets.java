package io.heapwise.rewrite;

import io.heapwise.analysis.Escape;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Code that handles keys and passwords: what it writes shall stay nowhere any longer than before.
 * All rewrites that claim from a pool ask, for the method itself and for those that they lend to.
 */
public final class Secrets {
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

  /** In names of classes and methods, in any case. */
  private static final String[] WORDS = {"password", "passphrase", "secret", "privateKey"};

  private Secrets() {}

  /** Whether a class is one of those that handle secrets. */
  public static boolean isKeeper(String internalName) {
    for (String keeper : KEEPERS) {
      if (internalName.startsWith(keeper)) {
        return true;
      }
    }
    return false;
  }

  /** What says that a method handles secrets, or null. */
  static String touchedBy(MethodContext method) {
    if (isSecretName(method.className())
        || isSecretName(method.method().name)
        || isSecretName(method.method().desc)) {
      return "in a method whose name tells of secrets";
    }
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && (isKeeper(call.owner) || isSecretName(call.owner) || isSecretName(call.name))) {
        return "in a method that calls "
            + Escape.simpleName(call.owner).replace('$', '.')
            + "."
            + call.name;
      }
    }
    return null;
  }

  private static boolean isSecretName(String name) {
    for (String word : WORDS) {
      for (int i = name.length() - word.length(); i >= 0; i--) {
        if (name.regionMatches(true, i, word, 0, word.length())) {
          return true;
        }
      }
    }
    return false;
  }
}
