package io.heapwise.rewrite.readallbytes;

import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A number for the code of a method and of those of its class that it is certain to call, the same
 * wherever their instructions are, whatever the constant pool looks like. Lines and names of
 * variables do not count.
 */
final class CodeHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final MethodContext context;
  private final List<String> seen = new ArrayList<>();
  private long hash = FNV_OFFSET;

  private CodeHash(MethodContext context) {
    this.context = context;
  }

  static long of(MethodContext method) {
    CodeHash code = new CodeHash(method);
    code.add(method.method());
    return code.hash;
  }

  private void add(MethodNode method) {
    List<MethodInsnNode> calls = new ArrayList<>();
    text(method.name);
    text(method.desc);
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() >= 0) {
        number(insn.getOpcode());
        operands(insn, method);
        if (insn instanceof MethodInsnNode call) {
          calls.add(call);
        }
      }
    }
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(i);
      label(range.start, method);
      label(range.end, method);
      label(range.handler, method);
      text(range.type == null ? "" : range.type);
    }
    for (int i = 0; i < calls.size(); i++) {
      MethodInsnNode call = calls.get(i);
      String key = call.owner + '.' + call.name + call.desc;
      if (!seen.contains(key)) {
        seen.add(key);
        MethodNode target = context.ownMethods().target(call);
        if (target != null) {
          add(target);
        }
      }
    }
  }

  private void operands(AbstractInsnNode insn, MethodNode method) {
    if (insn instanceof MethodInsnNode call) {
      text(call.owner);
      text(call.name);
      text(call.desc);
    } else if (insn instanceof FieldInsnNode field) {
      text(field.owner);
      text(field.name);
      text(field.desc);
    } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
      text(dynamic.name);
      text(dynamic.desc);
      text(dynamic.bsm.getOwner());
    } else if (insn instanceof VarInsnNode variable) {
      number(variable.var);
    } else if (insn instanceof IntInsnNode constant) {
      number(constant.operand);
    } else if (insn instanceof TypeInsnNode type) {
      text(type.desc);
    } else if (insn instanceof JumpInsnNode jump) {
      label(jump.label, method);
    } else if (insn instanceof IincInsnNode increment) {
      number(increment.var);
      number(increment.incr);
    } else if (insn instanceof LdcInsnNode constant) {
      text(constant.cst instanceof Type ? "type" : constant.cst.getClass().getName());
      text(String.valueOf(constant.cst));
    }
  }

  /** As the number of instructions in front. */
  private void label(LabelNode label, MethodNode method) {
    int before = 0;
    for (AbstractInsnNode insn = method.instructions.getFirst();
        insn != label;
        insn = insn.getNext()) {
      before += insn.getOpcode() >= 0 ? 1 : 0;
    }
    number(before);
  }

  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      number(text.charAt(i));
    }
    number(-1);
  }

  private void number(int number) {
    hash = (hash ^ number) * FNV_PRIME;
  }
}
