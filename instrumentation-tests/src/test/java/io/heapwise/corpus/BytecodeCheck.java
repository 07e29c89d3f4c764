package io.heapwise.corpus;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.SimpleVerifier;
import org.objectweb.asm.util.CheckClassAdapter;

/** Checks class files with ASM's verifier, knowing other classes from their bytes alone. */
final class BytecodeCheck {
  private final Hierarchy hierarchy;

  BytecodeCheck(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /** What is wrong with the form or the data flow of a class file, or null. */
  String problemOf(byte[] classFile) {
    ClassNode node = new ClassNode();
    try {
      new ClassReader(classFile).accept(new CheckClassAdapter(Opcodes.ASM9, node, false) {}, 0);
    } catch (RuntimeException e) {
      return e.toString();
    }
    for (MethodNode method : node.methods) {
      try {
        new Analyzer<>(new BytesVerifier(node)).analyze(node.name, method);
      } catch (AnalyzerException e) {
        return node.name + "." + method.name + method.desc + ": " + e.getMessage();
      }
    }
    return null;
  }

  /** ASM's verifier asks class loaders where this one asks the hierarchy. */
  private final class BytesVerifier extends SimpleVerifier {
    BytesVerifier(ClassNode node) {
      super(
          Opcodes.ASM9,
          Type.getObjectType(node.name),
          node.superName == null ? null : Type.getObjectType(node.superName),
          node.interfaces.stream().map(Type::getObjectType).toList(),
          (node.access & Opcodes.ACC_INTERFACE) != 0);
    }

    @Override
    protected boolean isInterface(Type type) {
      return type.getSort() == Type.OBJECT && hierarchy.isInterface(type.getInternalName());
    }

    @Override
    protected Type getSuperClass(Type type) {
      if (type.getSort() == Type.ARRAY) {
        return Type.getType(Object.class);
      }
      String name = type.getInternalName();
      String superName = hierarchy.superName(name);
      if (superName == null) {
        return name.equals("java/lang/Object") ? null : Type.getType(Object.class);
      }
      return Type.getObjectType(superName);
    }

    /** As the JVM sees it: to an interface everything can be assigned. */
    @Override
    protected boolean isAssignableFrom(Type target, Type source) {
      if (target.equals(source)) {
        return true;
      }
      boolean targetIsArray = target.getSort() == Type.ARRAY;
      if (targetIsArray && source.getSort() == Type.ARRAY) {
        return isElementAssignable(elementOf(target), elementOf(source));
      }
      if (targetIsArray) {
        return false;
      }
      return source.getSort() == Type.ARRAY
          ? target.getInternalName().equals("java/lang/Object") || isInterface(target)
          : isInterface(target)
              || hierarchy.isBelow(source.getInternalName(), target.getInternalName());
    }

    @Override
    protected boolean isSubTypeOf(BasicValue value, BasicValue expected) {
      Type type = value.getType();
      Type target = expected.getType();
      if (type == null || target == null) {
        return type == target;
      }
      boolean isReference = target.getSort() == Type.OBJECT || target.getSort() == Type.ARRAY;
      boolean isNull = type.equals(SimpleVerifier.NULL_TYPE);
      return isReference && type.getSort() >= Type.ARRAY
          ? isNull || isAssignableFrom(target, type)
          : type.equals(target);
    }

    @Override
    protected Class<?> getClass(Type type) {
      throw new IllegalStateException("the verifier would load " + type);
    }

    private boolean isElementAssignable(Type target, Type source) {
      List<Integer> references = List.of(Type.OBJECT, Type.ARRAY);
      return references.contains(target.getSort()) && references.contains(source.getSort())
          ? isAssignableFrom(target, source)
          : target.equals(source);
    }

    private static Type elementOf(Type array) {
      return Type.getType(array.getDescriptor().substring(1));
    }
  }
}
