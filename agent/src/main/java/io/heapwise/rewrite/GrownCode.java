package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Writes the code attribute of a method with {@link Insertions} in it: instructions are copied as
 * they are, and whatever names a place in them is made to name the new one. What jumps to an
 * instruction, and what begins there or ends, meets the code in front of it; only uninitialised
 * objects are named by the instruction itself.
 *
 * <p>For one method after the other; confined to one thread.
 */
final class GrownCode {
  private static final int FIRST_VERSION_WITH_FRAMES = Opcodes.V1_6;

  private final byte[] file;
  private final ConstantPool constants;
  private final ClassLayout layout;
  private final ClassPatch patch;
  private final AddedConstants added;
  private final CodeWriter inserted;

  private Bytes out;
  private Insertions insertions;
  private int oldCode;
  private int oldLength;

  /** The method's own instructions, as they are overwritten. */
  private byte[] code;

  private int newCode;
  private int newLength;

  /** Of each old bytecode index: where the code in front of it begins, and where it is itself. */
  private int[] placeOf;

  private int[] movedTo;
  private final IntArrayList jumps = new IntArrayList();
  private final List<LabelNode> jumpTargets = new ArrayList<>();
  private final List<LabelNode> labels = new ArrayList<>();
  private final IntArrayList labelPlaces = new IntArrayList();

  GrownCode(
      byte[] file,
      ConstantPool constants,
      ClassLayout layout,
      ClassPatch patch,
      AddedConstants added) {
    this.file = file;
    this.constants = constants;
    this.layout = layout;
    this.patch = patch;
    this.added = added;
    inserted = new CodeWriter(added);
  }

  /** Writes the attribute behind what is there. */
  void write(ClassGrowth.Grown method, Bytes target) {
    out = target;
    insertions = method.insertions();
    oldCode = method.code();
    oldLength = ClassLayout.intAt(file, oldCode - 4);
    code = patch.overwritten(oldCode, oldCode + oldLength);
    placeOf = new int[oldLength + 1];
    movedTo = new int[oldLength + 1];
    jumps.clear();
    jumpTargets.clear();
    labels.clear();
    labelPlaces.clear();

    int start = out.size();
    int maxStack = patch.maxStackSet(oldCode) + insertions.slots();
    int maxLocals = insertions.maxLocals() + insertions.newLocals().length;
    out.put(file, oldCode - ClassLayout.TO_CODE, 6);
    out.putShort(maxStack);
    out.putShort(maxLocals);
    out.putInt(0);
    newCode = out.size();
    writeInstructions();
    newLength = out.size() - newCode;
    out.setInt(newCode - 4, newLength);
    joinJumps();
    int attributes = writeRanges();
    writeAttributes(attributes, method.header(), maxLocals, maxStack);
    out.setInt(start + 2, out.size() - start - 6);
  }

  private void writeInstructions() {
    for (int i = 0; i < insertions.newLocals().length; i++) {
      out.putByte(Opcodes.ACONST_NULL);
      inserted.writeVariable(out, Opcodes.ASTORE, insertions.maxLocals() + i);
    }
    int length;
    for (int index = 0; index < oldLength; index += length) {
      length = InstructionLength.at(code, index, 0);
      placeOf[index] = out.size() - newCode;
      insert(insertions.before(index));
      movedTo[index] = out.size() - newCode;
      copy(index, length);
      InsnList behind = insertions.after(index);
      insert(behind);
      if (behind != null && Insertions.nopsBehind(behind) > 0) {
        out.putByte(Opcodes.NOP);
      }
    }
    placeOf[oldLength] = out.size() - newCode;
    movedTo[oldLength] = placeOf[oldLength];
  }

  private void copy(int index, int length) {
    int opcode = code[index] & 0xFF;
    int from = index;
    if (opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH) {
      from = padded(index);
      out.putByte(opcode);
      while ((out.size() - newCode & 3) != 0) {
        out.putByte(0);
      }
    }
    out.put(code, from, index + length - from);
  }

  /** Where the operands of a switch begin. */
  private static int padded(int index) {
    return index + 4 - (index & 3);
  }

