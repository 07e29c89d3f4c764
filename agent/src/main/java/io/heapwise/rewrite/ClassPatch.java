package io.heapwise.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.Opcodes;

/**
 * A class file with instructions overwritten in place and constants added behind the others. No
 * instruction moves, so that branch targets, exception ranges, stack map frames, line numbers and
 * local variables stay true as they are, and what is not touched is copied as bytes. Far cheaper
 * than writing a class anew from its parts: programs load thousands.
 *
 * <p>Confined to one thread.
 */
public final class ClassPatch {
  private static final int MAX_CONSTANTS = 65535;

  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final int HANDLE = 15;
  private static final int DYNAMIC = 18;
  private static final String CONCAT_FACTORY = "java/lang/invoke/StringConcatFactory";
  private static final String MAKE_CONCAT = "makeConcatWithConstants";
  private static final String MAKE_CONCAT_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
          + "Ljava/lang/invoke/CallSite;";

  private final byte[] original;
  private final ClassLayout layout;
  private final List<Constant> added = new ArrayList<>();
  private final Bytes constantBytes = new Bytes(256);
  private final DataOutputStream constants = new DataOutputStream(constantBytes);
  private final Bytes bootstrapBytes = new Bytes(0);
  private final DataOutputStream bootstraps = new DataOutputStream(bootstrapBytes);
  private int constantCount;
  private int addedBootstraps;

  /** Overwritten bytes, in the order of writing: offset and value in turn. */
  private final IntArrayList edits;

  /**
   * @param edits an empty list, lent to this object
   */
  ClassPatch(byte[] original, ClassLayout layout, IntArrayList edits) {
    this.original = original;
    this.edits = edits;
    this.layout = layout;
    constantCount = ClassLayout.shortAt(original, 8);
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  boolean isTouched(int offset) {
    for (int i = 0; i < edits.size(); i += 2) {
      if (edits.getInt(i) == offset) {
        return true;
      }
    }
    return false;
  }

  /** Overwrites with {@code nop}. */
  void nop(int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      put(i, Opcodes.NOP);
    }
  }

  /** Overwrites three bytes with an instruction and its two-byte operand. */
  void put(int offset, int opcode, int operand) {
    put(offset, opcode);
    put(offset + 1, operand >> 8);
    put(offset + 2, operand);
  }

  /** Overwrites five bytes with a concatenation of the operands on the stack. */
  void putConcat(int offset, String descriptor, String recipe) {
    put(offset, Opcodes.INVOKEDYNAMIC, concat(descriptor, recipe));
    nop(offset + 3, 2); // two zeros belong to the instruction
  }

  void setMaxStack(int codeOffset, int slots) {
    put(codeOffset - 8, slots >> 8);
    put(codeOffset - 7, slots);
  }

  int maxStack(int codeOffset) {
    return ClassLayout.shortAt(original, codeOffset - 8);
  }

  private void put(int offset, int value) {
    edits.addInt(offset);
    edits.addInt(value);
  }

  /** Index of a constant for a method of a class. */
  int method(String owner, String name, String descriptor) {
    int known = find(METHOD, owner, name, descriptor);
    if (known > 0) {
      return known;
    }
    int type = constant(CLASS, owner);
    return add(METHOD, owner, name, descriptor, two(type, nameAndType(name, descriptor)), 4);
  }

  private int concat(String descriptor, String recipe) {
    int known = find(DYNAMIC, recipe, descriptor, "");
    if (known > 0) {
      return known;
    }
    int bootstrap = bootstrap(recipe);
    int nameAndType = nameAndType(MAKE_CONCAT, descriptor);
    return add(DYNAMIC, recipe, descriptor, "", two(bootstrap, nameAndType), 4);
  }

