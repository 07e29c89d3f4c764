package io.heapwise.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Who extends whom, read from class files. Not thread-safe. */
final class Hierarchy {
  private static final String OBJECT = "java/lang/Object";

  private final ClassSource source;
  private final Map<String, Declaration> declarations = new HashMap<>();

  private record Declaration(String superName, boolean isInterface, List<String> interfaces) {}

  Hierarchy(ClassSource source) {
    this.source = source;
  }

  boolean isInterface(String internalName) {
    Declaration declaration = declaration(internalName);
    return declaration != null && declaration.isInterface;
  }

  /** Null for Object and for classes that the corpus does not hold. */
  String superName(String internalName) {
    Declaration declaration = declaration(internalName);
    return declaration == null ? null : declaration.superName;
  }

  /** Whether a class is, or for want of its bytes may be, the same as or below another. */
  boolean isBelow(String internalName, String ancestor) {
    if (internalName.equals(ancestor) || ancestor.equals(OBJECT)) {
      return true;
    }
    if (internalName.equals(OBJECT)) {
      return false;
    }
    Declaration declaration = declaration(internalName);
    if (declaration == null || isBelow(declaration.superName, ancestor)) {
      return true;
    }
    for (String parent : declaration.interfaces) {
      if (isBelow(parent, ancestor)) {
        return true;
      }
    }
    return false;
  }

  private Declaration declaration(String internalName) {
    if (!declarations.containsKey(internalName)) {
      byte[] bytes = source.bytesOf(internalName);
      declarations.put(internalName, bytes == null ? null : read(bytes));
    }
    return declarations.get(internalName);
  }

  private static Declaration read(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    return new Declaration(
        reader.getSuperName(),
        (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0,
        List.of(reader.getInterfaces()));
  }
}
