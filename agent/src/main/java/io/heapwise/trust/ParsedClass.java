package io.heapwise.trust;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class file, and the class that it lies beside. Of its methods, only those that are asked for
 * are read: most classes of a hierarchy take part with one or two. Not thread-safe.
 */
final class ParsedClass {
  private static final int UNREAD_PARTS = ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG;

  /** Without the code of methods. */
  final ClassNode node;

  private final ClassReader reader;

  /** In the order of the class file; null as long as nobody has asked. */
  private final MethodNode[] read;

  /** A loaded class with the same loader and origin; the class itself where that is known. */
  final Class<?> beside;

  ParsedClass(byte[] file, Class<?> beside) {
    node = new ClassNode();
    reader = new ClassReader(file);
    reader.accept(node, UNREAD_PARTS | ClassReader.SKIP_CODE);
    read = new MethodNode[node.methods.size()];
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

  /** Whether both are of one package of one loader. */
  boolean isBeside(ParsedClass other) {
    return packageName().equals(other.packageName())
        && beside.getClassLoader() == other.beside.getClassLoader();
  }

  /** The method that this class itself declares, or null. */
  MethodNode method(String name, String descriptor) {
    List<MethodNode> methods = node.methods;
    for (int i = 0; i < methods.size(); i++) {
      MethodNode method = methods.get(i);
      if (method.name.equals(name) && method.desc.equals(descriptor)) {
        return read(i);
      }
    }
    return null;
  }

  /** All methods that this class itself declares. */
  List<MethodNode> methods() {
    read(0, read.length);
    return List.of(read);
  }

  private MethodNode read(int method) {
    read(method, method + 1);
    return read[method];
  }

  /** What was read before stays: others may have taken away from it what cannot run. */
  private void read(int from, int to) {
    int unread = from;
    while (unread < to && read[unread] != null) {
      unread++;
    }
    if (unread < to) {
      reader.accept(new Methods(from, to), UNREAD_PARTS);
    }
  }

  /** Reads some methods. */
  private final class Methods extends ClassVisitor {
    private final int from;
    private final int to;
    private int next;

    Methods(int from, int to) {
      super(Opcodes.ASM9);
      this.from = from;
      this.to = to;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      int method = next++;
      if (method < from || method >= to || read[method] != null) {
        return null;
      }
      read[method] = new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
      return read[method];
    }
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