  private void insert(InsnList insns) {
    AbstractInsnNode insn = insns == null ? null : insns.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      if (insn instanceof LabelNode label) {
        labels.add(label);
        labelPlaces.addInt(out.size() - newCode);
      } else if (insn instanceof JumpInsnNode jump) {
        jumps.addInt(out.size() - newCode);
        jumpTargets.add(jump.label);
        out.putByte(jump.getOpcode());
        out.putShort(0);
      } else {
        inserted.write(out, insn);
      }
    }
  }

  /** Lets every jump lead to where it led before. */
  private void joinJumps() {
    for (int i = 0; i < jumps.size(); i++) {
      int target = labelPlaces.getInt(labels.indexOf(jumpTargets.get(i)));
      setOffset(jumps.getInt(i), target);
    }
    for (int index = 0; index < oldLength; index += InstructionLength.at(code, index, 0)) {
      int opcode = code[index] & 0xFF;
      if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR
          || opcode == Opcodes.IFNULL
          || opcode == Opcodes.IFNONNULL) {
        int target = index + (short) ClassLayout.shortAt(code, index + 1);
        setOffset(movedTo[index], placeOf[target]);
      } else if (opcode == 200 || opcode == 201) { // goto_w, jsr_w
        setOffset(index, index + 1, movedTo[index] + 1);
      } else if (opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH) {
        joinSwitch(index, opcode);
      }
    }
  }

  private void setOffset(int jump, int target) {
    int offset = target - jump;
    if (offset != (short) offset) {
      throw new IllegalStateException("a jump over " + offset + " bytes");
    }
    out.setShort(newCode + jump + 1, offset);
  }

  private void joinSwitch(int index, int opcode) {
    int from = padded(index);
    int to = padded(movedTo[index]);
    setOffset(index, from, to);
    // Both kinds list targets from here on; in front of each of a lookup stands its key.
    int step = opcode == Opcodes.TABLESWITCH ? 4 : 8;
    int end = index + InstructionLength.at(code, index, 0);
    for (int at = from + 12; at < end; at += step) {
      setOffset(index, at, to + at - from);
    }
  }

  /** Sets an offset of four bytes, which stood at one index of the old code, in the new code. */
  private void setOffset(int jump, int from, int to) {
    int target = jump + ClassLayout.intAt(code, from);
    out.setInt(newCode + to, placeOf[target] - movedTo[jump]);
  }

  /** Writes the exception ranges, and returns where the old ones end. */
  private int writeRanges() {
    int from = oldCode + oldLength;
    int count = ClassLayout.shortAt(file, from);
    out.putShort(count);
    from += 2;
    for (int i = 0; i < count; i++) {
      for (int part = 0; part < 6; part += 2) {
        out.putShort(placeOf[ClassLayout.shortAt(file, from + part)]);
      }
      out.put(file, from + 6, 2);
      from += 8;
    }
    return from;
  }

  private void writeAttributes(int from, int header, int maxLocals, int maxStack) {
    int countAt = out.size();
    int attributes = ClassLayout.shortAt(file, from);
    out.putShort(attributes);
    int frames = layout.codeAttribute(oldCode, ClassLayout.STACK_MAP_TABLE);
    CodeTables tables = new CodeTables(file, placeOf, movedTo);
    int attribute = from + 2;
    for (int i = 0; i < attributes; i++) {
      int next = layout.next(attribute);
      if (attribute != frames) {
        int start = out.size();
        out.put(file, attribute, next - attribute);
        tables.move(layout, attribute, out, start);
      }
      attribute = next;
    }
    boolean hasFramesOfLabels =
        !labels.isEmpty() && ConstantPoolScan.majorVersion(file) >= FIRST_VERSION_WITH_FRAMES;
    if (frames >= 0 || hasFramesOfLabels) {
      int name = frames >= 0 ? ClassLayout.shortAt(file, frames) : added.utf8("StackMapTable");
      writeFrames(frames, name, header, maxLocals, maxStack);
      out.setShort(countAt, attributes + (frames >= 0 ? 0 : 1));
    }
  }

  private void writeFrames(int table, int name, int header, int maxLocals, int maxStack) {
    VerificationTypes types = new VerificationTypes(constants, added);
    TypeFlow flow = new TypeFlow(types, constants, added);
    flow.begin(header, layout, maxLocals, maxStack);
    GrownFrames frames = new GrownFrames(flow, insertions, types, movedTo);
    int[] parameters = frames.parameters();
    StackMapReader reader = new StackMapReader(file, table, parameters.clone(), parameters.length);
    StackMapWriter writer = new StackMapWriter(types, out, name, parameters);
    if (labels.isEmpty()) {
      while (reader.next()) {
        frames.enter(reader);
        frames.write(writer, placeOf[reader.place]);
      }
    } else {
      writeFramesOfLabels(flow, frames, reader, writer);
    }
    writer.finish();
  }

  /**
   * Goes through the new code: labels in it are where no frame was. What is in front of the first
   * of them, up to the frame before it, and what is behind the last needs no more than its frames.
   */
  private void writeFramesOfLabels(
      TypeFlow flow, GrownFrames frames, StackMapReader reader, StackMapWriter writer) {
    int[][][] states = new int[labels.size()][][];
    boolean isFrameLeft = reader.next();
    int nextLabel = 0;
    int nextJump = 0;
    int index = 0;
    int first = Math.min(labelPlaces.getInt(0), jumps.isEmpty() ? newLength : jumps.getInt(0));
    while (isFrameLeft && placeOf[reader.place] < first) {
      index = placeOf[reader.place];
      isFrameLeft = copyFrame(frames, reader, writer);
    }
    while (index < newLength && (nextLabel < labels.size() || nextJump < jumps.size())) {
      boolean hasFrame = isFrameLeft && placeOf[reader.place] == index;
      if (hasFrame) {
        frames.enter(reader);
        isFrameLeft = reader.next();
      }
      boolean isLabel = nextLabel < labels.size() && labelPlaces.getInt(nextLabel) == index;
      while (nextLabel < labels.size() && labelPlaces.getInt(nextLabel) == index) {
        // Nothing falls into a label behind a jump or return: then those who jump there know.
        if (!flow.isKnown && states[nextLabel] != null) {
          frames.restore(states[nextLabel]);
        }
        nextLabel++;
      }
      // Unknown only where nothing comes by, or in classes that may do without frames.
      if (hasFrame || isLabel && flow.isKnown) {
        frames.write(writer, index);
      }
      boolean isOwnJump = nextJump < jumps.size() && jumps.getInt(nextJump) == index;
      if (flow.isKnown) {
        flow.step(out.array(), newCode, index);
        if (isOwnJump) {
          states[labels.indexOf(jumpTargets.get(nextJump))] = frames.state();
        }
      }
      nextJump += isOwnJump ? 1 : 0;
      index += InstructionLength.at(out.array(), newCode + index, newCode);
    }
    while (isFrameLeft) {
      isFrameLeft = copyFrame(frames, reader, writer);
    }
  }

  /** Writes the frame that was read, and says whether there is another. */
  private boolean copyFrame(GrownFrames frames, StackMapReader reader, StackMapWriter writer) {
    frames.enter(reader);
    frames.write(writer, placeOf[reader.place]);
    return reader.next();
  }
}
