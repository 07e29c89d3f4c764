package io.heapwise.rewrite.readallbytes;

import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts a call of the bridge in front of a read and, where the bytes go straight to a consumer,
 * around both; where they go there through a variable, in front of each. The original instructions
 * stay, for when the bridge declines.
 */
final class ReadTransformation {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {
    Opcodes.NOP,
    Opcodes.POP,
    Opcodes.POP2,
    Opcodes.DUP,
    Opcodes.DUP_X1,
    Opcodes.DUP_X2,
    Opcodes.DUP2,
    Opcodes.DUP2_X1,
    Opcodes.DUP2_X2,
    Opcodes.SWAP,
    Opcodes.ACONST_NULL,
    Opcodes.ASTORE,
    Opcodes.CHECKCAST,
    Opcodes.IFEQ,
    Opcodes.IFNULL,
    Opcodes.GOTO
  };

  private static final String STREAM = "Ljava/lang/Object;";
  private static final String FILES = "java/nio/file/Files";
  private static final String PATH = "Ljava/nio/file/Path;";

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
    return BridgeCalls.isBehindOne(read, BETWEEN);
  }

  /** Makes the changes, or returns why not. */
  String apply() {
    if (method.secret() != null) {
      return method.secret();
    }
    if (isOfLines(read)) {
      readInOneStep("readLines");
      return insertAround(read);
    }
    ReadConsumer consumer = read.name.equals("readAllBytes") ? ReadConsumer.of(method, read) : null;
    if (consumer == null && isOfFile(read)) {
      return "the array itself is wanted, and nothing else is made";
    }
    if (consumer == null) {
      readInOneStep(read.name);
      return insertAround(read);
    }
    return consumer.isNext() ? consumeAtOnce(consumer) : consumeLater(consumer);
  }

  /** Whether a call reads all of a file by its path. */
  static boolean isOfFile(MethodInsnNode call) {
    return call.owner.equals(FILES)
        && call.name.equals("readAllBytes")
        && call.desc.equals("(" + PATH + ")[B");
  }

  /** Whether a call reads the lines of a file. */
  static boolean isOfLines(MethodInsnNode call) {
    return call.owner.equals(FILES)
        && call.name.equals("readAllLines")
        && call.desc.startsWith("(" + PATH);
  }

  private String insertAround(MethodInsnNode last) {
    MethodEdit edit = method.edit();
    insertAround(edit, last);
    return edit.apply();
  }

  private void insertAround(MethodEdit edit, MethodInsnNode last) {
    InsnList behind = new InsnList();
    behind.add(end);
    edit.isAroundSlowCall();
    // At most what the longest of the forms below leaves there for a moment.
    edit.before(read, code, 6);
    edit.after(last, behind, 0);
  }

  private String consumeAtOnce(ReadConsumer consumer) {
    switch (consumer.kind()) {
      case INTO -> readInto(consumer);
      case DIGEST -> readDigest(consumer);
      default -> readString(consumer);
    }
    return insertAround(consumer.call());
  }

  /** Between the read and its consumer a variable of our own has the bytes, and theirs null. */
  private String consumeLater(ReadConsumer consumer) {
    MethodEdit edit = method.edit();
    GatheredConsumption consumption =
        new GatheredConsumption(consumer, edit.newLocal("java/lang/Object"));
    add(Opcodes.DUP); // ..., in, in
    callBridge("gather", "(" + STREAM + "I)" + STREAM); // ..., in, gathered
    add(Opcodes.DUP);
    code.add(new VarInsnNode(Opcodes.ASTORE, consumption.variable()));
    code.add(new JumpInsnNode(Opcodes.IFNULL, original)); // ..., in
    add(Opcodes.POP);
    add(Opcodes.ACONST_NULL);
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, "[B")); // ..., bytes
    goToEnd();
    add(Opcodes.NOP); // ..., in
    insertAround(edit, read);
    consumption.insert(edit);
    return edit.apply();
  }

  /** Where the result itself is wanted. */
  private void readInOneStep(String name) {
    String result = read.desc.substring(read.desc.indexOf(')') + 1);
    int operands = Type.getArgumentCount(read.desc);
    if (read.getOpcode() != Opcodes.INVOKESTATIC) {
      operands++;
    }
    if (operands == 1) {
      add(Opcodes.DUP); // ..., in, in
      callBridge(name, "(" + STREAM + "I)" + result); // ..., in, result
      unlessNull();
      add(Opcodes.SWAP);
      add(Opcodes.POP); // ..., result
    } else {
      Type[] types = Type.getArgumentTypes(read.desc);
      String second = types[types.length - 1].getDescriptor(); // a length or a charset
      add(Opcodes.DUP2); // ..., in, second, in, second
      callBridge(name, "(" + STREAM + second + "I)" + result); // ..., in, second, result
      unlessNull();
      add(Opcodes.DUP_X2);
      add(Opcodes.POP);
      add(Opcodes.POP2); // ..., result
    }
    goToEnd();
    add(Opcodes.POP); // ..., in, [second], null -> ..., in, [second]
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
    code.add(BridgeCalls.call(name, descriptor));
  }

  private void add(int opcode) {
    code.add(new InsnNode(opcode));
  }
}
