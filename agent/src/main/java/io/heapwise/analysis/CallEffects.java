package io.heapwise.analysis;

import java.util.Map;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What is known of calls that are given an object under analysis. */
public interface CallEffects {
  /**
   * Null if the call neither keeps the operand beyond its return, nor shows it to anybody, nor
   * returns it, nor lets anything be observed that the rewrite in question would change; else what
   * it does, as half a sentence.
   *
   * @param operand position among the operands, the receiver being 0
   */
  String escape(MethodInsnNode call, int operand);

  /**
   * Null if it does no harm that the object is stored in a field of another one; else what is said
   * of that.
   */
  default String stored(FieldInsnNode field) {
    return "stored in field " + Escape.simpleName(field.owner) + "." + field.name;
  }

  /** Asked where the method under analysis returns the object: whether it may. */
  default boolean mayReturn() {
    return false;
  }

  /**
   * Where to remember what has been found out about whole methods, by keys of {@link Summaries};
   * null to remember nothing. Good for as long as the answers of {@link #escape} stay the same.
   */
  default Map<Object, String> memory() {
    return null;
  }
}
