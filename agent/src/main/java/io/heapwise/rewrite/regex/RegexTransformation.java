package io.heapwise.rewrite.regex;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MatcherCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.runtime.RegexSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Replaces static methods of Pattern by the bridge's, and puts a call of the bridge in front of
 * String's. These stay, for a text that is null: so they fail as they did, with the message that
 * names where the null came from.
 */
final class RegexTransformation {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {Opcodes.NOP, Opcodes.POP2, Opcodes.DUP2_X1, Opcodes.GOTO};

  private static final String STRING = "Ljava/lang/String;";
  private static final String ONE_STRING = "(" + STRING + ")";

  private final MethodContext method;
  private final MethodFlow flow;
  private final MethodInsnNode call;
  private final boolean isOfPattern;
  private final LabelNode end = new LabelNode();

  RegexTransformation(MethodContext method, MethodInsnNode call) {
    this.method = method;
    flow = method.flow();
    this.call = call;
    isOfPattern = call.owner.equals(MatcherCalls.PATTERN);
  }

  /** Whether a call is one that stands behind a call of the bridge already. */
  static boolean isDone(MethodInsnNode call) {
    return BridgeCalls.isBehindOne(call, BETWEEN);
  }

  /** Makes the changes, or returns why not. */
  String plan() {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    String regex = constant(flow.operand(call, isOfPattern ? 0 : 1));
    if (regex == null) {
      return "the regular expression is not a constant";
    }
    // Where nothing else is on the stack above it, the scan of the raw code asks for that as well.
    if (call.desc.startsWith(ONE_STRING) && !(Adjacent.before(call) instanceof LdcInsnNode)) {
      return "the regular expression is in a variable";
    }
    if (method.secret() != null) {
      return method.secret();
    }
    if (call.name.equals("split") && RegexSupport.isSplitWithoutPattern(regex)) {
      return "splits at a single character, without a pattern";
    }
    if (call.name.equals("compile")) {
      return compile(regex);
    }
    if (isOfPattern) {
      RegexSupport.countFor(regex, 0, method.numberOf(call));
      // ..., regex, text -> ..., result
      method.callBridge(call, 0, "matchesRegex", call.desc);
      return null;
    }
    String refusal = call.desc.startsWith(ONE_STRING) ? askFirst() : askFirstOfThree();
    if (refusal == null) {
      RegexSupport.countFor(regex, 0, method.numberOf(call));
    }
    return refusal;
  }

  private static String constant(Value value) {
    return value.kind() == Value.Kind.CONSTANT
            && value.definition() instanceof LdcInsnNode constant
            && constant.cst instanceof String text
        ? text
        : null;
  }

  private String compile(String regex) {
    int flags = 0;
    if (call.desc.startsWith("(" + STRING + "I)")) {
      Value given = flow.operand(call, 1);
      if (given.kind() != Value.Kind.CONSTANT) {
        return "the flags are not constant";
      }
      flags = number(given.definition());
    }
    String escape = Escape.of(flow.produced(call), new PatternEffects(method));
    if (escape != null) {
      return "escapes: " + escape;
    }
    RegexSupport.countFor(regex, flags, method.numberOf(call));
    // ..., regex, [flags] -> ..., pattern
    method.callBridge(call, 0, "compile", call.desc);
    return null;
  }

  /** An int that an instruction pushes. */
  private static int number(AbstractInsnNode push) {
    if (push instanceof IntInsnNode pushed) {
      return pushed.operand;
    }
    return push instanceof LdcInsnNode constant
        ? (Integer) constant.cst
        : push.getOpcode() - Opcodes.ICONST_0;
  }

  private String askFirst() {
    InsnList code = new InsnList();
    LabelNode isNull = unlessNull(code); // ..., text, regex
    String result = call.desc.substring(call.desc.indexOf(')') + 1);
    String name = call.name.equals("matches") ? "matchesConstant" : "split";
    code.add(BridgeCalls.call(name, "(" + STRING + STRING + ")" + result));
    code.add(goOn(isNull));
    code.add(new InsnNode(Opcodes.NOP)); // ..., text, regex
    return apply(code, 2);
  }

  private String askFirstOfThree() {
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP_X2)); // ..., third, text, regex, third
    code.add(new InsnNode(Opcodes.POP));
    LabelNode isNull = unlessNull(code); // ..., third, text, regex
    String result = call.desc.substring(call.desc.indexOf(')') + 1);
    boolean isSplit = call.name.equals("split");
    String name = isSplit ? "split" : call.name + "Of";
    String third = isSplit ? "I" : STRING;
    code.add(BridgeCalls.call(name, "(" + third + STRING + STRING + ")" + result));
    code.add(goOn(isNull));
    code.add(new InsnNode(Opcodes.DUP2_X1)); // ..., text, regex, third, text, regex
    code.add(new InsnNode(Opcodes.POP2));
    return apply(code, 3);
  }

  private static LabelNode unlessNull(InsnList code) {
    LabelNode isNull = new LabelNode();
    code.add(new InsnNode(Opcodes.DUP2)); // ..., text, regex, text, regex
    code.add(new InsnNode(Opcodes.POP));
    code.add(new JumpInsnNode(Opcodes.IFNULL, isNull)); // ..., text, regex
    return isNull;
  }

  /** Past the original call; a text that is null gets here. */
  private InsnList goOn(LabelNode isNull) {
    InsnList code = new InsnList();
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(isNull);
    return code;
  }

  private String apply(InsnList code, int slots) {
    InsnList behind = new InsnList();
    behind.add(end);
    MethodEdit edit = method.edit();
    // To compile takes far longer than the call that a method too large to be inlined costs.
    edit.isAroundSlowCall();
    edit.before(call, code, slots);
    edit.after(call, behind, 0);
    return edit.apply();
  }
}
