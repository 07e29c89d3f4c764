package io.heapwise.rewrite;

import io.heapwise.analysis.ExactMethods;
import io.heapwise.analysis.Summaries;
import java.util.Map;
import org.objectweb.asm.tree.MethodInsnNode;

/** What the methods of a class under rewrite share. Confined to one thread. */
interface ClassContext {
  Summaries summaries();

  ExactMethods ownMethods();

  ClassGrowth growth();

  /** The method that a call certainly reaches, or null. */
  MethodContext methodOf(MethodInsnNode call);

  /** Access flags of the method that a call names, or -1. */
  int accessOf(MethodInsnNode call);

  /** Whether the class names another class, to make it or to call it. */
  boolean names(String internalName);

  /**
   * What says that a method handles secrets, or null.
   *
   * @param header offset of the method in the class file
   */
  String secretOf(int header);

  Map<String, Object> notes();
}
