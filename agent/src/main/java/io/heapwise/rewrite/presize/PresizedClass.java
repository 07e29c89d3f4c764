package io.heapwise.rewrite.presize;

import io.heapwise.analysis.OutputUse;
import io.heapwise.rewrite.BuilderCalls;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The classes that may begin with a capacity of their own.
 *
 * @param name internal name
 * @param replacement what the bridge calls its constructor
 */
record PresizedClass(String name, String replacement) {
  private static final PresizedClass[] ALL = {
    new PresizedClass("java/util/ArrayList", "presizedList"),
    new PresizedClass("java/util/ArrayDeque", "presizedDeque"),
    new PresizedClass(BuilderCalls.BUILDER, "presizedBuilder"),
    new PresizedClass(OutputUse.OUTPUT, "presizedOutput"),
    new PresizedClass("java/io/CharArrayWriter", "presizedCharWriter"),
  };

  static PresizedClass[] all() {
    return ALL.clone();
  }

  /** The one of that name, or null. */
  static PresizedClass of(String internalName) {
    for (PresizedClass each : ALL) {
      if (each.name.equals(internalName)) {
        return each;
      }
    }
    return null;
  }

  /** Whether a call that it is given to is about its capacity, which is not what it was. */
  static boolean isAboutCapacity(MethodInsnNode call) {
    return call.name.equals("capacity")
        || call.name.equals("ensureCapacity")
        || call.name.equals("trimToSize");
  }
}
