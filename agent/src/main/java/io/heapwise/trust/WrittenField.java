package io.heapwise.trust;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.trust.ClassTree.Target;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A field that a lent object is stored in. Where it is private, and all code that may read it only
 * ever writes to the object, then nobody gets at the object through the field, whoever gets hold of
 * what has the field, and for however long.
 */
final class WrittenField implements CallEffects {
  private final ClassTree tree;
  private final Lendable kind;
  private final ParsedClass storing;
  private final FieldInsnNode field;

  WrittenField(LendingAnalysis analysis, ParsedClass storing, FieldInsnNode field) {
    tree = analysis.tree();
    kind = analysis.kind();
    this.storing = storing;
    this.field = field;
  }

  /** What else is done with the field than writing to what is in it, or null. */
  String otherUse() throws Distrust {
    ParsedClass declaring = tree.named(storing, field.owner);
    FieldNode declared = declaring.field(field.name);
    if (declared == null
        || !declared.desc.equals(field.desc)
        || (declared.access & Opcodes.ACC_PRIVATE) == 0
        || declaring.isJdk()) {
      return "";
    }
    ParsedClass host = declaring;
    String use = otherUseIn(declaring);
    if (use == null && declaring.node.nestHostClass != null) {
      host = tree.named(declaring, declaring.node.nestHostClass);
      use = otherUseIn(host);
    }
    List<String> members = host.node.nestMembers;
    for (int i = 0; use == null && members != null && i < members.size(); i++) {
      if (!members.get(i).equals(declaring.name())) {
        use = otherUseIn(tree.named(host, members.get(i)));
      }
    }
    return use;
  }

  private String otherUseIn(ParsedClass reader) throws Distrust {
    List<MethodNode> methods = reader.methods();
    for (int i = 0; i < methods.size(); i++) {
      String use = otherUseIn(new Target(reader, methods.get(i)));
      if (use != null) {
        return use;
      }
    }
    return null;
  }

  private String otherUseIn(Target method) throws Distrust {
    MethodFlow flow = null;
    for (AbstractInsnNode insn : method.method().instructions) {
      if (namesField(insn)) {
        return ", which " + method + " names";
      }
      // Of the same name in whatever class: so it is this one, or nobody minds.
      if (insn.getOpcode() == Opcodes.GETFIELD
          && ((FieldInsnNode) insn).name.equals(field.name)
          && ((FieldInsnNode) insn).desc.equals(field.desc)) {
        if (flow == null) {
          flow = FrameValues.flow(method, new CheckedOrItself(kind));
        }
        Value read = flow.isReachable(insn) ? flow.produced(insn) : null;
        String use = read == null ? null : Escape.of(read, this);
        if (use != null) {
          return ", and in " + method + " " + use;
        }
      }
    }
    return null;
  }

  /** Reflection, updaters and handles get at a field by its name. */
  private boolean namesField(AbstractInsnNode insn) {
    if (insn instanceof LdcInsnNode constant) {
      return constant.cst.equals(field.name)
          || constant.cst instanceof Handle handle && handle.getName().equals(field.name);
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      for (Object argument : dynamic.bsmArgs) {
        if (argument instanceof Handle handle
            && handle.getTag() <= Opcodes.H_PUTSTATIC
            && handle.getName().equals(field.name)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    return kind.isWrite(call, operand) || operand == 0 && FrameValues.isRequireNonNull(call)
        ? null
        : "passed to " + Escape.simpleName(call.owner) + "." + call.name;
  }
}
