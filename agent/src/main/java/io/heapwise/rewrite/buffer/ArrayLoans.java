package io.heapwise.rewrite.buffer;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.rewrite.Secrets;
import io.heapwise.runtime.Sites;
import io.heapwise.runtime.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The calls of one method that are given an array under analysis: those that need nothing, those
 * that a guard must go along with, and those of helpers of the class, which are guarded in their
 * turn. Confined to one thread.
 */
final class ArrayLoans implements CallEffects {
  private static final int MAX_DEPTH = 3;
  private static final Object GUARDED = new Object();

  private final MethodContext method;
  private final List<GuardedCall> guarded = new ArrayList<>();
  private final List<Helper> helpers = new ArrayList<>();

  private ArrayLoans(MethodContext method) {
    this.method = method;
  }

  private record Helper(MethodInsnNode call, int operand) {}

  /**
   * Finds out where a method lends an array.
   *
   * @param refusal where to put the reason why the array must be left alone
   * @return null with a refusal
   */
  static ArrayLoans of(MethodContext method, Value array, String[] refusal) {
    if (!array.isDistinct()) {
      refusal[0] = "may be another array where it is used";
      return null;
    }
    ArrayLoans loans = new ArrayLoans(method);
    String escape = Escape.of(array, loans);
    if (escape != null) {
      refusal[0] = "escapes: " + escape;
      return null;
    }
    for (Use use : array.uses()) {
      if (use.instruction().getOpcode() == Opcodes.INVOKEDYNAMIC) {
        refusal[0] = "escapes: shown by a concatenation";
        return null;
      }
    }
    return loans;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (method.isChanged(call)) {
      return "passed to a call that is rewritten";
    }
    Value[] operands = method.flow().operands(call);
    if (CopyingCalls.includes(call, operands, operand)) {
      return null;
    }
    String place = "passed to " + Escape.simpleName(call.owner) + "." + call.name;
    boolean isReceiver = operand == 0 && call.getOpcode() != Opcodes.INVOKESTATIC;
    if (isReceiver || Secrets.isKeeper(call.owner) || !isGivenAsArray(call, operand)) {
      return place;
    }
    if (method.ownMethods().include(call)) {
      helpers.add(new Helper(call, operand));
      return null;
    }
    if (!isChosenByReceiver(call) || isKnownToKeep(call)) {
      return place;
    }
    GuardedCall guard = GuardedCall.of(method, call, operand);
    if (guard == null) {
      return place + ", with arguments that run code of their own";
    }
    guarded.add(guard);
    return null;
  }

  /** As an Object it would show its identity. */
  static boolean isGivenAsArray(MethodInsnNode call, int operand) {
    int position = call.getOpcode() == Opcodes.INVOKESTATIC ? operand : operand - 1;
    return position < 0 || Type.getArgumentTypes(call.desc)[position].getSort() == Type.ARRAY;
  }

  /**
   * Whether the class of the receiver alone tells which method runs. That of a private method, or
   * of one that only its package sees, does not: such a call can come only from the same package.
   */
  private boolean isChosenByReceiver(MethodInsnNode call) {
    if (call.getOpcode() == Opcodes.INVOKEINTERFACE) {
      return !outermost(call.owner).equals(outermost(method.className()));
    }
    if (call.getOpcode() != Opcodes.INVOKEVIRTUAL) {
      return false;
    }
    int access = method.accessOf(call);
    return access >= 0
        ? (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        : !packageOf(call.owner).equals(packageOf(method.className()));
  }

  private static String outermost(String internalName) {
    int dollar = internalName.indexOf('$');
    return dollar < 0 ? internalName : internalName.substring(0, dollar);
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  /** A guard would let every claim escape. */
  private static boolean isKnownToKeep(MethodInsnNode call) {
    return call.name.equals("setInput")
        && (call.owner.equals("java/util/zip/Inflater")
            || call.owner.equals("java/util/zip/Deflater"));
  }

  /** Whether no code sees it that is not known before it runs. */
  boolean isEmpty() {
    return guarded.isEmpty() && helpers.isEmpty();
  }

  /** Calls to be guarded in this method. */
  List<GuardedCall> guarded() {
    return guarded;
  }

  /**
   * Adds the guard of a call to an edit.
   *
   * @param local the local variable that holds the array
   * @param descriptor of the array
   * @return false if there are too many kinds of calls
   */
  static boolean guard(GuardedCall guarded, MethodEdit edit, int local, String descriptor) {
    MethodInsnNode call = guarded.call();
    int number = Trust.callOnZeroed(call.name, call.desc, guarded.operand());
    if (number == Trust.NO_CALL || number >= Sites.CAPACITY) {
      return false;
    }
    InsnList code = new InsnList(); // ..., receiver
    code.add(new VarInsnNode(Opcodes.ALOAD, local)); // ..., receiver, array
    code.add(new IntInsnNode(Opcodes.SIPUSH, number)); // ..., receiver, array, call
    code.add(BridgeCalls.call("lend", "(Ljava/lang/Object;" + descriptor + "I)V")); // ...
    guarded.addTo(edit, code, 3);
    return true;
  }

  /**
   * Puts guards into the helpers, or returns why that cannot be done.
   *
   * @param depth calls between the method that makes the array and this one
   */
  String guardHelpers(int depth) {
    for (Helper helper : helpers) {
      String target = Escape.simpleName(helper.call.owner) + "." + helper.call.name;
      if (depth == MAX_DEPTH) {
        return "passed more than " + MAX_DEPTH + " calls deep, to " + target;
      }
      String refusal = guardOnce(helper, depth);
      if (refusal != null) {
        return "passed to " + target + ", there " + refusal;
      }
    }
    return null;
  }

  /** What was found for a helper holds for all that call it. */
  private String guardOnce(Helper helper, int depth) {
    String key = "buffer " + helper.operand + helper.call.name + helper.call.desc;
    Object known = method.notes().get(key);
    if (known == null) {
      // As long as the answer is open: for a helper that calls itself.
      method.notes().put(key, "passed to a recursive method");
      MethodContext body = method.ownMethod(helper.call);
      String refusal =
          body == null
              ? "used by code that is not understood"
              : HelperGuards.plan(body, helper.call, helper.operand, depth + 1);
      known = refusal == null ? GUARDED : refusal;
      method.notes().put(key, known);
    }
    return known == GUARDED ? null : (String) known;
  }
}
