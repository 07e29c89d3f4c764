package io.heapwise.corpus;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.rewrite.Rewrite;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts code that does nothing everywhere into methods: in front of instructions and behind them,
 * straight and with branches, with variables of its own. What a rewrite may do in one place must be
 * right in any.
 */
final class GrowingRewrite implements Rewrite {
  private final Random random = new Random(3);
  private final boolean isBroken;
  private int grown;

  /**
   * @param isBroken whether what is put in leaves a value on the operand stack
   */
  GrowingRewrite(boolean isBroken) {
    this.isBroken = isBroken;
  }

  /** How many edits were made. */
  int grown() {
    return grown;
  }

  @Override
  public String name() {
    return "growing";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.allocation("java/util/ArrayList"),
        Anchor.allocation("java/util/HashMap"),
        Anchor.allocation("java/lang/StringBuilder"),
        Anchor.call(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "equals"),
        Anchor.call(Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals"),
        Anchor.call(Opcodes.INVOKEINTERFACE, "java/util/Iterator", "next"));
  }

  @Override
  public void plan(MethodContext method) {
    int share = 1 + random.nextInt(8);
    MethodEdit edit = method.edit();
    int local = random.nextInt(3) == 0 ? edit.newLocal("[B") : -1;
    for (AbstractInsnNode insn : method.instructions()) {
      if (insn.getOpcode() < 0 || !method.flow().isReachable(insn) || random.nextInt(share) > 0) {
        continue;
      }
      int opcode = insn.getOpcode();
      boolean completes =
          opcode != Opcodes.GOTO
              && opcode != Opcodes.ATHROW
              && opcode != Opcodes.TABLESWITCH
              && opcode != Opcodes.LOOKUPSWITCH
              && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
      if (completes && random.nextBoolean()) {
        edit.after(insn, code(local), 2);
      } else {
        edit.before(insn, code(local), 2);
      }
    }
    if (edit.apply() == null) {
      grown++;
    }
  }

  private InsnList code(int local) {
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    if (isBroken) {
      return code;
    }
    if (local >= 0 && random.nextBoolean()) {
      code.add(new VarInsnNode(Opcodes.ALOAD, local));
      code.add(new VarInsnNode(Opcodes.ASTORE, local));
    }
    if (random.nextBoolean()) {
      LabelNode end = new LabelNode();
      code.add(new JumpInsnNode(Opcodes.IFNONNULL, end));
      if (local >= 0) {
        code.add(new VarInsnNode(Opcodes.ALOAD, local));
        code.add(new InsnNode(Opcodes.POP));
      }
      code.add(end);
    } else {
      code.add(new InsnNode(Opcodes.POP));
    }
    return code;
  }
}
