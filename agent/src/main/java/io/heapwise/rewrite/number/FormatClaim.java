package io.heapwise.rewrite.number;

import io.heapwise.analysis.Escape;
import io.heapwise.analysis.LastUses;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns what makes a number format into a claim, with the release behind its last use. Where that
 * is to make a text, on each way, one call does both, and the method stays as long as it was.
 */
abstract class FormatClaim {
  private static final String OBJECT = "java/lang/Object";

  final MethodContext method;

  /** What the format is the value of. */
  final AbstractInsnNode origin;

  private final Value format;

  FormatClaim(MethodContext method, AbstractInsnNode origin) {
    this.method = method;
    this.origin = origin;
    format = method.flow().produced(origin);
  }

  /** Of a format that a constructor makes. */
  static FormatClaim of(MethodContext method, TypeInsnNode allocation) {
    return new ConstructedFormat(method, allocation);
  }

  /** Of a format that a static method makes. */
  static FormatClaim of(MethodContext method, MethodInsnNode factory) {
    return new FactoryFormat(method, factory);
  }

  /** Why this is none that can be claimed, or null; to be called first. */
  abstract String refusal();

  /** The call behind which the format is there. */
  abstract MethodInsnNode maker();

  /** What the claim takes on top of what the maker does, as code to push it, or null. */
  abstract InsnList pushes();

  /** Puts the claim in place of the maker. */
  abstract void replace();

  /** Plans the edits, or returns why not. */
  final String plan() {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (method.secret() != null) {
      return method.secret();
    }
    String refusal = refusal();
    if (refusal != null) {
      return refusal;
    }
    String escape = escape();
    if (escape != null) {
      return "escapes: " + escape;
    }
    if (!format.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    LastUses last = LastUses.of(method.flow(), format);
    if (last.behind().isEmpty() && last.inFrontOf().isEmpty()) {
      return "has no last use on a normal path";
    }
    boolean endsInTexts = endsInTexts(last);
    InsnList pushes = pushes();
    if (endsInTexts && pushes == null) {
      replace();
    } else {
      refusal = edit(endsInTexts ? null : last, pushes);
    }
    if (endsInTexts && refusal == null) {
      for (AbstractInsnNode use : last.behind()) {
        MethodInsnNode call = (MethodInsnNode) use;
        // ..., format, number -> ..., text
        method.callBridge(
            call, 0, "releaseFormatting", "(L" + OBJECT + ";" + call.desc.substring(1));
      }
    }
    return refusal;
  }

  /**
   * Replaces the maker with code around it.
   *
   * @param last where to release the format, or null where that needs no code of its own
   */
  private String edit(LastUses last, InsnList pushes) {
    MethodEdit edit = method.edit();
    // To make a format takes far longer than the call of a method too large to be inlined.
    edit.isAroundSlowCall();
    if (pushes != null) {
      edit.before(maker(), pushes, pushes.size());
    }
    if (last != null) {
      keepAndRelease(edit, last);
    }
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    replace();
    return edit.apply();
  }

  /** Whether it is used more often than so many times, or merged with others. */
  final boolean isUsed(int times) {
    return format.uses().size() > times || !format.phis().isEmpty();
  }

  private String escape() {
    for (Use use : format.uses()) {
      // Its text may be that of its identity.
      if (use.instruction() instanceof InvokeDynamicInsnNode) {
        return "captured by a lambda or another dynamic call";
      }
    }
    return Escape.of(format, new FormatEffects(method.summaries()));
  }

  /** Whether the format dies nowhere but in a call that makes a text of a number. */
  private boolean endsInTexts(LastUses last) {
    if (!last.inFrontOf().isEmpty()) {
      return false;
    }
    List<AbstractInsnNode> behind = last.behind();
    for (int i = 0; i < behind.size(); i++) {
      if (!(behind.get(i) instanceof MethodInsnNode call)
          || !FormatCalls.makesText(call)
          || method.flow().operand(call, 0) != format
          || method.isChanged(call)) {
        return false;
      }
    }
    return true;
  }

  private void keepAndRelease(MethodEdit edit, LastUses last) {
    int local = edit.newLocal(OBJECT);
    InsnList keep = new InsnList(); // ..., format
    keep.add(new InsnNode(Opcodes.DUP));
    keep.add(new VarInsnNode(Opcodes.ASTORE, local)); // ..., format
    edit.after(maker(), keep, 1);
    for (AbstractInsnNode use : last.behind()) {
      edit.after(use, releaseOf(local), 1);
    }
    for (AbstractInsnNode begin : last.inFrontOf()) {
      // In front of what makes it, the next claim would come first.
      if (begin != origin) {
        edit.before(begin, releaseOf(local), 1);
      }
    }
  }

  /** Comes by a second time, as it may, for null only. */
  private static InsnList releaseOf(int local) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, local));
    code.add(BridgeCalls.call("releaseFormat", "(L" + OBJECT + ";)V"));
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(new VarInsnNode(Opcodes.ASTORE, local));
    return code;
  }
}
