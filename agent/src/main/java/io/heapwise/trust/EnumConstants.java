package io.heapwise.trust;

import io.heapwise.analysis.CopiedConstants;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Whether {@code values()} of an enum copies an array that nobody writes to, and nothing else. */
final class EnumConstants {
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
}
