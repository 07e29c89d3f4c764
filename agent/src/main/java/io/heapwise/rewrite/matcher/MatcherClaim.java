package io.heapwise.rewrite.matcher;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.LastUses;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MatcherCalls;
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
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns the call that makes a matcher into a claim from the pool, with the release behind its last
 * use. The original call stays, for a pattern that is null: so it fails as it did, with the message
 * that names where the null came from.
 */
final class MatcherClaim {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {Opcodes.NOP, Opcodes.GOTO};

  private static final String TAKES_TEXT = "(Ljava/util/regex/Pattern;Ljava/lang/CharSequence;I)";
  private static final String TAKES_MATCHER = "(Ljava/util/regex/Matcher;)V";
  private static final String REPLACES =
      "(Ljava/util/regex/Matcher;Ljava/lang/String;)Ljava/lang/String;";

  private final MethodContext method;
  private final MethodFlow flow;
  private final MethodInsnNode call;
  private final Value matcher;
  private final MethodEdit edit;
  private final IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);

  MatcherClaim(MethodContext method, MethodInsnNode call) {
    this.method = method;
    this.call = call;
    flow = method.flow();
    matcher = flow.produced(call);
    edit = method.edit();
  }

  /** Whether a call is one that stands behind a call of the bridge already. */
  static boolean isDone(MethodInsnNode call) {
    return BridgeCalls.isBehindOne(call, BETWEEN);
  }

  /** Plans the edits, or returns why not. */
  String plan() {
    if (method.secret() != null) {
      return method.secret();
    }
    if (matcher.isUnused() && matcher.phis().isEmpty()) {
      return "is not used";
    }
    String escape = Escape.of(matcher, new MatcherEffects(method.summaries(), false));
    if (escape != null) {
      return "escapes: " + escape;
    }
    if (!matcher.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    // A match takes far longer than the call that a method too large to be inlined costs.
    edit.isAroundSlowCall();
    MethodInsnNode only = onlyUse();
    if (only != null && isQuestion(only) && isNext(only)) {
      return ask(only);
    }
    if (only != null && isReplacement(only) && !method.isChanged(only)) {
      return replace(only);
    }
    return claim();
  }

  private MethodInsnNode onlyUse() {
    return matcher.uses().size() == 1
            && matcher.uses().get(0).operand() == 0
            && matcher.uses().get(0).instruction() instanceof MethodInsnNode use
            && use.owner.equals(MatcherCalls.MATCHER)
        ? use
        : null;
  }

  private static boolean isQuestion(MethodInsnNode use) {
    return use.desc.equals("()Z")
        && (use.name.equals("matches") || use.name.equals("find") || use.name.equals("lookingAt"));
  }

  /** Whether nothing but a call and the next one is done with the matcher. */
  private boolean isNext(MethodInsnNode use) {
    return Adjacent.after(call) == use
        && flow.inOneBlock(call, use)
        && !method.hasFrameBetween(call, use);
  }

  private static boolean isReplacement(MethodInsnNode use) {
    return use.name.equals("replaceAll") || use.name.equals("replaceFirst");
  }

  /** One call instead of two. */
  private String ask(MethodInsnNode question) {
    InsnList code = new InsnList();
    LabelNode isNull = unlessNull(code);
    callBridge(code, question.name, "Z"); // ..., result
    return apply(code, isNull, question, new InsnList());
  }

  /** The matcher is released by what replaces its only use, on the stack as it is. */
  private String replace(MethodInsnNode use) {
    InsnList code = new InsnList();
    LabelNode isNull = unlessNull(code);
    callBridge(code, "claimMatcher", "Ljava/util/regex/Matcher;"); // ..., matcher
    String refusal = apply(code, isNull, call, new InsnList());
    if (refusal == null) {
      boolean isAll = use.name.equals("replaceAll");
      // ..., matcher, replacement -> ..., text
      method.callBridge(use, 0, isAll ? "releaseReplacingAll" : "releaseReplacingFirst", REPLACES);
    }
    return refusal;
  }

  private String claim() {
    LastUses last = LastUses.of(flow, matcher);
    if (last.behind().isEmpty() && last.inFrontOf().isEmpty()) {
      return "has no last use on a normal path";
    }
    int local = edit.newLocal(MatcherCalls.MATCHER);
    InsnList code = new InsnList();
    LabelNode isNull = unlessNull(code);
    callBridge(code, "claimMatcher", "Ljava/util/regex/Matcher;"); // ..., matcher
    for (AbstractInsnNode use : last.behind()) {
      edit.after(use, releaseOf(local), 1);
    }
    for (AbstractInsnNode begin : last.inFrontOf()) {
      edit.before(begin, releaseOf(local), 1);
    }
    InsnList remember = new InsnList();
    remember.add(new InsnNode(Opcodes.DUP));
    remember.add(new VarInsnNode(Opcodes.ASTORE, local));
    return apply(code, isNull, call, remember);
  }

  /** Comes by a second time, as it may, for null only. */
  private static InsnList releaseOf(int local) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, local));
    code.add(BridgeCalls.call("releaseMatcher", TAKES_MATCHER));
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(new VarInsnNode(Opcodes.ASTORE, local));
    return code;
  }

  private static LabelNode unlessNull(InsnList code) {
    LabelNode isNull = new LabelNode();
    code.add(new InsnNode(Opcodes.DUP2)); // ..., pattern, text, pattern, text
    code.add(new InsnNode(Opcodes.POP));
    code.add(new JumpInsnNode(Opcodes.IFNULL, isNull)); // ..., pattern, text
    return isNull;
  }

  private void callBridge(InsnList code, String name, String result) {
    code.add(site); // ..., pattern, text, site
    code.add(BridgeCalls.call(name, TAKES_TEXT + result));
  }

  /**
   * Puts code in front of the call, past which it goes on behind the last of the calls.
   *
   * @param behind where both ways meet
   */
  private String apply(InsnList code, LabelNode isNull, AbstractInsnNode last, InsnList behind) {
    LabelNode end = new LabelNode();
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(isNull);
    code.add(new InsnNode(Opcodes.NOP)); // ..., pattern, text
    behind.insert(end);
    edit.before(call, code, 2);
    edit.after(last, behind, 0);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Last of all: a site that is refused has no number.
    site.operand = method.numberOf(call);
    return edit.apply();
  }
}
