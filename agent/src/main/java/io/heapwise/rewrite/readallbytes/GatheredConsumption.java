package io.heapwise.rewrite.readallbytes;

import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Code in front of a call that consumes what was read before: where a variable has what was
 * gathered, that is consumed, and the call is left out. If the bridge hands out the array after
 * all, or nothing was gathered, the call runs.
 */
final class GatheredConsumption {
  private static final String OBJECT = "Ljava/lang/Object;";

  private final ReadConsumer consumer;
  private final int variable;
  private final InsnList code = new InsnList();
  private final LabelNode original = new LabelNode();
  private final LabelNode end = new LabelNode();

  GatheredConsumption(ReadConsumer consumer, int variable) {
    this.consumer = consumer;
    this.variable = variable;
  }

  /** Index of the variable that has what was gathered, or null. */
  int variable() {
    return variable;
  }

  void insert(MethodEdit edit) {
    load();
    code.add(new JumpInsnNode(Opcodes.IFNULL, original));
    switch (consumer.kind()) {
      case INTO -> {
        consume(); // ..., consumer, bytes
        add(Opcodes.POP2);
      }
      case DIGEST -> {
        consume(); // ..., digest, bytes
        add(Opcodes.POP);
        code.add(
            new MethodInsnNode(
                Opcodes.INVOKEVIRTUAL, consumer.call().owner, "digest", "()[B", false));
      }
      default -> makeString();
    }
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(original);
    InsnList behind = new InsnList();
    behind.add(end);
    edit.before(consumer.call(), code, 4);
    edit.after(consumer.call(), behind, 0);
  }

  /** Goes on only if the bytes are consumed. */
  private void consume() {
    add(Opcodes.POP); // ..., consumer, bytes -> ..., consumer
    add(Opcodes.DUP);
    load(); // ..., consumer, consumer, gathered
    callBridge("consume", "(" + OBJECT + OBJECT + ")[B"); // ..., consumer, bytes
    add(Opcodes.DUP);
    code.add(new JumpInsnNode(Opcodes.IFNONNULL, original));
  }

  private void makeString() {
    String descriptor = consumer.call().desc;
    String charset = descriptor.substring(3, descriptor.length() - 2);
    load(); // ..., new, new, bytes, [charset], gathered
    if (!charset.isEmpty()) {
      add(Opcodes.SWAP); // ..., new, new, bytes, gathered, charset
    }
    callBridge("textOf", "(" + OBJECT + charset + ")Ljava/lang/String;");
    add(Opcodes.DUP2_X2); // ..., bytes, text, new, new, bytes, text
    add(Opcodes.POP2);
    add(Opcodes.POP2);
    add(Opcodes.SWAP);
    add(Opcodes.POP); // ..., text
  }

  private void load() {
    code.add(new VarInsnNode(Opcodes.ALOAD, variable));
  }

  private void callBridge(String name, String descriptor) {
    code.add(BridgeCalls.call(name, descriptor));
  }

  private void add(int opcode) {
    code.add(new InsnNode(opcode));
  }
}
