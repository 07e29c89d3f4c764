package io.heapwise.rewrite;

import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Builds the tree of one method out of a class file: its instructions, and labels only where there
 * are jumps to. ASM's own way is to read the whole class, which for the one method in ten that is
 * wanted costs several times as much.
 */
final class MethodReader {
  private static final int ILOAD_0 = 26;
  private static final int ISTORE_0 = 59;
  private static final int LENGTH_OF_SHORT_FORM = 1;
  private static final int LDC2_W = 20;
  private static final int WIDE = 196;
  private static final int GOTO_W = 200;
  private static final int JSR_W = 201;

  /** Kinds of instructions by what follows their opcode; each has a node of its own. */
  private static final byte PLAIN = 0;

  private static final byte VARIABLE = 1;
  private static final byte MEMBER = 2;
  private static final byte JUMP = 3;
  private static final byte TYPE = 4;
  private static final byte NUMBER = 5;
  private static final byte CONSTANT = 6;
  private static final byte RARE = 7;

  private static final byte[] FORMS = forms();

  /** Of others nobody wants to know what they are given. */
  private static final String CONCATENATION = "makeConcatWithConstants";

  private static final Object[] NO_ARGUMENTS = {};

  private final byte[] file;
  private final ConstantPool constants;
  private final ClassLayout layout;
  private final boolean withLines;
  private final InstructionMemory nodes;
  private final IntArrayList bytecodeIndices;
  private final Int2ObjectHashMap<LabelNode> labels;
  private final Int2ObjectHashMap<Integer> lines;

  /** Owner, name and descriptor of a field or method. */
  private final String[] member = new String[3];

  private MethodNode method;
  private int code;

  /**
   * @param withLines whether line numbers are wanted in the tree
   */
  MethodReader(
      byte[] file,
      ConstantPool constants,
      ClassLayout layout,
      ReadingScratch.ForMethod scratch,
      boolean withLines) {
    this.file = file;
    this.constants = constants;
    this.layout = layout;
    this.withLines = withLines;
    nodes = scratch.nodes;
    bytecodeIndices = scratch.bytecodeIndices;
    labels = scratch.labels;
    lines = withLines ? new Int2ObjectHashMap<>() : null;
  }

  private static byte[] forms() {
    byte[] forms = new byte[256];
    Arrays.fill(forms, Opcodes.ILOAD, Opcodes.IALOAD, VARIABLE); // and iload_0 to aload_3
    Arrays.fill(forms, Opcodes.ISTORE, Opcodes.IASTORE, VARIABLE);
    forms[Opcodes.RET] = VARIABLE;
    Arrays.fill(forms, Opcodes.GETSTATIC, Opcodes.INVOKEDYNAMIC, MEMBER);
    Arrays.fill(forms, Opcodes.IFEQ, Opcodes.RET, JUMP);
    for (int opcode : new int[] {Opcodes.IFNULL, Opcodes.IFNONNULL, GOTO_W, JSR_W}) {
      forms[opcode] = JUMP;
    }
    for (int opcode :
        new int[] {Opcodes.NEW, Opcodes.ANEWARRAY, Opcodes.CHECKCAST, Opcodes.INSTANCEOF}) {
      forms[opcode] = TYPE;
    }
    for (int opcode : new int[] {Opcodes.BIPUSH, Opcodes.SIPUSH, Opcodes.NEWARRAY}) {
      forms[opcode] = NUMBER;
    }
    Arrays.fill(forms, Opcodes.LDC, LDC2_W + 1, CONSTANT);
    for (int opcode :
        new int[] {
          Opcodes.IINC,
          Opcodes.TABLESWITCH,
          Opcodes.LOOKUPSWITCH,
          Opcodes.INVOKEDYNAMIC,
          Opcodes.MULTIANEWARRAY,
          WIDE
        }) {
      forms[opcode] = RARE;
    }
    return forms;
  }

