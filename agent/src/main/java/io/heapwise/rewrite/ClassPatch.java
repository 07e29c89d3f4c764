package io.heapwise.rewrite;

import org.agrona.collections.IntArrayList;
import org.objectweb.asm.Opcodes;

/**
 * A class file with instructions overwritten in place and constants added behind the others. Where
 * nothing more is done to a method no instruction of it moves, so that branch targets, exception
 * ranges, stack map frames, line numbers and local variables stay true as they are; what is not
 * touched is copied as bytes. Far cheaper than writing a class anew from its parts: programs load
 * thousands.
 *
 * <p>Confined to one thread.
 */
final class ClassPatch {
  private static final String CONCAT_FACTORY = "java/lang/invoke/StringConcatFactory";
  private static final String MAKE_CONCAT = "makeConcatWithConstants";
  private static final String MAKE_CONCAT_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
          + "Ljava/lang/invoke/CallSite;";

  private final byte[] original;
  private final ClassLayout layout;
  private final AddedConstants added;
  private final Bytes bootstraps;
  private int addedBootstraps;

  /** Overwritten bytes, in the order of writing: offset and value in turn. */
  private final IntArrayList edits;

  /**
   * @param scratch of which some parts are lent to this object
   */
  ClassPatch(byte[] original, ClassLayout layout, ReadingScratch scratch) {
    this.original = original;
    this.layout = layout;
    edits = scratch.edits;
    added = scratch.addedConstants;
    bootstraps = scratch.bootstraps;
    added.begin(ConstantPool.countOf(original));
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

  /** The same, or what it is overwritten with. */
  int maxStackSet(int codeOffset) {
    byte[] slots = overwritten(codeOffset - 8, codeOffset - 6);
    return ClassLayout.shortAt(slots, 0);
  }

  private void put(int offset, int value) {
    edits.addInt(offset);
    edits.addInt(value);
  }

  /** Index of a constant for a method of a class. */
  int method(String owner, String name, String descriptor) {
    return added.member(AddedConstants.METHOD, owner, name, descriptor);
  }

  private int concat(String descriptor, String recipe) {
    int known = added.dynamicCall(recipe, MAKE_CONCAT, descriptor);
    return known > 0
        ? known
        : added.addDynamicCall(recipe, bootstrap(recipe), MAKE_CONCAT, descriptor);
  }

  /** Adds a bootstrap method for each call: two that share a recipe are rare. */
  private int bootstrap(String recipe) {
    bootstraps.putShort(added.staticHandle(CONCAT_FACTORY, MAKE_CONCAT, MAKE_CONCAT_DESCRIPTOR));
    bootstraps.putShort(1);
    bootstraps.putShort(added.string(recipe));
    return layout.bootstrapMethods() + addedBootstraps++;
  }

  /** A part of the class file as it is overwritten. */
  byte[] overwritten(int from, int to) {
    byte[] part = new byte[to - from];
    System.arraycopy(original, from, part, 0, part.length);
    for (int i = 0; i < edits.size(); i += 2) {
      int offset = edits.getInt(i);
      if (offset >= from && offset < to) {
        part[offset - from] = (byte) edits.getInt(i + 1);
      }
    }
    return part;
  }

  /** The class file with everything in it, and with other code in methods that have grown. */
  byte[] apply(ClassGrowth growth) {
    boolean newAttribute = addedBootstraps > 0 && !layout.hasBootstrapMethods();
    int attributeName = newAttribute ? added.utf8("BootstrapMethods") : 0;
    int bootstrapLength = bootstraps.size() + (newAttribute ? 8 : 0);
    Bytes constants = added.bytes();
    int shift = constants.size() + growth.bytes();
    byte[] result = new byte[original.length + shift + bootstrapLength];
    int constantsEnd = layout.constantsEnd();
    // Bootstrap methods go behind those that are there or, for lack of any, to the end of the file.
    int split = addedBootstraps > 0 ? layout.bootstrapMethodsEnd() : original.length;
    System.arraycopy(original, 0, result, 0, constantsEnd);
    ClassLayout.putShort(result, 8, added.count());
    System.arraycopy(constants.array(), 0, result, constantsEnd, constants.size());
    growth.copy(original, constantsEnd, split, result, constantsEnd + constants.size());
    for (int i = 0; i < edits.size(); i += 2) {
      int moved = growth.moved(edits.getInt(i));
      if (moved >= 0) {
        result[moved + constants.size()] = (byte) edits.getInt(i + 1);
      }
    }
    if (addedBootstraps > 0) {
      addBootstraps(result, shift, split + shift, attributeName);
      System.arraycopy(
          original, split, result, split + shift + bootstrapLength, original.length - split);
    }
    return result;
  }

  private void addBootstraps(byte[] result, int shift, int at, int newAttributeName) {
    int length = bootstraps.size();
    if (newAttributeName == 0) {
      int attribute = layout.bootstrapMethodsOffset() + shift;
      int oldLength = ClassLayout.intAt(result, attribute + 2);
      ClassLayout.putInt(result, attribute + 2, oldLength + length);
      int count = ClassLayout.shortAt(result, attribute + 6);
      ClassLayout.putShort(result, attribute + 6, count + addedBootstraps);
      System.arraycopy(bootstraps.array(), 0, result, at, length);
      return;
    }
    int attributes = layout.attributes() + shift;
    ClassLayout.putShort(result, attributes, ClassLayout.shortAt(result, attributes) + 1);
    ClassLayout.putShort(result, at, newAttributeName);
    ClassLayout.putInt(result, at + 2, 2 + length);
    ClassLayout.putShort(result, at + 6, addedBootstraps);
    System.arraycopy(bootstraps.array(), 0, result, at + 8, length);
  }
}
