package io.heapwise.rewrite;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * The constants of one class file, found by their index and decoded when asked for. Works on an
 * array that is lent to it, so that looking at a class allocates next to nothing.
 */
final class ConstantPool {
  private static final int[] SIZES = new int[21];

  static {
    SIZES[3] = SIZES[4] = SIZES[9] = SIZES[10] = SIZES[11] = SIZES[12] = SIZES[17] = SIZES[18] = 4;
    SIZES[5] = SIZES[6] = 8;
    SIZES[7] = SIZES[8] = SIZES[16] = SIZES[19] = SIZES[20] = 2;
    SIZES[15] = 3;
  }

  private final byte[] file;
  private final NameCache names;
  private final int[] offsets;
  private final String[] decoded;
  private final int count;
  private final int end;

  /**
   * @param offsets at least as long as there are constants; in use as long as this object is
   * @param decoded the same, and all null
   */
  ConstantPool(byte[] file, NameCache names, int[] offsets, String[] decoded) {
    this.file = file;
    this.names = names;
    this.offsets = offsets;
    this.decoded = decoded;
    count = countOf(file);
    int offset = 10;
    for (int i = 1; i < count; i++) {
      int tag = file[offset];
      offsets[i] = offset + 1;
      if (tag == 1) { // spelled out, as it is interpreted for the first hundreds of classes
        offset += 3 + ((file[offset + 1] & 0xFF) << 8 | file[offset + 2] & 0xFF);
      } else {
        offset += sizeAt(file, offset);
        if (tag == 5 || tag == 6) {
          offsets[++i] = 0; // a long or double takes two places
        }
      }
    }
    end = offset;
  }

  static int countOf(byte[] file) {
    return ClassLayout.shortAt(file, 8);
  }

  /** Bytes of the constant whose tag is at an offset, the tag included. */
  static int sizeAt(byte[] file, int offset) {
    int tag = file[offset];
    if (tag == 1) {
      return 3 + ClassLayout.shortAt(file, offset + 1);
    }
    if (SIZES[tag] == 0) {
      throw new IndexOutOfBoundsException("constant pool tag " + tag);
    }
    return 1 + SIZES[tag];
  }

  /** The class file. */
  byte[] file() {
    return file;
  }

  int count() {
    return count;
  }

  /** Offset of the first byte behind the constants: the access flags of the class. */
  int end() {
    return end;
  }

  /** Offset of a constant, behind its tag; 0 where there is none. */
  int offset(int index) {
    return offsets[index];
  }

  /** Offset of the constant, behind its tag, whose index stands at an offset. */
  int referredAt(int reference) {
    return offsets[ClassLayout.shortAt(file, reference)];
  }

  int tagAt(int constant) {
    return file[constant - 1];
  }

  /** Whether the constant whose index stands at an offset is this text. */
  boolean isText(int reference, byte[] text) {
    return isTextAt(referredAt(reference), text);
  }

  /**
   * @param constant offset of a text
   */
  boolean isTextAt(int constant, byte[] text) {
    return ClassLayout.shortAt(file, constant) == text.length
        && ClassLayout.isAt(file, constant + 2, text);
  }

  /** Whether the text whose index stands at an offset begins like that. */
  boolean startsWith(int reference, byte[] text) {
    return ClassLayout.isAt(file, referredAt(reference) + 2, text);
  }

  /**
   * @param constant offset of a text
   */
  boolean endsWithAt(int constant, byte[] text) {
    int end = constant + 2 + ClassLayout.shortAt(file, constant);
    return ClassLayout.isAt(file, end - text.length, text);
  }

  /** Whether any constant names a class. */
  boolean namesClass(byte[] internalName) {
    for (int i = 1; i < count; i++) {
      int constant = offsets[i];
      if (constant > 0 && tagAt(constant) == 7 && isText(constant, internalName)) {
        return true;
      }
    }
    return false;
  }

  /** The text whose index stands at an offset. */
  String name(int reference) {
    int index = ClassLayout.shortAt(file, reference);
    String known = decoded[index];
    if (known != null) {
      return known;
    }
    int constant = offsets[index];
    int length = ClassLayout.shortAt(file, constant);
    String name = names.get(file, constant + 2, length);
    decoded[index] = name != null ? name : decode(constant, length);
    return decoded[index];
  }

  /** The name of the class, or other constant that refers to a text, whose index stands there. */
  String className(int reference) {
    return name(referredAt(reference));
  }

  /**
   * Owner, name and descriptor of a field or method.
   *
   * @param constant its offset
   */
  void decodeMember(int constant, String[] ownerNameAndDescriptor) {
    int nameAndType = referredAt(constant + 2);
    int reference = referredAt(constant);
    // One call for all three: it is compiled with all that it calls.
    for (int i = 0; i < ownerNameAndDescriptor.length; i++) {
      ownerNameAndDescriptor[i] = name(reference);
      reference = nameAndType + 2 * i;
    }
  }

  /** What {@code ldc} pushes. */
  Object value(int index) {
    int constant = offsets[index];
    return switch (tagAt(constant)) {
      case 3 -> ClassLayout.intAt(file, constant);
      case 4 -> Float.intBitsToFloat(ClassLayout.intAt(file, constant));
      case 5 -> longAt(constant);
      case 6 -> Double.longBitsToDouble(longAt(constant));
      case 7 -> Type.getObjectType(name(constant));
      case 8 -> name(constant);
      case 15 -> handle(index);
      case 16 -> Type.getMethodType(name(constant));
      case 17 -> {
        int nameAndType = referredAt(constant + 2);
        yield new ConstantDynamic(name(nameAndType), name(nameAndType + 2), null);
      }
      default -> throw new IndexOutOfBoundsException("constant pool tag " + tagAt(constant));
    };
  }

  Handle handle(int index) {
    int constant = offsets[index];
    int member = referredAt(constant + 1);
    int nameAndType = referredAt(member + 2);
    return new Handle(
        file[constant],
        className(member),
        name(nameAndType),
        name(nameAndType + 2),
        tagAt(member) == 11);
  }

  private boolean isAscii(int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (file[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private long longAt(int offset) {
    long high = ClassLayout.intAt(file, offset);
    return high << 32 | ClassLayout.intAt(file, offset + 4) & 0xFFFFFFFFL;
  }

  private String decode(int constant, int length) {
    if (isAscii(constant + 2, length)) {
      @SuppressWarnings("deprecation") // the high byte is 0
      String text = new String(file, 0, constant + 2, length);
      return text;
    }
    try {
      return new DataInputStream(new ByteArrayInputStream(file, constant, 2 + length)).readUTF();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
