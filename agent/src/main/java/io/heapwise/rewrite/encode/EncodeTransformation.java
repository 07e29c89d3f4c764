package io.heapwise.rewrite.encode;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.rewrite.Secrets;
import io.heapwise.runtime.EncodeSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * {@code consumer.write(text.getBytes(charset))} and {@code update}, whose array nobody else sees.
 * A call of the bridge goes in front, which does both with a pooled array, or declines: then the
 * original calls follow.
 */
final class EncodeTransformation {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {
    Opcodes.NOP, Opcodes.POP2, Opcodes.GOTO, Opcodes.IFEQ, Opcodes.GETSTATIC, Opcodes.LDC
  };

  static final String STRING = "java/lang/String";

  private static final String CHARSETS = "java/nio/charset/StandardCharsets";

  private final MethodContext method;
  private final MethodInsnNode call;
  private final MethodInsnNode consumer;

  EncodeTransformation(MethodContext method, MethodInsnNode call) {
    this.method = method;
    this.call = call;
    consumer = consumerOf(call);
  }

  /** Whether a call is of {@code getBytes}, with a consumer right behind it. */
  static boolean isSite(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.name.equals("getBytes")
        && call.owner.equals(STRING)
        && call.desc.endsWith(")[B")
        && consumerOf(call) != null;
  }

  private static MethodInsnNode consumerOf(MethodInsnNode call) {
    return Adjacent.after(call) instanceof MethodInsnNode next && consumes(next) ? next : null;
  }

  private static boolean consumes(MethodInsnNode call) {
    return call.desc.equals("([B)V")
        && (call.getOpcode() == Opcodes.INVOKEVIRTUAL
            || call.getOpcode() == Opcodes.INVOKEINTERFACE)
        && switch (call.name) {
          case "update" ->
              call.owner.equals("java/security/MessageDigest")
                  || call.owner.startsWith("java/util/zip/");
          case "write" -> call.owner.endsWith("OutputStream");
          default -> false;
        };
  }

  /** Whether a call is one that stands behind the call of the bridge already. */
  static boolean isDone(MethodInsnNode call) {
    return BridgeCalls.isBehindOne(call, BETWEEN);
  }

  /** Makes the changes, or returns why not. */
  String plan() {
    String refusal = method.runsOnce() != null ? method.runsOnce() : method.secret();
    if (refusal != null) {
      return refusal;
    }
    if (Secrets.isKeeper(consumer.owner)) {
      return "given to a class whose name tells of secrets";
    }
    AbstractInsnNode first = call;
    int charset = EncodeSupport.DEFAULT;
    if (!call.desc.startsWith("()")) {
      first = Adjacent.before(call);
      charset = charsetOf(first);
      if (charset < 0) {
        return "the charset is not a constant one of UTF-8, ISO-8859-1 and US-ASCII";
      }
    }
    MethodFlow flow = method.flow();
    if (!flow.inOneBlock(first, consumer) || method.hasFrameBetween(first, consumer)) {
      return "made around a branch";
    }
    MethodEdit edit = method.edit();
    // To encode a text and write it takes longer than the call of a method that is not inlined.
    edit.isAroundSlowCall();
    if (method.isChanged(call)
        || method.isChanged(consumer)
        || !edit.isUntouched(call)
        || !edit.isUntouched(consumer)) {
      return "rewritten already";
    }
    return apply(edit, first, charset);
  }

  private static int charsetOf(AbstractInsnNode push) {
    String name = null;
    if (push instanceof FieldInsnNode field
        && field.getOpcode() == Opcodes.GETSTATIC
        && field.owner.equals(CHARSETS)) {
      name = field.name;
    } else if (push instanceof LdcInsnNode constant && constant.cst instanceof String text) {
      name = text;
    }
    if (name == null) {
      return -1;
    }
    return switch (name) {
      case "UTF_8", "UTF-8", "utf-8" -> EncodeSupport.UTF_8;
      case "ISO_8859_1", "ISO-8859-1", "iso-8859-1" -> EncodeSupport.ISO_8859_1;
      case "US_ASCII", "US-ASCII", "us-ascii" -> EncodeSupport.US_ASCII;
      default -> -1;
    };
  }

  private String apply(MethodEdit edit, AbstractInsnNode first, int charset) {
    LabelNode original = new LabelNode();
    LabelNode end = new LabelNode();
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP2)); // ..., consumer, text, consumer, text
    code.add(new InsnNode(Opcodes.ICONST_0 + charset));
    code.add(site);
    code.add(
        // An Object, so that no class of the program is needed to verify the call.
        BridgeCalls.call("consumeText", "(Ljava/lang/Object;Ljava/lang/String;II)Z"));
    code.add(new JumpInsnNode(Opcodes.IFEQ, original)); // ..., consumer, text
    code.add(new InsnNode(Opcodes.POP2)); // ...
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(original);
    code.add(new InsnNode(Opcodes.NOP)); // ..., consumer, text
    edit.before(first, code, 4);
    InsnList behind = new InsnList();
    behind.add(end);
    edit.after(consumer, behind, 0);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    site.operand = method.numberOf(call);
    return edit.apply();
  }
}
