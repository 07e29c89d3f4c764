package io.heapwise.rewrite.format;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Replaces a format call by one of the bridge; where the array of arguments holds one or two and
 * nothing else uses it, passes them without it; and where the text is only appended to a builder
 * that is certainly not null, appends it without making a string.
 */
final class FormatTransformation {
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String STRING = "Ljava/lang/String;";

  private final MethodContext method;
  private final MethodFlow flow;
  private final MethodInsnNode call;

  FormatTransformation(MethodContext method, MethodInsnNode call) {
    this.method = method;
    flow = method.flow();
    this.call = call;
  }

  void apply() {
    boolean withLocale = call.desc.startsWith("(Ljava/util/Locale;");
    MethodInsnNode append = withLocale ? null : appendOfResult();
    AbstractInsnNode[] writes = withLocale ? null : spreadableWrites(append == null ? 2 : 1);
    String arguments = "[" + OBJECT;
    if (writes != null) {
      spread(writes);
      arguments = OBJECT.repeat(writes.length);
    }
    if (append == null) {
      String locale = withLocale ? "Ljava/util/Locale;" : "";
      // ..., [locale], format, arguments -> ..., string
      method.callBridge(call, 0, "format", "(" + locale + STRING + arguments + ")" + STRING);
      return;
    }
    String builder = "L" + BuilderCalls.BUILDER + ";";
    method.remove(call);
    // ..., builder, format, arguments -> ..., builder
    method.callBridge(
        append, 0, "appendFormat", "(" + builder + STRING + arguments + ")" + builder);
  }

  /** The append that follows at once and is all that becomes of the text, or null. */
  private MethodInsnNode appendOfResult() {
    Value text = flow.produced(call);
    if (text.uses().size() != 1 || !text.copies().isEmpty() || !text.phis().isEmpty()) {
      return null;
    }
    AbstractInsnNode next = Adjacent.after(call);
    if (next != text.uses().get(0).instruction()
        || !(next instanceof MethodInsnNode append)
        || !append.owner.equals(BuilderCalls.BUILDER)
        || !append.name.equals("append")
        || !append.desc.startsWith("(" + STRING + ")")) {
      return null;
    }
    Value builder = flow.operand(append, 0);
    // A null builder must fail at the append, with the message that names its variable.
    return builder.kind() == Value.Kind.ALLOCATION
            && flow.inOneBlock(call, append)
            && !method.hasFrameBetween(call, append)
            && !method.isChanged(append)
        ? append
        : null;
  }

  private AbstractInsnNode[] spreadableWrites(int most) {
    Value[] operands = flow.operands(call);
    Value array = operands[operands.length - 1];
    AbstractInsnNode[] writes = ArrayContents.definiteWrites(flow, array, call);
    if (writes == null || writes.length == 0 || writes.length > most) {
      return null;
    }
    AbstractInsnNode allocation = array.definition();
    if (flow.operand(allocation, 0).definition() != Adjacent.before(allocation)) {
      return null;
    }
    for (AbstractInsnNode write : writes) {
      AbstractInsnNode index = flow.operand(write, 1).definition();
      if (!array.copies().contains(Adjacent.before(index))) {
        return null;
      }
    }
    return method.hasFrameBetween(allocation, call) ? null : writes;
  }

  /** Leaves the elements on the operand stack, in the order in which they were written. */
  private void spread(AbstractInsnNode[] writes) {
    Value[] operands = flow.operands(call);
    AbstractInsnNode allocation = operands[operands.length - 1].definition();
    method.remove(flow.operand(allocation, 0).definition());
    method.remove(allocation);
    for (AbstractInsnNode write : writes) {
      AbstractInsnNode index = flow.operand(write, 1).definition();
      method.remove(Adjacent.before(index)); // dup
      method.remove(index);
      method.remove(write);
    }
  }
}
