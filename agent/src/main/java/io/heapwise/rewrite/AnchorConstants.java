package io.heapwise.rewrite;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Which constants of a class file are those of anchors: what code refers to them is looked at more
 * closely, by {@link CodeScan}. Kept from one class to the next; in the hands of one thread at a
 * time.
 */
final class AnchorConstants {
  /** All opcodes of anchors are from here on. */
  static final int REGEX = 128;

  /** Stands for {@code invokestatic} of {@code values()} of an enum, which is no opcode of one. */
  static final byte CONSTANTS = 1;

  /** The same for {@code invokevirtual} of a method whose text must be parsed at once. */
  static final byte PART = 2;

  /** The same for a call whose text must be appended at once, or by way of a variable. */
  static final byte APPENDED = 3;

  /** The same for a call whose text must be concatenated at once, with nothing but constants. */
  static final byte CONCATENATED = 4;

  /** The same for a method of a logger that takes a text. */
  static final byte LOG = 5;

  /** The same for one that tells whether a level is on. */
  static final byte LEVEL_QUESTION = 6;

  /** The same for one whose array must be written or digested at once. */
  static final byte CONSUMED = 7;

  /** The same for {@code invokevirtual} whose array must be stored in a variable at once. */
  static final byte STORED = 8;

  private static final byte[] ANSWERS = {')', 'Z'};

  private ConstantPool constants;
  private byte[] file;
  private AnchorIndex anchors;

  /** By constant, what {@link #markOf(int)} says. */
  private byte[] marks = {};

  /** By constant that has a mark, the rewrites that have such an anchor, one bit each. */
  private long[] rewrites = {};

  private int arrays;
  private long arrayRewrites;
  private long argumentRewrites;
  private boolean isEmpty;

  /** Index of the constant that names the class. */
  private int thisClass;

  /** Finds those of a class, in place of what was found before. */
  void find(ConstantPool ofClass, AnchorIndex wanted) {
    constants = ofClass;
    file = ofClass.file();
    anchors = wanted;
    int count = constants.count();
    if (marks.length < count) {
      int room = Math.max(count, 2 * marks.length);
      marks = new byte[room];
      rewrites = new long[room];
    }
    arrays = 0;
    arrayRewrites = 0;
    argumentRewrites = 0;
    thisClass = ClassLayout.shortAt(file, constants.end() + 2);
    Arrays.fill(marks, 0, count, (byte) 0);
    isEmpty = true;
    for (int i = 1; i < count; i++) {
      int offset = constants.offset(i);
      int tag = offset > 0 ? file[offset - 1] : 0;
      if (tag == 7) {
        findAllocation(i, offset);
      } else if (tag == 10 || tag == 11) {
        findCall(i, offset);
      }
    }
    isEmpty &= arrays == 0 && argumentRewrites == 0;
  }

  /** Drops the class that was looked at. */
  void clear() {
    constants = null;
    file = null;
    anchors = null;
  }

  /** Whether the class can hold no anchor. */
  boolean isEmpty() {
    return isEmpty;
  }

  /**
   * The opcode of the anchor that a constant belongs to, or 0; less {@link #REGEX} where it takes a
   * regular expression; or one of the other constants of this class.
   */
  int markOf(int constant) {
    return marks[constant];
  }

  /** The rewrites that have an anchor with a constant, one bit each. */
  long rewritesOf(int constant) {
    return rewrites[constant];
  }

  /** The rewrites that want arrays of an element type, as {@code newarray} numbers them. */
  long rewritesOfArrays(int elementType) {
    return (arrays >> elementType & 1) != 0 ? arrayRewrites : 0;
  }

  /** The rewrites that leave calls alone that lead only to a throw, one bit each. */
  long rewritesOfCalls() {
    return anchors.ofCalls();
  }

  /** The rewrites that want calls that take an array of constants, if the class may have such. */
  long rewritesOfArguments() {
    return argumentRewrites;
  }

  /**
   * Whether a method takes an array of objects and nothing else.
   *
   * @param descriptor offset of a text
   */
  static boolean takesArrayAlone(byte[] file, int descriptor) {
    return ConstantPoolScan.takesArrayAlone(
        file, descriptor + 2, ClassLayout.shortAt(file, descriptor));
  }

  /**
   * @param offset of the constant, a class
   */
  private void findAllocation(int index, int offset) {
    int name = constants.referredAt(offset);
    int length = ClassLayout.shortAt(file, name);
    for (AnchorIndex.Entry entry : anchors.allocations(file, name + 2, length)) {
      if (constants.isTextAt(name, entry.anchor.owner)) {
        note(index, entry, (byte) Opcodes.NEW);
      }
    }
  }

