package io.heapwise.rewrite;

import java.util.Arrays;

/**
 * Reads the stack map frames of one method, one after the other. Types are {@link
 * VerificationTypes}, one for a long or double. Confined to one thread.
 */
final class StackMapReader {
  private static final int HEADER_BYTES = 6;

  private final byte[] file;
  private int offset;
  private int left;

  /** Bytecode index of the frame read last; -1 for that of the start of the method. */
  int place = -1;

  int[] locals;
  int localCount;
  int[] stack = new int[4];
  int stackCount;

  /**
   * @param table offset of the StackMapTable attribute, or -1 for none
   * @param locals the types of the parameters; may be changed
   */
  StackMapReader(byte[] file, int table, int[] locals, int localCount) {
    this.file = file;
    this.locals = locals;
    this.localCount = localCount;
    if (table >= 0) {
      left = ClassLayout.shortAt(file, table + HEADER_BYTES);
      offset = table + HEADER_BYTES + 2;
    }
  }

  /** Reads the next frame; false if there is none. */
  boolean next() {
    if (left == 0) {
      return false;
    }
    left--;
    int kind = file[offset++] & 0xFF;
    stackCount = 0;
    if (kind < 128) {
      place += 1 + (kind & 63);
      if (kind >= 64) {
        stack[stackCount++] = type();
      }
      return true;
    }
    if (kind < 247) {
      throw new IllegalArgumentException("stack map frame of kind " + kind);
    }
    place += 1 + unsignedShort();
    if (kind == 247) {
      stack[stackCount++] = type();
    } else if (kind < 251) {
      localCount -= 251 - kind;
    } else if (kind < 255) {
      readLocals(kind - 251);
    } else {
      localCount = 0;
      readLocals(unsignedShort());
      stackCount = unsignedShort();
      if (stack.length < stackCount) {
        stack = new int[stackCount];
      }
      for (int i = 0; i < stackCount; i++) {
        stack[i] = type();
      }
    }
    return true;
  }

  private void readLocals(int count) {
    if (locals.length < localCount + count) {
      locals = Arrays.copyOf(locals, 2 * (localCount + count));
    }
    for (int i = 0; i < count; i++) {
      locals[localCount++] = type();
    }
  }

  private int type() {
    int tag = file[offset++];
    boolean refers = tag == VerificationTypes.OBJECT || tag == VerificationTypes.UNINITIALIZED;
    return refers ? VerificationTypes.of(tag, unsignedShort()) : tag;
  }

  private int unsignedShort() {
    offset += 2;
    return ClassLayout.shortAt(file, offset - 2);
  }
}
