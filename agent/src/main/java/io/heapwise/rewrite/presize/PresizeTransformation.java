package io.heapwise.rewrite.presize;

import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Has the object made with the capacity of its site, and its size told in front of last uses. */
final class PresizeTransformation {
  private final MethodContext method;
  private final TypeInsnNode allocation;
  private final Construction construction;

  PresizeTransformation(MethodContext method, TypeInsnNode allocation, Construction construction) {
    this.method = method;
    this.allocation = allocation;
    this.construction = construction;
  }

  /**
   * Makes the changes, or returns why not.
   *
   * @param places in front of which the object is on top of the operand stack
   */
  String apply(List<AbstractInsnNode> places) {
    MethodEdit edit = method.edit();
    List<IntInsnNode> sites = new ArrayList<>();
    for (AbstractInsnNode place : places) {
      // Where somebody else has put code, the stack may be another by now.
      if (!edit.isUntouched(place)) {
        return "rewritten already";
      }
      IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
      sites.add(site);
      InsnList code = new InsnList();
      code.add(new InsnNode(Opcodes.DUP)); // ..., object, object
      code.add(site); // ..., object, object, site
      // An object of whatever type: frames may know it by that of its variable.
      code.add(BridgeCalls.call("filled", "(Ljava/lang/Object;I)V")); // ..., object
      edit.before(place, code, 2);
    }
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    int number = method.numberOf(allocation);
    for (IntInsnNode site : sites) {
      site.operand = number;
    }
    edit.apply();
    PresizedClass type = PresizedClass.of(allocation.desc);
    construction.replace(type.replacement(), type.name());
    return null;
  }
}
