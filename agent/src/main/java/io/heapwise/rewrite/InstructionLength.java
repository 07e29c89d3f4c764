package io.heapwise.rewrite;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/** How long instructions are in the code of a class file. */
final class InstructionLength {
  /** By opcode; 0 where it varies or the opcode is unknown. */
  private static final byte[] LENGTHS = lengths();

  private InstructionLength() {}

  /** Length of the instruction at an offset, in code that begins at another. */
  static int at(byte[] file, int offset, int code) {
    int opcode = file[offset] & 0xFF;
    int length = LENGTHS[opcode];
    if (length > 0) {
      return length;
    }
    int padded = offset + 4 - (offset - code & 3);
    if (opcode == Opcodes.TABLESWITCH) {
      int low = ClassLayout.intAt(file, padded + 4);
      int high = ClassLayout.intAt(file, padded + 8);
      return padded + 12 + 4 * (high - low + 1) - offset;
    }
    if (opcode == Opcodes.LOOKUPSWITCH) {
      return padded + 8 + 8 * ClassLayout.intAt(file, padded + 4) - offset;
    }
    if (opcode == 196) { // wide
      return (file[offset + 1] & 0xFF) == Opcodes.IINC ? 6 : 4;
    }
    throw new IllegalArgumentException("unknown opcode " + opcode);
  }

  /** Length of an instruction that is always of the same; 0 of others. */
  static int ofOpcode(int opcode) {
    return LENGTHS[opcode & 0xFF];
  }

  private static byte[] lengths() {
    byte[] lengths = new byte[256];
    Arrays.fill(lengths, 0, 202, (byte) 1);
    for (int two : new int[] {16, 18, 169, 188}) {
      lengths[two] = 2;
    }
    Arrays.fill(lengths, 21, 26, (byte) 2);
    Arrays.fill(lengths, 54, 59, (byte) 2);
    for (int three : new int[] {17, 19, 20, 132, 187, 189, 192, 193, 198, 199}) {
      lengths[three] = 3;
    }
    Arrays.fill(lengths, 153, 169, (byte) 3);
    Arrays.fill(lengths, 178, 185, (byte) 3);
    lengths[185] = 5; // invokeinterface
    lengths[186] = 5; // invokedynamic
    lengths[197] = 4; // multianewarray
    lengths[200] = 5; // goto_w
    lengths[201] = 5; // jsr_w
    lengths[170] = 0; // tableswitch
    lengths[171] = 0; // lookupswitch
    lengths[196] = 0; // wide
    return lengths;
  }
}
