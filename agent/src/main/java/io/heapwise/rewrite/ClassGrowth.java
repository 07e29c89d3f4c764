package io.heapwise.rewrite;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Code to be put into methods of a class, where overwriting is not enough. The methods concerned
 * are written anew, branches, frames, exception ranges, lines and variables moving along; all
 * others are copied as bytes. Costs several times what {@link ClassPatch} does: a program loads few
 * such classes.
 *
 * <p>Confined to one thread.
 */
final class ClassGrowth {
  private final Map<String, Insertions> methods = new HashMap<>();

  /**
   * What is to be put into a method, to be added to.
   *
   * @param method name and descriptor
   * @param maxLocals slots of the method's own local variables
   */
  Insertions insertionsOf(String method, int maxLocals) {
    Insertions insertions = methods.get(method);
    if (insertions == null) {
      insertions = new Insertions(maxLocals);
      methods.put(method, insertions);
    }
    return insertions;
  }

  boolean isEmpty() {
    for (Insertions insertions : methods.values()) {
      if (insertions.bytes() > 0) {
        return false;
      }
    }
    return true;
  }

  /** The grown form of a class file in which every instruction is where it was when planned. */
  byte[] apply(byte[] classFile) {
    int[] bytecodeIndex = new int[1];
    ClassReader reader =
        new ClassReader(classFile) {
          @Override
          protected void readBytecodeInstructionOffset(int offset) {
            bytecodeIndex[0] = offset;
          }
        };
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          private String className;

          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] i) {
            className = name;
            super.visit(version, access, name, signature, superName, i);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor copy = super.visitMethod(access, name, descriptor, signature, exceptions);
            Insertions insertions = methods.get(name + descriptor);
            return insertions == null || insertions.bytes() == 0
                ? copy
                : new GrownMethod(
                    className, access, name, descriptor, copy, insertions, bytecodeIndex);
          }
        },
        ClassReader.EXPAND_FRAMES);
    try {
      return writer.toByteArray();
    } catch (ClassTooLargeException e) {
      throw new ConstantPoolFullException();
    }
  }
}