  /**
   * Reads a method. The tree is in use until its {@link InstructionMemory} is recycled.
   *
   * @param header offset of the method
   * @param codeOffset offset of its first instruction
   */
  MethodNode read(int header, int codeOffset) {
    code = codeOffset;
    bytecodeIndices.clear();
    labels.clear();
    method = nodes.method(shortAt(header), constants.name(header + 2), constants.name(header + 4));
    method.maxStack = shortAt(code - 8);
    method.maxLocals = shortAt(code - 6);
    int length = ClassLayout.intAt(file, code - 4);
    readRanges(code + length);
    findTargets(length);
    if (withLines) {
      lines.clear();
      readLines();
    }
    for (int index = 0; index < length; index += InstructionLength.at(file, code + index, code)) {
      addPlace(index);
      add(instruction(index), index);
    }
    addPlace(length);
    return method;
  }

  private void add(AbstractInsnNode node, int bytecodeIndex) {
    bytecodeIndices.addInt(bytecodeIndex);
    method.instructions.add(node);
  }

  /**
   * Bytecode index of each node of the method read last, labels included; valid until the next is
   * read.
   */
  IntArrayList bytecodeIndices() {
    return bytecodeIndices;
  }

  private void readRanges(int table) {
    int entry = table + 2;
    for (int i = shortAt(table); i > 0; i--) {
      int type = shortAt(entry + 6);
      method.tryCatchBlocks.add(
          new TryCatchBlockNode(
              label(shortAt(entry)),
              label(shortAt(entry + 2)),
              label(shortAt(entry + 4)),
              type == 0 ? null : constants.className(entry + 6)));
      entry += 8;
    }
  }

  private void readLines() {
    int table = layout.codeAttribute(code, ClassLayout.LINE_NUMBER_TABLE);
    int entries = table < 0 ? 0 : shortAt(table + 6);
    for (int i = 0; i < entries; i++) {
      lines.put(shortAt(table + 8 + 4 * i), Integer.valueOf(shortAt(table + 10 + 4 * i)));
    }
  }

  private void findTargets(int length) {
    for (int index = 0; index < length; index += InstructionLength.at(file, code + index, code)) {
      int opcode = opcodeAt(index);
      if (isJump(opcode)) {
        label(index + jumpOffset(index, opcode));
      } else if (opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH) {
        findSwitchTargets(index, opcode);
      }
    }
  }

  private void findSwitchTargets(int index, int opcode) {
    int padded = code + index + 4 - (index & 3);
    label(index + ClassLayout.intAt(file, padded));
    // Both kinds list targets from here on; in front of each of a lookup stands its key.
    int step = opcode == Opcodes.TABLESWITCH ? 4 : 8;
    int end = code + index + InstructionLength.at(file, code + index, code);
    for (int at = padded + 12; at < end; at += step) {
      label(index + ClassLayout.intAt(file, at));
    }
  }

  private void addPlace(int index) {
    LabelNode label = labels.get(index);
    if (label != null) {
      add(label, index);
    }
    Integer line = withLines ? lines.get(index) : null;
    if (line != null) {
      add(new LineNumberNode(line, label(index)), index);
    }
  }

  private LabelNode label(int index) {
    LabelNode label = labels.get(index);
    if (label == null) {
      label = nodes.label();
      labels.put(index, label);
    }
    return label;
  }

  private AbstractInsnNode instruction(int index) {
    int opcode = opcodeAt(index);
    int at = code + index;
    return switch (FORMS[opcode]) {
      case PLAIN -> nodes.plain(opcode);
      case VARIABLE -> variable(opcode, at);
      case MEMBER -> member(opcode, at);
      case JUMP -> {
        int plain = opcode < GOTO_W ? opcode : opcode - GOTO_W + Opcodes.GOTO;
        yield nodes.jump(plain, label(index + jumpOffset(index, opcode)));
      }
      case TYPE -> nodes.type(opcode, constants.className(at + 1));
      case NUMBER -> nodes.integer(opcode, number(opcode, at));
      case CONSTANT -> {
        int constant = opcode == Opcodes.LDC ? byteAt(at + 1) : shortAt(at + 1);
        yield nodes.constant(constants.value(constant));
      }
      default -> rare(opcode, index);
    };
  }

