package io.heapwise.rewrite;

import io.heapwise.analysis.CopiedConstants;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tells from the constant pool alone, without allocating, that a class file cannot hold any
 * candidate. Nearly every class that a program loads goes no further than this.
 */
final class ConstantPoolScan {
  private static final int MAGIC = 0xCAFEBABE;

  /** How the descriptor of a method begins that returns an array of objects and takes nothing. */
  static final byte[] RETURNS_ARRAY = {'(', ')', '[', 'L'};

  /** How the descriptor of a method begins that takes an array of objects first. */
  static final byte[] TAKES_ARRAY = {'(', '[', 'L'};

  /** Where the classes are that are no enums of a program, and that every class names. */
  private static final byte[] LANGUAGE = "java/lang/".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] VALUES = CopiedConstants.METHOD.getBytes(StandardCharsets.US_ASCII);

  /** Longer texts are with those of this length. */
  private static final int LONGEST = 63;

  /** By length: this is asked for each constant of each class that is loaded. */
  private final byte[][][] wanted = new byte[LONGEST + 1][0][];

  /** Whether calls of {@code values()} of other classes are wanted. */
  private final boolean wantsConstants;

  /** Whether calls are wanted that take an array of constants. */
  private final boolean wantsArguments;

  ConstantPoolScan(List<Rewrite> rewrites) {
    boolean ofConstants = false;
    boolean ofArguments = false;
    for (Rewrite rewrite : rewrites) {
      for (Anchor anchor : rewrite.anchors()) {
        ofConstants |= anchor.condition == Anchor.OTHER_CONSTANTS;
        ofArguments |= anchor.isOfArguments();
        for (byte[] constant : anchor.rarestConstants()) {
          add(constant);
        }
      }
    }
    wantsConstants = ofConstants;
    wantsArguments = ofArguments;
  }

  private void add(byte[] constant) {
    int length = Math.min(LONGEST, constant.length);
    byte[][] more = Arrays.copyOf(wanted[length], wanted[length].length + 1);
    more[more.length - 1] = constant;
    wanted[length] = more;
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
    boolean namesValues = false;
    boolean returnsArray = false;
    for (int i = 1; i < count; i++) {
      int tag = file[offset];
      if (tag == 1) {
        // Spelled out, as it is interpreted for the first hundreds of classes.
        int length = (file[offset + 1] & 0xFF) << 8 | file[offset + 2] & 0xFF;
        byte[][] likely = wanted[length < LONGEST ? length : LONGEST];
        if (likely.length > 0 && isAnyOf(likely, file, offset + 3, length)) {
          return true;
        }
        if (wantsArguments && takesArrayAlone(file, offset + 3, length)) {
          return true;
        }
        if (wantsConstants) {
          namesValues |= length == VALUES.length && ClassLayout.isAt(file, offset + 3, VALUES);
          returnsArray |=
              length > RETURNS_ARRAY.length && ClassLayout.isAt(file, offset + 3, RETURNS_ARRAY);
          if (namesValues && returnsArray) {
            return true;
          }
        }
        offset += 3 + length;
      } else {
        offset += ConstantPool.sizeAt(file, offset);
        if (tag == 5 || tag == 6) {
          i++; // a long or double takes two places
        }
      }
    }
    return false;
  }

  /**
   * Whether a text is the descriptor of a method that takes an array of objects and nothing else,
   * unless those are of the language itself.
   */
  static boolean takesArrayAlone(byte[] file, int offset, int length) {
    int type = offset + TAKES_ARRAY.length;
    if (length < TAKES_ARRAY.length
        || !ClassLayout.isAt(file, offset, TAKES_ARRAY)
        || ClassLayout.isAt(file, type, LANGUAGE)) {
      return false;
    }
    int end = offset + length - 1;
    while (type < end && file[type] != ';') {
      type++;
    }
    return type < end && file[type + 1] == ')';
  }

  private static boolean isAnyOf(byte[][] texts, byte[] file, int offset, int length) {
    byte last = file[offset + length - 1];
    for (byte[] constant : texts) {
      if (constant[constant.length - 1] == last
          && constant.length == length
          && ClassLayout.isAt(file, offset, constant)) {
        return true;
      }
    }
    return false;
  }
}
