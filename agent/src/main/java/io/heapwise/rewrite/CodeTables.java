package io.heapwise.rewrite;

/**
 * Attributes of code that name places in it, once instructions have moved: lines, variables, and
 * annotations of types. All stay as long as they are.
 */
final class CodeTables {
  private static final int HEADER_BYTES = 6;

  private static final int LOCAL_VARIABLE = 0x40;
  private static final int RESOURCE_VARIABLE = 0x41;
  private static final int INSTANCE_TEST = 0x43;
  private static final int CAST = 0x47;
  private static final int LAST_TYPE_ARGUMENT = 0x4B;

  private final byte[] file;
  private final int[] placeOf;
  private final int[] movedTo;

  /**
   * @param placeOf for each bytecode index, where what begins or ends there does so now
   * @param movedTo for each bytecode index, where the instruction is now
   */
  CodeTables(byte[] file, int[] placeOf, int[] movedTo) {
    this.file = file;
    this.placeOf = placeOf;
    this.movedTo = movedTo;
  }

  /** Corrects a copy of an attribute. */
  void move(ClassLayout layout, int attribute, Bytes copy, int start) {
    int shift = start - attribute;
    int table = attribute + HEADER_BYTES;
    if (layout.isNamed(attribute, ClassLayout.LINE_NUMBER_TABLE)) {
      for (int i = 0; i < ClassLayout.shortAt(file, table); i++) {
        int entry = table + 2 + 4 * i;
        copy.setShort(entry + shift, placeOf[ClassLayout.shortAt(file, entry)]);
      }
    } else if (layout.isNamed(attribute, ClassLayout.LOCAL_VARIABLE_TABLE)
        || layout.isNamed(attribute, ClassLayout.LOCAL_VARIABLE_TYPE_TABLE)) {
      moveRanges(table, 10, copy, shift);
    } else {
      moveAnnotations(table, copy, shift);
    }
  }

  /** Ranges of variables: start and length, and more that stays. */
  private void moveRanges(int table, int entryBytes, Bytes copy, int shift) {
    for (int i = 0; i < ClassLayout.shortAt(file, table); i++) {
      int entry = table + 2 + entryBytes * i;
      int start = ClassLayout.shortAt(file, entry);
      int end = start + ClassLayout.shortAt(file, entry + 2);
      copy.setShort(entry + shift, placeOf[start]);
      copy.setShort(entry + 2 + shift, placeOf[end] - placeOf[start]);
    }
  }

  private void moveAnnotations(int table, Bytes copy, int shift) {
    int offset = table + 2;
    for (int i = ClassLayout.shortAt(file, table); i > 0; i--) {
      offset = moveTarget(offset, copy, shift);
      offset += 1 + 2 * (file[offset] & 0xFF); // where in the type
      offset = skipAnnotation(offset);
    }
  }

  private int moveTarget(int offset, Bytes copy, int shift) {
    int target = file[offset] & 0xFF;
    if (target == LOCAL_VARIABLE || target == RESOURCE_VARIABLE) {
      moveRanges(offset + 1, 6, copy, shift);
      return offset + 3 + 6 * ClassLayout.shortAt(file, offset + 1);
    }
    if (target < LOCAL_VARIABLE || target > LAST_TYPE_ARGUMENT) {
      throw new IllegalArgumentException("annotation of a type at " + target);
    }
    if (target >= INSTANCE_TEST) {
      int place = ClassLayout.shortAt(file, offset + 1);
      copy.setShort(offset + 1 + shift, movedTo[place]);
    }
    return offset + (target >= CAST ? 4 : 3);
  }

  private int skipAnnotation(int annotation) {
    int offset = annotation + 4;
    for (int i = ClassLayout.shortAt(file, annotation + 2); i > 0; i--) {
      offset = skipValue(offset + 2);
    }
    return offset;
  }

  private int skipValue(int value) {
    switch (file[value]) {
      case 'e':
        return value + 5;
      case '@':
        return skipAnnotation(value + 1);
      case '[':
        int offset = value + 3;
        for (int i = ClassLayout.shortAt(file, value + 1); i > 0; i--) {
          offset = skipValue(offset);
        }
        return offset;
      default:
        return value + 3;
    }
  }
}