  private AbstractInsnNode rare(int opcode, int index) {
    int at = code + index;
    return switch (opcode) {
      case Opcodes.IINC -> new IincInsnNode(byteAt(at + 1), file[at + 2]);
      case Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> switchInstruction(index, opcode);
      case Opcodes.INVOKEDYNAMIC -> dynamicCall(at);
      case Opcodes.MULTIANEWARRAY ->
          new MultiANewArrayInsnNode(constants.className(at + 1), byteAt(at + 3));
      default -> wide(at);
    };
  }

  private int number(int opcode, int at) {
    return opcode == Opcodes.SIPUSH
        ? (short) shortAt(at + 1)
        : opcode == Opcodes.BIPUSH ? file[at + 1] : byteAt(at + 1);
  }

  private AbstractInsnNode variable(int opcode, int at) {
    int plain = opcode;
    int variable;
    if (LENGTH_OF_SHORT_FORM == InstructionLength.at(file, at, code)) {
      boolean isLoad = opcode < Opcodes.ISTORE;
      int form = opcode - (isLoad ? ILOAD_0 : ISTORE_0);
      plain = (isLoad ? Opcodes.ILOAD : Opcodes.ISTORE) + (form >> 2);
      variable = form & 3;
    } else {
      variable = byteAt(at + 1);
    }
    return nodes.variable(plain, variable);
  }

  private AbstractInsnNode member(int opcode, int at) {
    int constant = constants.referredAt(at + 1);
    constants.decodeMember(constant, member);
    if (opcode < Opcodes.INVOKEVIRTUAL) {
      return nodes.field(opcode, member[0], member[1], member[2]);
    }
    return nodes.call(opcode, member[0], member[1], member[2], file[constant - 1] == 11);
  }

  private AbstractInsnNode dynamicCall(int at) {
    int constant = constants.referredAt(at + 1);
    int nameAndType = constants.referredAt(constant + 2);
    int bootstrap = layout.bootstrapMethod(shortAt(constant));
    String name = constants.name(nameAndType);
    return new InvokeDynamicInsnNode(
        name,
        constants.name(nameAndType + 2),
        constants.handle(shortAt(bootstrap)),
        name.equals(CONCATENATION) ? argumentsOf(bootstrap) : NO_ARGUMENTS);
  }

  private Object[] argumentsOf(int bootstrap) {
    Object[] arguments = new Object[shortAt(bootstrap + 2)];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = constants.value(shortAt(bootstrap + 4 + 2 * i));
    }
    return arguments;
  }

  private AbstractInsnNode wide(int at) {
    int opcode = byteAt(at + 1);
    int variable = shortAt(at + 2);
    return opcode == Opcodes.IINC
        ? new IincInsnNode(variable, (short) shortAt(at + 4))
        : nodes.variable(opcode, variable);
  }

  private AbstractInsnNode switchInstruction(int index, int opcode) {
    int padded = code + index + 4 - (index & 3);
    LabelNode other = label(index + ClassLayout.intAt(file, padded));
    if (opcode == Opcodes.TABLESWITCH) {
      int low = ClassLayout.intAt(file, padded + 4);
      int high = ClassLayout.intAt(file, padded + 8);
      LabelNode[] targets = new LabelNode[high - low + 1];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = label(index + ClassLayout.intAt(file, padded + 12 + 4 * i));
      }
      return new TableSwitchInsnNode(low, high, other, targets);
    }
    int[] keys = new int[ClassLayout.intAt(file, padded + 4)];
    LabelNode[] targets = new LabelNode[keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ClassLayout.intAt(file, padded + 8 + 8 * i);
      targets[i] = label(index + ClassLayout.intAt(file, padded + 12 + 8 * i));
    }
    return new LookupSwitchInsnNode(other, keys, targets);
  }

  private int jumpOffset(int index, int opcode) {
    int at = code + index + 1;
    return opcode < GOTO_W ? (short) shortAt(at) : ClassLayout.intAt(file, at);
  }

  private static boolean isJump(int opcode) {
    return FORMS[opcode] == JUMP;
  }

  private int opcodeAt(int index) {
    return file[code + index] & 0xFF;
  }

  private int byteAt(int offset) {
    return file[offset] & 0xFF;
  }

  private int shortAt(int offset) {
    return ClassLayout.shortAt(file, offset);
  }
}