  /** Adds a bootstrap method for each call: two that share a recipe are rare. */
  private int bootstrap(String recipe) {
    int factory = method(CONCAT_FACTORY, MAKE_CONCAT, MAKE_CONCAT_DESCRIPTOR);
    int handle = find(HANDLE, CONCAT_FACTORY, "", "");
    if (handle == 0) {
      int operand = Opcodes.H_INVOKESTATIC << 16 | factory;
      handle = add(HANDLE, CONCAT_FACTORY, "", "", operand, 3);
    }
    try {
      bootstraps.writeShort(handle);
      bootstraps.writeShort(1);
      bootstraps.writeShort(constant(STRING, recipe));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layout.bootstrapMethods() + addedBootstraps++;
  }

  private int nameAndType(String name, String descriptor) {
    int known = find(NAME_AND_TYPE, name, descriptor, "");
    return known > 0
        ? known
        : add(NAME_AND_TYPE, name, descriptor, "", two(utf8(name), utf8(descriptor)), 4);
  }

  /** A class or string: a tag and a reference to its text. */
  private int constant(int tag, String text) {
    int known = find(tag, text, "", "");
    return known > 0 ? known : add(tag, text, "", "", utf8(text), 2);
  }

  private int utf8(String text) {
    int known = find(UTF8, text, "", "");
    if (known > 0) {
      return known;
    }
    try {
      constants.writeByte(UTF8);
      constants.writeUTF(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number(new Constant(UTF8, text, "", "", constantCount));
  }

  private static int two(int first, int second) {
    return first << 16 | second;
  }

  /** Index of a constant added before, or 0. There are seldom more than twenty. */
  private int find(int tag, String first, String second, String third) {
    for (int i = 0; i < added.size(); i++) {
      Constant constant = added.get(i);
      if (constant.tag == tag
          && constant.first.equals(first)
          && constant.second.equals(second)
          && constant.third.equals(third)) {
        return constant.index;
      }
    }
    return 0;
  }

  /**
   * @param operands the bytes behind the tag, as many as {@code length} says
   */
  private int add(int tag, String first, String second, String third, int operands, int length) {
    try {
      constants.writeByte(tag);
      for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
        constants.writeByte(operands >> shift);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number(new Constant(tag, first, second, third, constantCount));
  }

  private int number(Constant constant) {
    if (constantCount >= MAX_CONSTANTS) {
      throw new ConstantPoolFullException();
    }
    added.add(constant);
    return constantCount++;
  }

  private record Constant(int tag, String first, String second, String third, int index) {}

  /** The class file with everything in it. */
  byte[] apply() {
    boolean newAttribute = addedBootstraps > 0 && !layout.hasBootstrapMethods();
    int attributeName = newAttribute ? utf8("BootstrapMethods") : 0;
    int bootstrapLength = bootstrapBytes.size() + (newAttribute ? 8 : 0);
    int shift = constantBytes.size();
    byte[] result = new byte[original.length + shift + bootstrapLength];
    int constantsEnd = layout.constantsEnd();
    // Bootstrap methods go behind those that are there or, for lack of any, to the end of the file.
    int split = addedBootstraps > 0 ? layout.bootstrapMethodsEnd() : original.length;
    System.arraycopy(original, 0, result, 0, constantsEnd);
    ClassLayout.putShort(result, 8, constantCount);
    constantBytes.copyTo(result, constantsEnd);
    System.arraycopy(original, constantsEnd, result, constantsEnd + shift, split - constantsEnd);
    for (int i = 0; i < edits.size(); i += 2) {
      result[edits.getInt(i) + shift] = (byte) edits.getInt(i + 1);
    }
    if (addedBootstraps > 0) {
      addBootstraps(result, shift, split + shift, attributeName);
      System.arraycopy(
          original, split, result, split + shift + bootstrapLength, original.length - split);
    }
    return result;
  }

  private void addBootstraps(byte[] result, int shift, int at, int newAttributeName) {
    int length = bootstrapBytes.size();
    if (newAttributeName == 0) {
      int attribute = layout.bootstrapMethodsOffset() + shift;
      int oldLength = ClassLayout.intAt(result, attribute + 2);
      ClassLayout.putInt(result, attribute + 2, oldLength + length);
      int count = ClassLayout.shortAt(result, attribute + 6);
      ClassLayout.putShort(result, attribute + 6, count + addedBootstraps);
      bootstrapBytes.copyTo(result, at);
      return;
    }
    int attributes = layout.attributes() + shift;
    ClassLayout.putShort(result, attributes, ClassLayout.shortAt(result, attributes) + 1);
    ClassLayout.putShort(result, at, newAttributeName);
    ClassLayout.putInt(result, at + 2, 2 + length);
    ClassLayout.putShort(result, at + 6, addedBootstraps);
    bootstrapBytes.copyTo(result, at + 8);
  }

  /** Bytes that can be copied from where they are. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes(int size) {
      super(size);
    }

    void copyTo(byte[] target, int offset) {
      System.arraycopy(buf, 0, target, offset, count);
    }
  }
}
