package io.heapwise.analysis;

import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A kind of object that methods lend to each other while it belongs to one of them: what the JDK's
 * own methods do with it. Stateless.
 */
public interface Lendable {
  /** Whether an object of this kind may be exactly of a class, by its internal name. */
  boolean is(String internalName);

  /** Whether a parameter of this type is meant for such objects, and not for any. */
  boolean isDeclared(String internalName);

  /**
   * Whether a call is certain to do no harm to the object among its operands.
   *
   * @param operand position of the object, which is known to be of this kind, whatever the call
   *     says
   */
  boolean isHarmless(MethodInsnNode call, int operand);

  /** Whether a call returns its receiver, if that is of this kind. */
  boolean returnsItself(MethodInsnNode call);

  /**
   * Whether a constructor of the JDK's puts the object where only the object that it makes gets at
   * it, and writes to it without ever looking at what is there; provided that it is that very class
   * which is made, and not one that extends it.
   */
  boolean isWrapped(MethodInsnNode call, int operand);

  /**
   * Whether it does no harm that somebody holds the object for good, if this is all that he ever
   * does with it.
   */
  boolean isWrite(MethodInsnNode call, int operand);

  /**
   * Whether a call on an object of this kind does what {@code Flushable} or {@code Closeable} say.
   */
  default boolean isFlushOrClose(MethodInsnNode call) {
    return switch (call.name) {
      case "close" ->
          isDeclared(call.owner)
              || call.owner.equals("java/io/Closeable")
              || call.owner.equals("java/lang/AutoCloseable");
      case "flush" -> isDeclared(call.owner) || call.owner.equals("java/io/Flushable");
      default -> false;
    };
  }

  /** Whether any call is one that {@link #isWrite}. */
  boolean mayBeKept();
}
