package io.heapwise.rewrite.format;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.Edits;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.Sites;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
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

  /** Plans the edits, or returns why not. */
  String plan() {
    boolean withLocale = call.desc.startsWith("(Ljava/util/Locale;");
    MethodInsnNode append = withLocale ? null : appendOfResult();
    AbstractInsnNode[] writes = withLocale ? null : spreadableWrites(append == null ? 2 : 1);
    int growth = 3 - (append == null ? 0 : 3) - (writes == null ? 0 : 4 + 3 * writes.length);
    int site = Sites.UNNUMBERED;
    if (method.resize(growth)) {
      site = method.numberOf(call);
    } else if (!method.resize(growth - 2)) {
      return "the method would outgrow a size limit of the JIT";
    }
    String arguments = "[" + OBJECT;
    if (writes != null) {
      spread(writes);
      arguments = OBJECT.repeat(writes.length);
    }
    Edits edits = method.edits();
    if (append != null) {
      String builder = "L" + BuilderCalls.BUILDER + ";";
      edits.remove(call);
      edits.replace(
          append, // ..., builder, format, arguments -> ..., builder
          MethodContext.push(site),
          MethodContext.bridgeCall(
              "appendFormat", "(" + builder + STRING + arguments + "I)" + builder));
      return null;
    }
    String locale = withLocale ? "Ljava/util/Locale;" : "";
    edits.replace(
        call, // ..., [locale], format, arguments -> ..., string
        MethodContext.push(site),
        MethodContext.bridgeCall("format", "(" + locale + STRING + arguments + "I)" + STRING));
    return null;
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
    Value builder = flow.operands(append)[0];
    boolean inOneBlock = flow.inOneBlock(call, append);
    // A null builder must fail at the append, with the message that names its variable.
    return builder.kind() == Value.Kind.ALLOCATION && inOneBlock ? append : null;
  }

  private AbstractInsnNode[] spreadableWrites(int most) {
    Value[] operands = flow.operands(call);
    Value array = operands[operands.length - 1];
    AbstractInsnNode[] writes = ArrayContents.definiteWrites(flow, array, call);
    if (writes == null || writes.length == 0 || writes.length > most) {
      return null;
    }
    AbstractInsnNode allocation = array.definition();
    if (flow.operands(allocation)[0].definition() != Adjacent.before(allocation)) {
      return null;
    }
    for (AbstractInsnNode write : writes) {
      AbstractInsnNode index = flow.operands(write)[1].definition();
      if (!array.copies().contains(Adjacent.before(index))) {
        return null;
      }
    }
    for (AbstractInsnNode node = allocation; node != call; node = node.getNext()) {
      if (node instanceof FrameNode) {
        return null;
      }
    }
    return writes;
  }

  /** Leaves the elements on the operand stack, in the order in which they were written. */
  private void spread(AbstractInsnNode[] writes) {
    Value[] operands = flow.operands(call);
    AbstractInsnNode allocation = operands[operands.length - 1].definition();
    Edits edits = method.edits();
    edits.remove(flow.operands(allocation)[0].definition());
    edits.remove(allocation);
    for (AbstractInsnNode write : writes) {
      AbstractInsnNode index = flow.operands(write)[1].definition();
      edits.remove(Adjacent.before(index)); // dup
      edits.remove(index);
      edits.remove(write);
    }
  }
}
