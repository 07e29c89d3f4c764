package io.heapwise.rewrite.values;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.CopiedConstants;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Puts the array of constants itself on the stack in place of a copy. The original call stays, for
 * an enum that is not initialised yet, or is not known to do nothing but copy.
 */
public final class ValuesTransformation {
  private static final int ENUM_CLASS_LITERALS = Opcodes.V1_5;

  private final MethodContext method;
  private final MethodInsnNode call;
  private final MethodEdit edit;
  private final IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);

  public ValuesTransformation(MethodContext method, MethodInsnNode call) {
    this.method = method;
    this.call = call;
    edit = method.edit();
  }

  /** Whether a call is one that stands behind the question already. */
  static boolean isDone(MethodInsnNode call) {
    AbstractInsnNode pop = Adjacent.before(call);
    if (pop == null || pop.getOpcode() != Opcodes.POP) {
      return false;
    }
    AbstractInsnNode before = Adjacent.before(Adjacent.before(pop));
    if (before.getOpcode() == Opcodes.DUP) {
      before = Adjacent.before(before);
    }
    return BridgeCalls.isOne(before);
  }

  /** Has the enum read its own field, or returns why not. */
  String readOwn() {
    MethodNode values = method.ownMethods().target(call);
    if (values == null
        || !method.isEnum()
        || !CopiedConstants.isCopy(values, method.className())
        || !CopiedConstants.isConstant(
            method.fieldAccess(CopiedConstants.FIELD, CopiedConstants.arrayOf(call.owner)))) {
      return "values() is not what a compiler makes it";
    }
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    String array = CopiedConstants.arrayOf(call.owner);
    code.add(new FieldInsnNode(Opcodes.GETSTATIC, call.owner, CopiedConstants.FIELD, array));
    code.add(new InsnNode(Opcodes.DUP)); // ..., array, array
    code.add(site); // ..., array, array, site
    code.add(BridgeCalls.call("readsConstants", "([Ljava/lang/Object;I)Z")); // ..., array, boolean
    code.add(new JumpInsnNode(Opcodes.IFNE, end)); // ..., array
    code.add(new InsnNode(Opcodes.POP)); // ...
    edit.before(call, code, 3);
    InsnList behind = new InsnList();
    behind.add(end); // ..., array
    edit.after(call, behind, 0);
    return apply();
  }

  /** Has the runtime asked for the array of another class, or returns why not. */
  public String readOthers() {
    if (method.classVersion() < ENUM_CLASS_LITERALS) {
      return "the class file is older than enums";
    }
    LabelNode isThere = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    code.add(new LdcInsnNode(Type.getObjectType(call.owner))); // ..., class
    code.add(site); // ..., class, site
    // ..., class, site -> ..., objects
    code.add(BridgeCalls.call("constants", "(Ljava/lang/Class;I)[Ljava/lang/Object;"));
    code.add(new InsnNode(Opcodes.DUP)); // ..., objects, objects
    code.add(new JumpInsnNode(Opcodes.IFNONNULL, isThere)); // ..., objects
    code.add(new InsnNode(Opcodes.POP)); // ...
    edit.before(call, code, 2);
    InsnList behind = new InsnList();
    behind.add(new JumpInsnNode(Opcodes.GOTO, end));
    behind.add(isThere); // ..., objects
    String array = CopiedConstants.arrayOf(call.owner);
    behind.add(new TypeInsnNode(Opcodes.CHECKCAST, array)); // ..., array
    behind.add(end); // ..., array
    edit.after(call, behind, 0);
    return apply();
  }

  private String apply() {
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    site.operand = method.numberOf(call);
    return edit.apply();
  }
}
