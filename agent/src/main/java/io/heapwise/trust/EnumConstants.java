package io.heapwise.trust;

import io.heapwise.analysis.CopiedConstants;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Whether {@code values()} of an enum copies an array that nobody writes to, and nothing else; and
 * whether its static fields hold the same objects for good.
 */
final class EnumConstants {
  private static final int CONSTANT = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

  private EnumConstants() {}

  static Rule rule(ClassTree tree) throws Distrust {
    Class<?> type = tree.type();
    ParsedClass parsed = tree.parsed(type);
    String array = CopiedConstants.arrayOf(parsed.name());
    MethodNode values = parsed.method(CopiedConstants.METHOD, "()" + array);
    FieldNode field = parsed.field(CopiedConstants.FIELD);
    if ((parsed.node.access & Opcodes.ACC_ENUM) == 0
        || !"java/lang/Enum".equals(parsed.node.superName)
        || values == null
        || !CopiedConstants.isCopy(values, parsed.name())
        || field == null
        || !field.desc.equals(array)
        || !CopiedConstants.isConstant(field.access)) {
      throw new Distrust("values() is not what a compiler makes it");
    }
    long offset = Trust.staticOffset(type, CopiedConstants.FIELD, type.arrayType());
    return offset < 0
        ? Rule.waiting("it is not initialised yet")
        : Rule.copies(CopiedConstants.FIELD, offset);
  }

  /** Of the fields that hold objects of the enum: all that code may get for the name of one. */
  static Rule fieldsRule(ClassTree tree) throws Distrust {
    Class<?> type = tree.type();
    ParsedClass parsed = tree.parsed(type);
    if ((parsed.node.access & Opcodes.ACC_ENUM) == 0
        || !"java/lang/Enum".equals(parsed.node.superName)) {
      throw new Distrust("it is not an enum");
    }
    String own = "L" + parsed.name() + ";";
    checkFields(parsed, own);
    checkWrites(parsed, own);
    checkInherited(tree, type, own);
    return Trust.isInitialized(type)
        ? Rule.trusted(Rule.KEEPS_NOTHING)
        : Rule.waiting("it is not initialised yet");
  }

  private static void checkFields(ParsedClass parsed, String own) throws Distrust {
    for (FieldNode field : parsed.node.fields) {
      if (field.desc.equals(own) && (field.access & CONSTANT) != CONSTANT) {
        throw new Distrust("not everybody reads the same in field " + field.name);
      }
    }
  }

  /** The JVM lets class files from before Java 9 do so. */
  private static void checkWrites(ParsedClass parsed, String own) throws Distrust {
    for (MethodNode method : parsed.methods()) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn.getOpcode() == Opcodes.PUTSTATIC
            && ((FieldInsnNode) insn).desc.equals(own)
            && !method.name.equals("<clinit>")) {
          throw new Distrust("field " + ((FieldInsnNode) insn).name + " is written later");
        }
      }
    }
  }

  private static void checkInherited(ClassTree tree, Class<?> type, String own) throws Distrust {
    for (Class<?> parent : type.getInterfaces()) {
      for (FieldNode field : tree.parsed(parent).node.fields) {
        if (field.desc.equals(own)) {
          throw new Distrust("field " + field.name + " is inherited");
        }
      }
      checkInherited(tree, parent, own);
    }
  }
}
