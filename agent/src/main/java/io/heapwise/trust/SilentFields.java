package io.heapwise.trust;

import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.SilentRun.Noise;
import io.heapwise.trust.Term.Kind;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;

/** Fields that code reads: where they are, and what is in those that never change again. */
final class SilentFields {
  private final ClassTree tree;

  SilentFields(ClassTree tree) {
    this.tree = tree;
  }

  /** What an instruction reads of an object. */
  Term read(ParsedClass by, FieldInsnNode insn, Term owner) throws Noise {
    if (owner.kind != Kind.FIELD && owner.kind != Kind.OBJECT && owner.kind != Kind.RECEIVER) {
      throw new Noise("reads field " + insn.name);
    }
    checkType(insn);
    try {
      ParsedClass declaring = declaring(by, insn);
      FieldNode field = declaring.field(insn.name);
      if ((field.access & Opcodes.ACC_STATIC) != 0) {
        throw new Noise("reads field " + insn.name);
      }
      long offset = Trust.fieldOffset(classOf(declaring), insn.name);
      boolean isConstant = owner.kind == Kind.OBJECT && (field.access & Opcodes.ACC_FINAL) != 0;
      return isConstant
          ? constant(owner.object, offset, insn.desc)
          : Term.ofField(owner, offset, insn.desc);
    } catch (Distrust e) {
      throw new Noise(e.getMessage(), tree.isWaiting());
    }
  }

  /** What an instruction reads of a class, which must be initialised: else that would begin. */
  Term readStatic(ParsedClass by, FieldInsnNode insn) throws Noise {
    checkType(insn);
    try {
      ParsedClass declaring = declaring(by, insn);
      FieldNode field = declaring.field(insn.name);
      checkInitialized(declaring);
      Class<?> owner = classOf(declaring);
      if ((field.access & Opcodes.ACC_STATIC) == 0) {
        throw new Noise("reads field " + insn.name);
      }
      long offset = Trust.staticOffset(owner, insn.name, typeOf(declaring, insn.desc));
      if (offset < 0) {
        throw new Noise("class " + owner.getName() + " is not initialised", true);
      }
      return (field.access & Opcodes.ACC_FINAL) != 0
          ? constant(owner, offset, insn.desc)
          : Term.ofField(Term.ofObject(owner), offset, insn.desc);
    } catch (Distrust e) {
      throw new Noise(e.getMessage(), tree.isWaiting());
    }
  }

  private static void checkType(FieldInsnNode insn) throws Noise {
    if ("JFD".contains(insn.desc)) {
      throw new Noise("computes something");
    }
  }

  private static Term constant(Object owner, long offset, String descriptor) {
    return descriptor.length() == 1
        ? Term.ofInt(Trust.intIn(owner, offset, descriptor.charAt(0)))
        : Term.ofObject(Trust.referenceIn(owner, offset));
  }

  private ParsedClass declaring(ParsedClass by, FieldInsnNode insn) throws Distrust, Noise {
    ParsedClass each = tree.named(by, insn.owner);
    while (true) {
      FieldNode field = each.field(insn.name);
      if (field != null && field.desc.equals(insn.desc)) {
        return each;
      }
      if (field != null || each.node.superName == null) {
        throw new Noise("reads field " + insn.name);
      }
      each = tree.named(each, each.node.superName);
    }
  }

  void checkInitialized(ParsedClass parsed) throws Distrust, Noise {
    Class<?> type = classOf(parsed);
    if (!Trust.isInitialized(type)) {
      throw new Noise("class " + type.getName() + " is not initialised", true);
    }
  }

  private Class<?> typeOf(ParsedClass by, String descriptor) throws Distrust, Noise {
    Type type = Type.getType(descriptor);
    switch (type.getSort()) {
      case Type.OBJECT:
        return classOf(tree.named(by, type.getInternalName()));
      case Type.INT:
        return int.class;
      case Type.BOOLEAN:
        return boolean.class;
      default:
        throw new Noise("reads a field of type " + descriptor);
    }
  }

  private Class<?> classOf(ParsedClass parsed) throws Distrust {
    return tree.classOf(parsed);
  }
}
