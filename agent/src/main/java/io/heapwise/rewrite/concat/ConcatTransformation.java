package io.heapwise.rewrite.concat;

import io.heapwise.analysis.Adjacent;
import io.heapwise.rewrite.Edits;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatChain.Operand;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Leaves the operands of a chain on the operand stack and joins them in one dynamic call. */
final class ConcatTransformation {
  private static final Handle MAKE_CONCAT =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/StringConcatFactory",
          "makeConcatWithConstants",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  /** Pushing the site number and calling the bridge. */
  private static final int COUNTING_BYTES = 6;

  private final MethodContext method;
  private final ConcatChain chain;

  ConcatTransformation(MethodContext method, ConcatChain chain) {
    this.method = method;
    this.chain = chain;
  }

  void plan() {
    Edits edits = method.edits();
    edits.removeAllocation(chain.allocation(), Adjacent.after(chain.allocation()));
    edits.remove(chain.constructor());
    int growth = 5 - 7 - 3; // invokedynamic; new, dup, invokespecial; toString()
    if (chain.capacityPush() != null) {
      edits.remove(chain.capacityPush());
      growth -= 1;
    }
    StringBuilder recipe = new StringBuilder();
    StringBuilder descriptor = new StringBuilder("(");
    for (Operand operand : chain.operands()) {
      growth += plan(operand, recipe, descriptor);
    }
    descriptor.append(")Ljava/lang/String;");
    AbstractInsnNode join =
        new InvokeDynamicInsnNode(
            "makeConcatWithConstants", descriptor.toString(), MAKE_CONCAT, recipe.toString());
    if (method.resize(growth + COUNTING_BYTES)) {
      edits.replace(
          chain.toStringCall(), // ..., operands -> ..., string
          join,
          MethodContext.push(method.numberOf(chain.allocation())),
          MethodContext.bridgeCall("concatenated", "(Ljava/lang/String;I)Ljava/lang/String;"));
    } else {
      method.resize(growth);
      edits.replace(chain.toStringCall(), join);
    }
  }

  /** Returns by how many bytes the code grows. */
  private int plan(Operand operand, StringBuilder recipe, StringBuilder descriptor) {
    Edits edits = method.edits();
    if (!operand.isDynamic()) {
      recipe.append(operand.constant());
      edits.remove(operand.push());
      edits.remove(operand.append());
      return -3 - 1;
    }
    recipe.append('\1');
    if (operand.type().equals("Ljava/lang/Object;")) {
      // The text is made here and now, not where the operands are joined.
      edits.replace(
          operand.append(), // ..., object -> ..., string
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              "java/lang/String",
              "valueOf",
              "(Ljava/lang/Object;)Ljava/lang/String;",
              false));
      descriptor.append("Ljava/lang/String;");
      return 0;
    }
    edits.remove(operand.append());
    descriptor.append(operand.type());
    return -3;
  }
}
