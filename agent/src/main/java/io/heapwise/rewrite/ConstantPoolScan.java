package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells from the constant pool alone, without allocating, that a class file cannot hold any
 * candidate. Nearly every class that a program loads goes no further than this.
 */
final class ConstantPoolScan {
  private static final int MAGIC = 0xCAFEBABE;
  private final byte[][] wanted;

  ConstantPoolScan(List<Rewrite> rewrites) {
    List<byte[]> constants = new ArrayList<>();
    for (Rewrite rewrite : rewrites) {
      for (Anchor anchor : rewrite.anchors()) {
        for (byte[] constant : anchor.rarestConstants()) {
          constants.add(constant);
        }
      }
    }
    wanted = constants.toArray(new byte[0][]);
  }

  static boolean isClassFile(byte[] file) {
    return file.length > 10 && ClassLayout.intAt(file, 0) == MAGIC;
  }

  static int majorVersion(byte[] file) {
    return ClassLayout.shortAt(file, 6);
  }

  /** Throws {@link IndexOutOfBoundsException} where the constant pool is corrupt. */
  boolean mayHoldCandidates(byte[] file) {
    int count = ClassLayout.shortAt(file, 8);
    int offset = 10;
    for (int i = 1; i < count; i++) {
      int tag = file[offset];
      if (tag == 1 && isWanted(file, offset + 3, ClassLayout.shortAt(file, offset + 1))) {
        return true;
      }
      offset += ConstantPool.sizeAt(file, offset);
      if (tag == 5 || tag == 6) {
        i++; // a long or double takes two places
      }
    }
    return false;
  }

  private boolean isWanted(byte[] file, int offset, int length) {
    for (byte[] constant : wanted) {
      if (constant.length == length
          && Arrays.equals(file, offset, offset + length, constant, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
