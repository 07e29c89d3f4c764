package io.heapwise.rewrite.varargs;

import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.runtime.VarargsSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Asks for an array from before when the receiver is there, and passes over what makes one where
 * there is one. What is made is offered to the calls to come.
 */
final class VarargsTransformation {
  private final MethodContext method;
  private final VarargsMatcher arguments;

  VarargsTransformation(MethodContext method, VarargsMatcher arguments) {
    this.method = method;
    this.arguments = arguments;
  }

  /** Makes the changes, or returns why not. */
  String apply() {
    MethodEdit edit = method.edit();
    if (!edit.isUntouched(arguments.length()) || !edit.isUntouched(arguments.call())) {
      return "rewritten already";
    }
    LdcInsnNode asked = new LdcInsnNode(Integer.MAX_VALUE);
    LdcInsnNode offered = new LdcInsnNode(Integer.MAX_VALUE);
    insert(edit, asked, offered);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    int number =
        VarargsSupport.number(arguments.fields(), arguments.call().name, arguments.call().desc);
    if (number == VarargsSupport.NONE) {
      return "too many others are known already";
    }
    asked.cst = number;
    offered.cst = number;
    return edit.apply();
  }

  private void insert(MethodEdit edit, LdcInsnNode asked, LdcInsnNode offered) {
    LabelNode isThere = new LabelNode();
    InsnList code = new InsnList(); // ..., receiver
    code.add(new InsnNode(Opcodes.DUP)); // ..., receiver, receiver
    code.add(asked); // ..., receiver, receiver, number
    // ..., receiver, receiver, number -> ..., receiver, objects
    code.add(BridgeCalls.call("sharedArguments", "(Ljava/lang/Object;I)[Ljava/lang/Object;"));
    code.add(new InsnNode(Opcodes.DUP)); // ..., receiver, objects, objects
    code.add(new JumpInsnNode(Opcodes.IFNONNULL, isThere)); // ..., receiver, objects
    code.add(new InsnNode(Opcodes.POP)); // ..., receiver
    code.add(new InsnNode(Opcodes.DUP)); // ..., receiver, receiver
    edit.before(arguments.length(), code, 2);
    InsnList behind = new InsnList(); // ..., receiver, receiver, array
    behind.add(offered); // ..., receiver, receiver, array, number
    // ..., receiver, receiver, array, number -> ..., receiver, objects
    behind.add(
        BridgeCalls.call(
            "shareArguments", "(Ljava/lang/Object;[Ljava/lang/Object;I)[Ljava/lang/Object;"));
    behind.add(isThere); // ..., receiver, objects
    // ..., receiver, objects -> ..., receiver, array
    behind.add(new TypeInsnNode(Opcodes.CHECKCAST, "[L" + arguments.allocation().desc + ";"));
    edit.before(arguments.call(), behind, 2);
  }
}
