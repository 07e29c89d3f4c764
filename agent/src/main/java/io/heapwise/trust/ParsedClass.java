package io.heapwise.trust;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** A class file, read, and the class that it lies beside. */
final class ParsedClass {
  final ClassNode node;

  /** A loaded class with the same loader and origin; the class itself where that is known. */
  final Class<?> beside;

  ParsedClass(byte[] file, Class<?> beside) {
    node = new ClassNode();
    new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    this.beside = beside;
  }

  String name() {
    return node.name;
  }

  boolean isJdk() {
    return ClassFiles.isJdk(beside.getClassLoader());
  }

  boolean isInterface() {
    return (node.access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** The method that this class itself declares, or null. */
  MethodNode method(String name, String descriptor) {
    List<MethodNode> methods = node.methods;
    for (int i = 0; i < methods.size(); i++) {
      MethodNode method = methods.get(i);
      if (method.name.equals(name) && method.desc.equals(descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** The field that this class itself declares, or null; also where two have the same name. */
  FieldNode field(String name) {
    FieldNode found = null;
    List<FieldNode> fields = node.fields;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name.equals(name)) {
        if (found != null) {
          return null;
        }
        found = fields.get(i);
      }
    }
    return found;
  }

  String packageName() {
    return packageName(node.name);
  }

  static String packageName(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }
}
