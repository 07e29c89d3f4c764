package io.heapwise.rewrite;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * What the verifier knows of the variables and the operand stack, from one instruction to the next:
 * between two stack map frames nothing merges, so that no class has to be known. Slot by slot: a
 * long or double is followed by {@link VerificationTypes#TOP}. Confined to one thread.
 */
final class TypeFlow {
  private static final int WIDE = 196;

  /**
   * For each opcode, the slots that it pops and what it pushes: int, float, long (J), double, null,
   * nothing; a question mark where it depends.
   */
  private static final String EFFECTS =
      "0-0N0I0I0I0I0I0I0I0J0J0F0F0F0D0D0I0I??????" // nop to ldc2_w
          + "0I0J0F0D??0I0I0I0I0J0J0J0J0F0F0F0F0D0D0D0D????????" // loads of variables
          + "2I2J2F2D??2I2I2I" // loads of elements
          + "??".repeat(25) // stores to variables
          + "3-4-3-4-3-3-3-3-" // stores to elements
          + "1-2-??????????????" // pop to swap
          + "2I4J2F4D2I4J2F4D2I4J2F4D2I4J2F4D2I4J2F4D" // add to rem
          + "1I2J1F2D2I3J2I3J2I3J2I4J2I4J2I4J0-" // neg, shifts, logic, iinc
          + "1J1F1D2I2F2D1I1J1D2I2J2F1I1I1I" // conversions
          + "4I2I2I4I4I" // comparisons
          + "1-1-1-1-1-1-2-2-2-2-2-2-2-2-0-????1-1-" // jumps, switches
          + "1-2-1-2-1-0-" // returns
          + "????????????????????????" // fields, calls, allocations
          + "1I1-??1I1-1-????1-1-0-??"; // arraylength to jsr_w

  private final VerificationTypes types;
  private final ConstantPool constants;
  private final AddedConstants added;
  private final int thisClass;

  int[] locals = {};
  int localCount;
  int[] stack = {};
  int depth;

  /** Whether anything is known here: not behind a jump or return, until there is a frame. */
  boolean isKnown;

  TypeFlow(VerificationTypes types, ConstantPool constants, AddedConstants added) {
    this.types = types;
    this.constants = constants;
    this.added = added;
    thisClass = ClassLayout.shortAt(constants.file(), constants.end() + 2);
  }

  /**
   * Begins where a method begins.
   *
   * @param header offset of the method
   */
  void begin(int header, ClassLayout layout, int maxLocals, int maxStack) {
    locals = new int[maxLocals];
    stack = new int[maxStack];
    clear();
    int variable = 0;
    if ((layout.accessOf(header) & Opcodes.ACC_STATIC) == 0) {
      boolean isConstructor = constants.name(header + 2).equals("<init>");
      set(
          variable++,
          isConstructor
              ? VerificationTypes.UNINITIALIZED_THIS
              : VerificationTypes.of(VerificationTypes.OBJECT, thisClass));
    }
    String descriptor = constants.name(header + 4);
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int type = types.described(descriptor, at);
      set(variable, type);
      variable += VerificationTypes.isWide(type) ? 2 : 1;
      at = VerificationTypes.endOf(descriptor, at);
    }
  }

  /** Nothing is in the variables nor on the stack, for all that is to be said. */
  void clear() {
    Arrays.fill(locals, VerificationTypes.TOP);
    localCount = 0;
    depth = 0;
    isKnown = true;
  }

  /** Puts a type into a variable. */
  void set(int variable, int type) {
    if (variable > 0 && VerificationTypes.isWide(locals[variable - 1])) {
      locals[variable - 1] = VerificationTypes.TOP;
    }
    locals[variable] = type;
    int end = variable + 1;
    if (VerificationTypes.isWide(type)) {
      locals[end++] = VerificationTypes.TOP;
    }
    localCount = Math.max(localCount, end);
  }

  void push(int type) {
    stack[depth++] = type;
    if (VerificationTypes.isWide(type)) {
      stack[depth++] = VerificationTypes.TOP;
    }
  }

  /**
   * Does what an instruction does.
   *
   * @param start of the code, in the array
   * @param index bytecode index of the instruction
   */
  void step(byte[] code, int start, int index) {
    int at = start + index;
    int opcode = code[at] & 0xFF;
    char push = EFFECTS.charAt(2 * opcode + 1);
    if (push != '?') {
      depth -= EFFECTS.charAt(2 * opcode) - '0';
      push(push);
    } else {
      special(code, at, opcode, index);
    }
    if (opcode == Opcodes.GOTO
        || opcode >= Opcodes.TABLESWITCH && opcode <= Opcodes.RETURN
        || opcode == Opcodes.ATHROW
        || opcode == 200) {
      isKnown = false;
    }
  }

  private void push(char type) {
    switch (type) {
      case 'I' -> push(VerificationTypes.INTEGER);
      case 'F' -> push(VerificationTypes.FLOAT);
      case 'J' -> push(VerificationTypes.LONG);
      case 'D' -> push(VerificationTypes.DOUBLE);
      case 'N' -> push(VerificationTypes.NULL);
      default -> {}
    }
  }

  private void special(byte[] code, int at, int opcode, int index) {
    if (opcode <= 20) {
      int constant = opcode == Opcodes.LDC ? code[at + 1] & 0xFF : operand(code, at);
      push(constantType(constant));
    } else if (opcode == Opcodes.ALOAD) {
      push(locals[code[at + 1] & 0xFF]);
    } else if (opcode < Opcodes.IALOAD) {
      push(locals[opcode - 42]); // aload_0 to aload_3
    } else if (opcode == Opcodes.AALOAD) {
      depth--;
      String array = types.nameOf(pop());
      push(array == null ? VerificationTypes.NULL : types.described(array, 1));
    } else if (opcode <= Opcodes.ASTORE) {
      store(opcode - Opcodes.ISTORE, code[at + 1] & 0xFF);
    } else if (opcode < Opcodes.IASTORE) {
      store(opcode - 59 >> 2, opcode - 59 & 3);
    } else if (opcode <= Opcodes.SWAP) {
      shuffle(opcode);
    } else if (opcode == WIDE) {
      wide(code[at + 1] & 0xFF, ClassLayout.shortAt(code, at + 2));
    } else {
      member(code, at, opcode, index);
    }
  }

  private static int operand(byte[] code, int at) {
    return ClassLayout.shortAt(code, at + 1);
  }

  private int pop() {
    return stack[--depth];
  }

  /**
   * @param kind int, long, float, double, reference
   */
  private void store(int kind, int variable) {
    if ((kind & 1) == 1) {
      depth--;
    }
    set(variable, pop());
  }

  private void wide(int opcode, int variable) {
    if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      store(opcode - Opcodes.ISTORE, variable);
    } else if (opcode == Opcodes.ALOAD) {
      push(locals[variable]);
    } else if (opcode < Opcodes.ALOAD) {
      push(EFFECTS.charAt(2 * opcode + 1));
    } else if (opcode != Opcodes.IINC) {
      throw new IllegalArgumentException("wide " + opcode);
    }
  }

  private void shuffle(int opcode) {
    switch (opcode) {
      case Opcodes.DUP -> duplicate(1, 0);
      case Opcodes.DUP_X1 -> duplicate(1, 1);
      case Opcodes.DUP_X2 -> duplicate(1, 2);
      case Opcodes.DUP2 -> duplicate(2, 0);
      case Opcodes.DUP2_X1 -> duplicate(2, 1);
      case Opcodes.DUP2_X2 -> duplicate(2, 2);
      default -> {
        int top = stack[depth - 1];
        stack[depth - 1] = stack[depth - 2];
        stack[depth - 2] = top;
      }
    }
  }

  /** Puts a copy of the topmost slots below them and some more. */
  private void duplicate(int slots, int below) {
    int from = depth - slots - below;
    System.arraycopy(stack, from, stack, from + slots, slots + below);
    depth += slots;
    System.arraycopy(stack, depth - slots, stack, from, slots);
  }

  private void member(byte[] code, int at, int opcode, int index) {
    switch (opcode) {
      case Opcodes.GETSTATIC -> push(types.described(descriptorOf(operand(code, at)), 0));
      case Opcodes.PUTSTATIC -> popDescribed(descriptorOf(operand(code, at)), 0);
      case Opcodes.GETFIELD -> {
        depth--;
        push(types.described(descriptorOf(operand(code, at)), 0));
      }
      case Opcodes.PUTFIELD -> {
        popDescribed(descriptorOf(operand(code, at)), 0);
        depth--;
      }
      case Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE,
          Opcodes.INVOKEDYNAMIC ->
          call(code, at - index, opcode, descriptorOf(operand(code, at)));
      case Opcodes.NEW -> {
        int type = VerificationTypes.of(VerificationTypes.UNINITIALIZED, index);
        replaceLocals(type, VerificationTypes.TOP);
        push(type);
      }
      case Opcodes.NEWARRAY -> {
        depth--;
        push(types.named("[" + "ZCFDBSIJ".charAt(code[at + 1] - 4)));
      }
      case Opcodes.ANEWARRAY -> {
        depth--;
        String element = types.classNameAt(operand(code, at));
        push(types.named(element.charAt(0) == '[' ? "[" + element : "[L" + element + ";"));
      }
      case Opcodes.MULTIANEWARRAY -> {
        depth -= code[at + 3] & 0xFF;
        push(VerificationTypes.of(VerificationTypes.OBJECT, operand(code, at)));
      }
      case Opcodes.CHECKCAST -> {
        depth--;
        push(VerificationTypes.of(VerificationTypes.OBJECT, operand(code, at)));
      }
      default -> throw new IllegalArgumentException("opcode " + opcode);
    }
  }

  private void popDescribed(String text, int at) {
    char type = text.charAt(at);
    depth -= type == 'J' || type == 'D' ? 2 : 1;
  }

  private void call(byte[] code, int start, int opcode, String descriptor) {
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      popDescribed(descriptor, at);
      at = VerificationTypes.endOf(descriptor, at);
    }
    if (opcode != Opcodes.INVOKESTATIC && opcode != Opcodes.INVOKEDYNAMIC) {
      int receiver = pop();
      if (opcode == Opcodes.INVOKESPECIAL) {
        initialize(code, start, receiver);
      }
    }
    if (descriptor.charAt(at + 1) != 'V') {
      push(types.described(descriptor, at + 1));
    }
  }

  /** An object of which the constructor was called is one from then on, wherever it is. */
  private void initialize(byte[] code, int start, int receiver) {
    int constant = 0;
    if (receiver == VerificationTypes.UNINITIALIZED_THIS) {
      constant = thisClass;
    } else if (VerificationTypes.tag(receiver) == VerificationTypes.UNINITIALIZED) {
      constant = operand(code, start + VerificationTypes.reference(receiver));
    }
    if (constant > 0) {
      int type = VerificationTypes.of(VerificationTypes.OBJECT, constant);
      replaceLocals(receiver, type);
      for (int i = 0; i < depth; i++) {
        if (stack[i] == receiver) {
          stack[i] = type;
        }
      }
    }
  }

  private void replaceLocals(int type, int replacement) {
    for (int i = 0; i < localCount; i++) {
      if (locals[i] == type) {
        locals[i] = replacement;
      }
    }
  }

  /** Of a field, method or dynamic call. */
  private String descriptorOf(int constant) {
    if (added.contains(constant)) {
      return added.descriptorOf(constant);
    }
    int nameAndType = constants.referredAt(constants.offset(constant) + 2);
    return constants.name(nameAndType + 2);
  }

  private int constantType(int constant) {
    int tag =
        added.contains(constant)
            ? added.tagOf(constant)
            : constants.tagAt(constants.offset(constant));
    return switch (tag) {
      case AddedConstants.INTEGER -> VerificationTypes.INTEGER;
      case AddedConstants.FLOAT -> VerificationTypes.FLOAT;
      case AddedConstants.LONG -> VerificationTypes.LONG;
      case AddedConstants.DOUBLE -> VerificationTypes.DOUBLE;
      case AddedConstants.CLASS -> types.named("java/lang/Class");
      case AddedConstants.STRING -> types.named("java/lang/String");
      case 15 -> types.named("java/lang/invoke/MethodHandle");
      case 16 -> types.named("java/lang/invoke/MethodType");
      case 17 -> types.described(descriptorOf(constant), 0);
      default -> throw new IllegalArgumentException("constant pool tag " + tag);
    };
  }
}