  /**
   * @param offset of the constant, a method
   */
  private void findCall(int index, int offset) {
    int nameAndType = constants.referredAt(offset + 2);
    int name = constants.referredAt(nameAndType);
    int descriptor = constants.referredAt(nameAndType + 2);
    findArrayAnchors(descriptor);
    if (anchors.ofArguments() != 0 && takesArrayAlone(file, descriptor)) {
      argumentRewrites = anchors.ofArguments();
    }
    int type = ClassLayout.shortAt(file, offset);
    int owner = constants.referredAt(constants.offset(type));
    int ownerLength = ClassLayout.shortAt(file, owner);
    for (AnchorIndex.Entry entry : anchors.loggers(file, owner + 2, ownerLength)) {
      if (constants.isTextAt(owner, entry.anchor.owner)) {
        note(index, entry, ofLogger(nameAndType, entry.anchor));
      }
    }
    int length = ClassLayout.shortAt(file, name);
    for (AnchorIndex.Entry entry : anchors.named(file, name + 2, length)) {
      if (constants.isTextAt(name, entry.anchor.name) && holds(entry.anchor, offset, owner)) {
        note(index, entry, markOf(entry.anchor));
      }
    }
    if (type == thisClass) {
      for (AnchorIndex.Entry entry : anchors.ownCalls()) {
        if (constants.isTextAt(descriptor, entry.anchor.name)) {
          note(index, entry, (byte) entry.anchor.opcode);
        }
      }
    }
  }

  /** The first anchor that a constant belongs to says what must hold of it. */
  private void note(int index, AnchorIndex.Entry entry, byte mark) {
    if (mark != 0) {
      if (marks[index] == 0) {
        marks[index] = mark;
        rewrites[index] = 0;
        isEmpty = false;
      }
      rewrites[index] |= entry.rewrite;
    }
  }

  /** Whether all but the name of a method is that of an anchor. */
  private boolean holds(Anchor anchor, int method, int owner) {
    if (anchor.isOfConstants()) {
      return file[method - 1] == 10
          && returnsArrayOf(method)
          && isWanted(anchor, ClassLayout.shortAt(file, method) == thisClass);
    }
    return (anchor.owner == null || constants.isTextAt(owner, anchor.owner))
        && (anchor.beside == null || constants.namesClass(anchor.beside));
  }

  private static byte markOf(Anchor anchor) {
    return switch (anchor.condition) {
      case Anchor.OWN_CONSTANTS, Anchor.OTHER_CONSTANTS -> CONSTANTS;
      case Anchor.PART -> PART;
      case Anchor.APPENDED -> APPENDED;
      case Anchor.CONCATENATED -> CONCATENATED;
      case Anchor.CONSUMED -> CONSUMED;
      case Anchor.STORED -> STORED;
      case Anchor.REGEX -> (byte) (anchor.opcode - REGEX);
      default -> (byte) anchor.opcode;
    };
  }

  /**
   * @param nameAndType of a method of a logger
   */
  private byte ofLogger(int nameAndType, Anchor anchor) {
    int descriptor = nameAndType + 2;
    if (isAnyOf(anchor.companions, descriptor)) {
      return isAnyOf(anchor.methods, nameAndType) ? LOG : 0;
    }
    return constants.endsWithAt(constants.referredAt(descriptor), ANSWERS) ? LEVEL_QUESTION : 0;
  }

  private static boolean isWanted(Anchor ofConstants, boolean isOwn) {
    return ofConstants.condition == (isOwn ? Anchor.OWN_CONSTANTS : Anchor.OTHER_CONSTANTS);
  }

  /** Whether a method takes nothing and returns an array of objects of the class that it is of. */
  private boolean returnsArrayOf(int method) {
    int owner = constants.referredAt(constants.referredAt(method));
    int nameAndType = constants.referredAt(method + 2);
    int descriptor = constants.referredAt(nameAndType + 2);
    int length = ClassLayout.shortAt(file, owner);
    int start = descriptor + 2 + ConstantPoolScan.RETURNS_ARRAY.length;
    return ClassLayout.shortAt(file, descriptor)
            == ConstantPoolScan.RETURNS_ARRAY.length + length + 1
        && ClassLayout.isAt(file, descriptor + 2, ConstantPoolScan.RETURNS_ARRAY)
        && Arrays.equals(file, owner + 2, owner + 2 + length, file, start, start + length);
  }

  /**
   * @param descriptor of a method that is called
   */
  private void findArrayAnchors(int descriptor) {
    int length = ClassLayout.shortAt(file, descriptor);
    for (AnchorIndex.Entry entry : anchors.arrays(file, descriptor + 2, length)) {
      for (byte[] companion : entry.anchor.companions) {
        if (constants.isTextAt(descriptor, companion)) {
          arrays |= 1 << entry.anchor.elementType;
          arrayRewrites |= entry.rewrite;
        }
      }
    }
  }

  private boolean isAnyOf(byte[][] texts, int reference) {
    for (byte[] text : texts) {
      if (constants.isText(reference, text)) {
        return true;
      }
    }
    return false;
  }
}
