package io.heapwise.rewrite;

/** Walks the stack map frames of a method, without building them. */
final class StackMapScan {
  private static final int UNINITIALIZED = 8;
  private static final int OBJECT = 7;

  private final byte[] file;
  private int offset;

  private StackMapScan(byte[] file, int offset) {
    this.file = file;
    this.offset = offset;
  }

  /**
   * Whether any frame describes a place after {@code from} up to and including {@code to}: it would
   * list what an edit of that range has removed from the operand stack.
   *
   * @param table offset of the StackMapTable attribute, or -1 for none
   */
  static boolean hasFrame(byte[] file, int table, int from, int to) {
    if (table < 0) {
      return false;
    }
    StackMapScan scan = new StackMapScan(file, table + 8);
    int place = -1;
    for (int i = ClassLayout.shortAt(file, table + 6); i > 0; i--) {
      place += scan.nextDelta() + 1;
      if (place > from && place <= to) {
        return true;
      }
    }
    return false;
  }

  /** Reads one frame and returns how far it is from the one before. */
  private int nextDelta() {
    int type = file[offset++] & 0xFF;
    if (type < 64) {
      return type;
    }
    if (type < 128) {
      skipTypes(1);
      return type - 64;
    }
    int delta = ClassLayout.shortAt(file, offset);
    offset += 2;
    if (type == 247) {
      skipTypes(1);
    } else if (type > 251 && type < 255) {
      skipTypes(type - 251);
    } else if (type == 255) {
      skipCountedTypes();
      skipCountedTypes();
    }
    return delta;
  }

  private void skipCountedTypes() {
    int count = ClassLayout.shortAt(file, offset);
    offset += 2;
    skipTypes(count);
  }

  private void skipTypes(int count) {
    for (int i = 0; i < count; i++) {
      int tag = file[offset];
      offset += tag == OBJECT || tag == UNINITIALIZED ? 3 : 1;
    }
  }
}
