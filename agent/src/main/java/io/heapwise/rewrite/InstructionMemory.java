package io.heapwise.rewrite;

import io.heapwise.analysis.Recycled;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The instructions that trees of methods are made of, kept from one method to the next. Only kinds
 * that are met all the time. Not thread-safe.
 */
final class InstructionMemory {
  /** Enough for nearly all methods; what is larger is made anew. */
  private static final int MOST_OF_A_KIND = 4096;

  private final Recycled<MethodNode> methods = new Recycled<>();
  private final Recycled<Plain> plain = new Recycled<>();
  private final Recycled<VarInsnNode> variables = new Recycled<>();
  private final Recycled<IntInsnNode> integers = new Recycled<>();
  private final Recycled<LdcInsnNode> constants = new Recycled<>();
  private final Recycled<JumpInsnNode> jumps = new Recycled<>();
  private final Recycled<LabelNode> labels = new Recycled<>();
  private final Recycled<TypeInsnNode> types = new Recycled<>();
  private final Recycled<FieldInsnNode> fields = new Recycled<>();
  private final Recycled<MethodInsnNode> calls = new Recycled<>();

  /** An instruction without operands; ASM has none whose opcode can be set. */
  private static final class Plain extends InsnNode {
    Plain(int opcode) {
      super(opcode);
    }

    void become(int newOpcode) {
      opcode = newOpcode;
    }
  }

  /** Takes back all trees that were made of this: none of them may be used any more. */
  void recycle() {
    for (int i = 0; i < methods.taken(); i++) {
      clear(methods.get(i));
    }
    for (int i = 0; i < constants.taken(); i++) {
      constants.get(i).cst = null; // may be a long text
    }
    methods.recycle();
    plain.recycle();
    variables.recycle();
    integers.recycle();
    constants.recycle();
    jumps.recycle();
    labels.recycle();
    types.recycle();
    fields.recycle();
    calls.recycle();
  }

  /** One by one: only so does an instruction forget its neighbours. */
  private static void clear(MethodNode method) {
    InsnList instructions = method.instructions;
    while (instructions.getLast() != null) {
      instructions.remove(instructions.getLast());
    }
    method.tryCatchBlocks.clear();
  }

  /** Whether so much is kept here that it is better let go. */
  boolean isLarge() {
    return plain.size() > MOST_OF_A_KIND
        || variables.size() > MOST_OF_A_KIND
        || integers.size() > MOST_OF_A_KIND
        || constants.size() > MOST_OF_A_KIND
        || jumps.size() > MOST_OF_A_KIND
        || labels.size() > MOST_OF_A_KIND
        || types.size() > MOST_OF_A_KIND
        || fields.size() > MOST_OF_A_KIND
        || calls.size() > MOST_OF_A_KIND;
  }

  /** A method without instructions. */
  MethodNode method(int access, String name, String descriptor) {
    MethodNode method = methods.next();
    if (method == null) {
      return methods.add(new MethodNode(access, name, descriptor, null, null));
    }
    method.access = access;
    method.name = name;
    method.desc = descriptor;
    return method;
  }

  InsnNode plain(int opcode) {
    Plain node = plain.next();
    if (node == null) {
      return plain.add(new Plain(opcode));
    }
    node.become(opcode);
    return node;
  }

  VarInsnNode variable(int opcode, int index) {
    VarInsnNode node = variables.next();
    if (node == null) {
      return variables.add(new VarInsnNode(opcode, index));
    }
    node.setOpcode(opcode);
    node.var = index;
    return node;
  }

  IntInsnNode integer(int opcode, int operand) {
    IntInsnNode node = integers.next();
    if (node == null) {
      return integers.add(new IntInsnNode(opcode, operand));
    }
    node.setOpcode(opcode);
    node.operand = operand;
    return node;
  }

  LdcInsnNode constant(Object value) {
    LdcInsnNode node = constants.next();
    if (node == null) {
      return constants.add(new LdcInsnNode(value));
    }
    node.cst = value;
    return node;
  }

  JumpInsnNode jump(int opcode, LabelNode target) {
    JumpInsnNode node = jumps.next();
    if (node == null) {
      return jumps.add(new JumpInsnNode(opcode, target));
    }
    node.setOpcode(opcode);
    node.label = target;
    return node;
  }

  LabelNode label() {
    LabelNode node = labels.next();
    return node == null ? labels.add(new LabelNode()) : node;
  }

  TypeInsnNode type(int opcode, String type) {
    TypeInsnNode node = types.next();
    if (node == null) {
      return types.add(new TypeInsnNode(opcode, type));
    }
    node.setOpcode(opcode);
    node.desc = type;
    return node;
  }

  FieldInsnNode field(int opcode, String owner, String name, String descriptor) {
    FieldInsnNode node = fields.next();
    if (node == null) {
      return fields.add(new FieldInsnNode(opcode, owner, name, descriptor));
    }
    node.setOpcode(opcode);
    node.owner = owner;
    node.name = name;
    node.desc = descriptor;
    return node;
  }

  MethodInsnNode call(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    MethodInsnNode node = calls.next();
    if (node == null) {
      return calls.add(new MethodInsnNode(opcode, owner, name, descriptor, isInterface));
    }
    node.setOpcode(opcode);
    node.owner = owner;
    node.name = name;
    node.desc = descriptor;
    node.itf = isInterface;
    return node;
  }
}
