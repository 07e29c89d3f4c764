package io.heapwise.rewrite.readallbytes;

import io.heapwise.analysis.Adjacent;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Puts a call of the bridge in front of a read and, where the bytes go straight to a consumer,
 * around both. The original instructions stay, for when the bridge declines.
 */
final class ReadTransformation {
  private static final String STREAM = "Ljava/lang/Object;";

  private final MethodContext method;
  private final MethodInsnNode read;
  private final InsnList code = new InsnList();
  private final LabelNode original = new LabelNode();
  private final LabelNode end = new LabelNode();

  ReadTransformation(MethodContext method, MethodInsnNode read) {
    this.method = method;
    this.read = read;
  }

  /** Whether a call is one that stands behind a call of the bridge already. */
  static boolean isDone(MethodInsnNode read) {
    AbstractInsnNode before = Adjacent.before(read);
    while (before != null && movesOnly(before.getOpcode())) {
      before = Adjacent.before(before);
    }
    return before instanceof MethodInsnNode call && call.owner.equals(BuilderCalls.BRIDGE);
  }

  private static boolean movesOnly(int opcode) {
    return opcode == Opcodes.NOP
        || opcode >= Opcodes.POP && opcode <= Opcodes.SWAP
        || opcode == Opcodes.IFEQ
        || opcode == Opcodes.IFNULL
        || opcode == Opcodes.GOTO;
  }

  /** Makes the changes, or returns why not. */
  String apply() {
    if (method.secret() != null) {
      return method.secret();
    }
    ReadConsumer consumer = read.name.equals("readAllBytes") ? ReadConsumer.of(method, read) : null;
    MethodInsnNode last = read;
    if (consumer == null) {
      readArray();
    } else {
      last = consumer.call();
      switch (consumer.kind()) {
        case INTO -> readInto(consumer);
        case DIGEST -> readDigest(consumer);
        default -> readString(consumer);
      }
    }
    InsnList behind = new InsnList();
    behind.add(end);
    MethodEdit edit = method.edit();
    edit.isAroundSlowCall();
    // At most what the longest of the forms below leaves there for a moment.
    edit.before(read, code, 6);
    edit.after(last, behind, 0);
    return edit.apply();
  }

  private void readArray() {
    if (read.desc.equals("()[B")) {
      add(Opcodes.DUP); // ..., in, in
      callBridge("readAllBytes", "(" + STREAM + "I)[B"); // ..., in, bytes
      unlessNull();
      add(Opcodes.SWAP);
      add(Opcodes.POP); // ..., bytes
    } else {
      add(Opcodes.DUP2); // ..., in, length, in, length
      callBridge("readNBytes", "(" + STREAM + "II)[B"); // ..., in, length, bytes
      unlessNull();
      add(Opcodes.DUP_X2);
      add(Opcodes.POP);
      add(Opcodes.POP2); // ..., bytes
    }
    goToEnd();
    add(Opcodes.POP); // ..., in, [length], null -> ..., in, [length]
  }

  private void readInto(ReadConsumer consumer) {
    add(Opcodes.DUP2); // ..., consumer, in, consumer, in
    callBridge(consumer.isUnseen() ? "streamInto" : "readInto", "(" + STREAM + STREAM + "I)Z");
    code.add(new JumpInsnNode(Opcodes.IFEQ, original)); // ..., consumer, in
    add(Opcodes.POP2);
    goToEnd();
    add(Opcodes.NOP); // ..., consumer, in
  }

  private void readDigest(ReadConsumer consumer) {
    add(Opcodes.DUP2); // ..., digest, in, digest, in
    callBridge(consumer.isUnseen() ? "streamDigest" : "readDigest", "(" + STREAM + STREAM + "I)[B");
    unlessNull(); // ..., digest, in, hash
    add(Opcodes.DUP_X2);
    add(Opcodes.POP);
    add(Opcodes.POP2); // ..., hash
    goToEnd();
    add(Opcodes.POP); // ..., digest, in
  }

  private void readString(ReadConsumer consumer) {
    String charset = "";
    add(Opcodes.DUP); // ..., new, new, in, in
    if (consumer.charset() != null) {
      code.add(consumer.charset().clone(null)); // ..., new, new, in, in, charset
      charset = consumer.call().desc.substring(3, consumer.call().desc.length() - 2);
    }
    callBridge("readString", "(" + STREAM + charset + "I)Ljava/lang/String;");
    unlessNull(); // ..., new, new, in, text
    add(Opcodes.DUP2_X2);
    add(Opcodes.POP2);
    add(Opcodes.POP2);
    add(Opcodes.SWAP);
    add(Opcodes.POP); // ..., text
    goToEnd();
    add(Opcodes.POP); // ..., new, new, in
  }

  private void unlessNull() {
    add(Opcodes.DUP);
    code.add(new JumpInsnNode(Opcodes.IFNULL, original));
  }

  private void goToEnd() {
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(original);
  }

  private void callBridge(String name, String descriptor) {
    code.add(new IntInsnNode(Opcodes.SIPUSH, method.numberOf(read)));
    code.add(
        new MethodInsnNode(Opcodes.INVOKESTATIC, BuilderCalls.BRIDGE, name, descriptor, false));
  }

  private void add(int opcode) {
    code.add(new InsnNode(opcode));
  }
}
