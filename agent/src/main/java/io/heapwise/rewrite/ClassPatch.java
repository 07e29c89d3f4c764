package io.heapwise.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
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
  private static final String CONCAT_FACTORY = "java/lang/invoke/StringConcatFactory";
  private static final String MAKE_CONCAT = "makeConcatWithConstants";
  private static final String MAKE_CONCAT_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
          + "Ljava/lang/invoke/CallSite;";

  private final byte[] original;
  private final ClassLayout layout;
  private final Map<String, Integer> added = new HashMap<>();

  private final ByteArrayOutputStream constantBytes = new ByteArrayOutputStream(256);
  private final DataOutputStream constants = new DataOutputStream(constantBytes);
  private final ByteArrayOutputStream bootstrapBytes = new ByteArrayOutputStream(0);
  private final DataOutputStream bootstraps = new DataOutputStream(bootstrapBytes);
  private int constantCount;
  private int addedBootstraps;

  /** Overwritten bytes, in the order of writing: offset and value in turn. */
  private final IntArrayList edits = new IntArrayList();

  ClassPatch(byte[] original, ClassLayout layout) {
    this.original = original;
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
    String key = "M" + owner + '.' + name + descriptor;
    Integer known = added.get(key);
    return known != null
        ? known
        : add(key, 10, two(constant(7, owner), nameAndType(name, descriptor)));
  }

  private int concat(String descriptor, String recipe) {
    int bootstrap = bootstrap(recipe);
    String key = "D" + bootstrap + descriptor;
    Integer known = added.get(key);
    return known != null
        ? known
        : add(key, 18, two(bootstrap, nameAndType(MAKE_CONCAT, descriptor)));
  }

  private int bootstrap(String recipe) {
    Integer known = added.get("B" + recipe);
    if (known != null) {
      return known;
    }
    int factory = method(CONCAT_FACTORY, MAKE_CONCAT, MAKE_CONCAT_DESCRIPTOR);
    Integer handle = added.get("H");
    if (handle == null) {
      handle = addHandle(factory);
    }
    try {
      bootstraps.writeShort(handle);
      bootstraps.writeShort(1);
      bootstraps.writeShort(constant(8, recipe));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int index = layout.bootstrapMethods() + addedBootstraps++;
    added.put("B" + recipe, index);
    return index;
  }

  private int nameAndType(String name, String descriptor) {
    String key = "N" + name + descriptor;
    Integer known = added.get(key);
    return known != null ? known : add(key, 12, two(utf8(name), utf8(descriptor)));
  }

  /** A class or string: a tag and a reference to its text. */
  private int constant(int tag, String text) {
    String key = (tag == 7 ? "C" : "S") + text;
    Integer known = added.get(key);
    return known != null ? known : add(key, tag, utf8(text), 2);
  }

  private int utf8(String text) {
    String key = "U" + text;
    Integer known = added.get(key);
    if (known != null) {
      return known;
    }
    try {
      constants.writeByte(1);
      constants.writeUTF(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number(key);
  }

  private int addHandle(int method) {
    try {
      constants.writeByte(15);
      constants.writeByte(Opcodes.H_INVOKESTATIC);
      constants.writeShort(method);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number("H");
  }

  private static int two(int first, int second) {
    return first << 16 | second;
  }

  private int add(String key, int tag, int operands) {
    return add(key, tag, operands, 4);
  }

  private int add(String key, int tag, int operands, int length) {
    try {
      constants.writeByte(tag);
      if (length == 2) {
        constants.writeShort(operands);
      } else {
        constants.writeInt(operands);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number(key);
  }

  private int number(String key) {
    if (constantCount >= MAX_CONSTANTS) {
      throw new IllegalStateException("the constant pool is full");
    }
    added.put(key, constantCount);
    return constantCount++;
  }

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
    System.arraycopy(constantBytes.toByteArray(), 0, result, constantsEnd, shift);
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
    byte[] added = bootstrapBytes.toByteArray();
    if (newAttributeName == 0) {
      int attribute = layout.bootstrapMethodsOffset() + shift;
      int length = ClassLayout.intAt(result, attribute + 2);
      ClassLayout.putInt(result, attribute + 2, length + added.length);
      int count = ClassLayout.shortAt(result, attribute + 6);
      ClassLayout.putShort(result, attribute + 6, count + addedBootstraps);
      System.arraycopy(added, 0, result, at, added.length);
      return;
    }
    int attributes = layout.attributes() + shift;
    ClassLayout.putShort(result, attributes, ClassLayout.shortAt(result, attributes) + 1);
    ClassLayout.putShort(result, at, newAttributeName);
    ClassLayout.putInt(result, at + 2, 2 + added.length);
    ClassLayout.putShort(result, at + 6, addedBootstraps);
    System.arraycopy(added, 0, result, at + 8, added.length);
  }
}
