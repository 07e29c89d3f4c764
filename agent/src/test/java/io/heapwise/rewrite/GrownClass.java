package io.heapwise.rewrite;

import java.util.Arrays;

/** Puts code into all methods of a class file. */
final class GrownClass {
  /** HotSpot compiles no longer method, and the agent looks at none. */
  private static final int MAX_CODE_LENGTH = 8000;

  /** Puts code into one method. */
  interface Inserter {
    /**
     * Adds insertions for the places that it likes.
     *
     * @param indexes bytecode indexes of all instructions
     */
    void insert(Insertions insertions, int[] indexes, byte[] code);
  }

  private GrownClass() {}

  static byte[] of(byte[] file, Inserter inserter) {
    ReadingScratch scratch = new ReadingScratch();
    scratch.makeRoomFor(ConstantPool.countOf(file));
    ConstantPool constants =
        new ConstantPool(file, new NameCache(), scratch.constantOffsets, scratch.decodedNames);
    ClassLayout layout = new ClassLayout(constants, file);
    ClassPatch patch = new ClassPatch(file, layout, scratch);
    ClassGrowth growth = new ClassGrowth(scratch);
    layout.visitCode(
        (header, code) -> {
          int length = ClassLayout.intAt(file, code - 4);
          if (length <= MAX_CODE_LENGTH) {
            int maxLocals = ClassLayout.shortAt(file, code - 6);
            byte[] instructions = new byte[length];
            System.arraycopy(file, code, instructions, 0, length);
            inserter.insert(
                growth.insertionsOf(header, code, maxLocals), indexes(instructions), instructions);
          }
        });
    growth.write(new GrownCode(file, constants, layout, patch, scratch.addedConstants), layout);
    return patch.apply(growth);
  }

  private static int[] indexes(byte[] code) {
    int[] indexes = new int[code.length];
    int count = 0;
    for (int i = 0; i < code.length; i += InstructionLength.at(code, i, 0)) {
      indexes[count++] = i;
    }
    return Arrays.copyOf(indexes, count);
  }
}
