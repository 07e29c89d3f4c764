package io.heapwise.rewrite.concat;

import io.heapwise.analysis.Adjacent;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatChain.Operand;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;

/** Leaves the operands of a chain on the operand stack and joins them in one call. */
final class ConcatTransformation {
  private static final String STRING = "Ljava/lang/String;";
  private static final String OBJECT = "Ljava/lang/Object;";

  /** By number of operands. */
  private static final String[] JOINS = new String[ConcatChain.MAX_JOINED + 1];

  static {
    for (int i = 1; i < JOINS.length; i++) {
      JOINS[i] = "(" + STRING.repeat(i) + ")" + STRING;
    }
  }

  private static final int PUSH_BYTES = 3;

  private final MethodContext method;
  private final ConcatChain chain;

  ConcatTransformation(MethodContext method, ConcatChain chain) {
    this.method = method;
    this.chain = chain;
  }

  /** One call of the bridge, which runs the chain in a method of its own that all sites share. */
  void join() {
    reserveStack(true);
    removeBuilder();
    for (Operand operand : chain.operands()) {
      method.remove(operand.append());
      if (operand.type().equals(OBJECT)) {
        asText(operand);
      }
    }
    count(true);
    // ..., operands -> ..., string
    method.callBridge(chain.toStringCall(), 0, "join", JOINS[chain.operands().size()]);
  }

  /** One {@code invokedynamic}. */
  void concatenate() {
    reserveStack(false);
    removeBuilder();
    StringBuilder recipe = new StringBuilder();
    StringBuilder descriptor = new StringBuilder("(");
    for (Operand operand : chain.operands()) {
      apply(operand, recipe, descriptor);
    }
    count(false);
    method.remove(chain.toStringCall());
    // ..., operands -> ..., string
    method.concatenate(
        chain.last().append(), descriptor.append(")" + STRING).toString(), recipe.toString());
  }

  /** Operands now wait on the stack, where only the builder used to. */
  private void reserveStack(boolean withConstants) {
    int waiting = 0;
    int next = 0;
    for (AbstractInsnNode node = chain.allocation();
        node != chain.toStringCall();
        node = node.getNext()) {
      if (waiting > 0) {
        method.needSlots(node, waiting);
      }
      Operand operand = chain.operands().get(next);
      if (node == operand.append() && next + 1 < chain.operands().size()) {
        boolean waits = withConstants || operand.isDynamic();
        waiting += waits ? Type.getType(operand.type()).getSize() : 0;
        next++;
      }
    }
  }

  private void removeBuilder() {
    method.remove(chain.allocation());
    method.remove(Adjacent.after(chain.allocation())); // dup
    method.remove(chain.constructor());
    if (chain.capacityPush() != null) {
      method.remove(chain.capacityPush());
    }
  }

  /**
   * In the place of the allocation, unless the program's own code stands in the way. Not where C2
   * would have made the same of the chain: counting would be all that is left, and cost a quarter.
   */
  private void count(boolean withConstants) {
    if (chain.isFusedByC2()) {
      return;
    }
    AbstractInsnNode next = Adjacent.after(Adjacent.after(chain.allocation()));
    boolean isOurs =
        next == chain.constructor()
            || next == chain.capacityPush()
            || !withConstants && next == chain.operands().get(0).push();
    if (isOurs) {
      method.pushNumber(chain.allocation(), method.numberOf(chain.allocation()));
      method.callBridge(chain.allocation(), PUSH_BYTES, "concatenating", "(I)V");
    }
  }

  private void apply(Operand operand, StringBuilder recipe, StringBuilder descriptor) {
    method.remove(operand.append());
    if (!operand.isDynamic()) {
      method.remove(operand.push());
      recipe.append(operand.constant());
      return;
    }
    recipe.append('\1');
    if (operand.type().equals(OBJECT) && operand != chain.last()) {
      asText(operand);
      descriptor.append(STRING);
    } else {
      descriptor.append(operand.type());
    }
  }

  /** The text of an object is made here and now, not where the operands are joined. */
  private void asText(Operand operand) {
    method.call(operand.append(), "java/lang/String", "valueOf", "(" + OBJECT + ")" + STRING);
  }
}
