package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;

/**
 * Copies a method with {@link Insertions} in it. Where inserted code branches, the frames come from
 * the instructions in front: between two frames of a method nothing merges, so that no class has to
 * be known.
 */
final class GrownMethod extends AnalyzerAdapter {
  private static final int NOWHERE = -1;

  private final Insertions insertions;

  /** Of the instruction that the reader shows next. */
  private final int[] bytecodeIndex;

  /**
   * Where an allocation is, for the reader's label of that place: frames name uninitialised objects
   * by it, and code may be put between the two.
   */
  private final Map<Label, Label> allocations = new HashMap<>();

  /** What is in the variables and on the stack where inserted code jumps to a label. */
  private final Map<Label, Object[][]> jumps = new HashMap<>();

  private final List<Label> labelsHere = new ArrayList<>();
  private int pendingBefore = NOWHERE;
  private boolean isInserting;

  GrownMethod(
      String owner,
      int access,
      String name,
      String descriptor,
      MethodVisitor copy,
      Insertions insertions,
      int[] bytecodeIndex) {
    super(Opcodes.ASM9, owner, access, name, descriptor, copy);
    this.insertions = insertions;
    this.bytecodeIndex = bytecodeIndex;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    isInserting = true;
    for (int i = 0; i < insertions.newLocals().length; i++) {
      super.visitInsn(Opcodes.ACONST_NULL);
      super.visitVarInsn(Opcodes.ASTORE, insertions.maxLocals() + i);
    }
    isInserting = false;
  }

  @Override
  public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
    List<Object> variables = relocated(local, localCount);
    List<Object> operands = relocated(stack, stackCount);
    String[] added = insertions.newLocals();
    if (added.length > 0) {
      int slots = 0;
      for (Object variable : variables) {
        slots += variable == Opcodes.LONG || variable == Opcodes.DOUBLE ? 2 : 1;
      }
      while (slots++ < insertions.maxLocals()) {
        variables.add(Opcodes.TOP);
      }
      variables.addAll(Arrays.asList(added));
    }
    super.visitFrame(
        type, variables.size(), variables.toArray(), operands.size(), operands.toArray());
  }

  private List<Object> relocated(Object[] types, int count) {
    List<Object> relocated = new ArrayList<>(count + 1);
    for (int i = 0; i < count; i++) {
      relocated.add(types[i] instanceof Label label ? allocationAt(label) : types[i]);
    }
    return relocated;
  }

  private Label allocationAt(Label label) {
    Label place = allocations.get(label);
    if (place == null) {
      place = new Label();
      allocations.put(label, place);
    }
    return place;
  }

  @Override
  public void visitLabel(Label label) {
    super.visitLabel(label);
    if (!isInserting) {
      labelsHere.add(label);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(
        maxStack + insertions.slots(), insertions.maxLocals() + insertions.newLocals().length);
  }

  /** To be called in front of every instruction. */
  private void enter() {
    if (!isInserting) {
      pendingBefore = bytecodeIndex[0];
      insert(insertions.before(pendingBefore));
    }
  }

  /** To be called behind every instruction. */
  private void leave() {
    if (!isInserting) {
      InsnList code = insertions.after(pendingBefore);
      insert(code);
      if (code != null && code.getLast() instanceof LabelNode) {
        // The instruction that follows may have a frame of its own, and no place has two.
        super.visitInsn(Opcodes.NOP);
      }
      labelsHere.clear();
    }
  }

  private void insert(InsnList code) {
    if (code == null) {
      return;
    }
    isInserting = true;
    for (AbstractInsnNode insn : code) {
      insn.accept(this);
      if (insn instanceof LabelNode label) {
        // A label within inserted code is there to be jumped to.
        frame(label.getLabel());
      }
    }
    isInserting = false;
  }

  private void frame(Label label) {
    // Nothing falls into a label behind a jump or return: then those who jump there know.
    Object[][] state = locals == null ? jumps.get(label) : state();
    // Unknown only in classes from before there were frames.
    if (state != null) {
      super.visitFrame(Opcodes.F_NEW, state[0].length, state[0], state[1].length, state[1]);
    }
  }

  private Object[][] state() {
    return new Object[][] {compact(locals), compact(stack)};
  }

  /** One element for a long or double, as frames have it; here they have two. */
  private static Object[] compact(List<Object> types) {
    List<Object> compacted = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      Object type = types.get(i);
      compacted.add(type);
      if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
        i++;
      }
    }
    return compacted.toArray();
  }

  @Override
  public void visitInsn(int opcode) {
    enter();
    super.visitInsn(opcode);
    leave();
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    enter();
    super.visitIntInsn(opcode, operand);
    leave();
  }

  @Override
  public void visitVarInsn(int opcode, int varIndex) {
    enter();
    super.visitVarInsn(opcode, varIndex);
    leave();
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    enter();
    if (opcode == Opcodes.NEW && !isInserting) {
      for (Label label : labelsHere) {
        super.visitLabel(allocationAt(label));
      }
    }
    super.visitTypeInsn(opcode, type);
    leave();
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    enter();
    super.visitFieldInsn(opcode, owner, name, descriptor);
    leave();
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    enter();
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    leave();
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    enter();
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    leave();
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    enter();
    Object[][] state = isInserting && opcode == Opcodes.GOTO && locals != null ? state() : null;
    super.visitJumpInsn(opcode, label);
    if (isInserting && locals != null) {
      state = state();
    }
    if (state != null) {
      jumps.put(label, state);
    }
    leave();
  }

  @Override
  public void visitLdcInsn(Object value) {
    enter();
    super.visitLdcInsn(value);
    leave();
  }

  @Override
  public void visitIincInsn(int varIndex, int increment) {
    enter();
    super.visitIincInsn(varIndex, increment);
    leave();
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
    enter();
    super.visitTableSwitchInsn(min, max, dflt, labels);
    leave();
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
    enter();
    super.visitLookupSwitchInsn(dflt, keys, labels);
    leave();
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    enter();
    super.visitMultiANewArrayInsn(descriptor, dimensions);
    leave();
  }
}
