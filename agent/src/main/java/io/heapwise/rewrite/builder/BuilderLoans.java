package io.heapwise.rewrite.builder;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.OutputUse;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.WriterUse;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.rewrite.Secrets;
import io.heapwise.runtime.LentBuilders;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The calls of one method that are given a builder, a writer or an output stream: those that are
 * known to be harmless, those whose receiver must be asked before, and those that name their
 * target, which must be asked for once it is linked. Confined to one thread.
 */
public final class BuilderLoans implements CallEffects {
  private static final String LEND = "(Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;";
  private static final String LENT = "(Ljava/lang/Class;Ljava/lang/Object;I)Ljava/lang/Object;";
  private static final String TAKEN = ", and what that returns is used";

  private final MethodContext method;
  private final Lendable kind;
  private final List<MethodInsnNode> releases;
  private final List<GuardedCall> chosen = new ArrayList<>();
  private final List<Named> named = new ArrayList<>();

  /** A call that names its target. */
  private record Named(MethodInsnNode call, int operand) {}

  private BuilderLoans(MethodContext method, Lendable kind, List<MethodInsnNode> releases) {
    this.method = method;
    this.kind = kind;
    this.releases = releases;
  }

  /**
   * Finds out where a method lends a builder.
   *
   * @param builder a builder, or something else of this kind
   * @param releases calls on it that are not going to be made
   * @param refusal where to put the reason why the builder must be left alone
   * @return null with a refusal
   */
  public static BuilderLoans of(
      MethodContext method,
      Lendable kind,
      Value builder,
      List<MethodInsnNode> releases,
      String[] refusal) {
    BuilderLoans loans = new BuilderLoans(method, kind, releases);
    String escape = Escape.of(builder, loans);
    if (escape != null) {
      refusal[0] = "escapes: " + escape;
      return null;
    }
    return loans;
  }

  public boolean isEmpty() {
    return chosen.isEmpty() && named.isEmpty();
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (kind.isHarmless(call, operand)) {
      return BuilderEffects.isLostSightOf(kind, call, operand) ? BuilderEffects.LOST : null;
    }
    if (operand == 0 && releases.contains(call)) {
      return null;
    }
    if (kind.isWrapped(call, operand) && method.flow().isOwnConstructor(call)) {
      return null;
    }
    boolean isOwn = method.ownMethods().include(call);
    String reason = isOwn ? BuilderEffects.certain(method, kind).escape(call, operand) : "";
    if (reason == null) {
      return null;
    }
    if (!mayBeLent(call, operand)
        || isOwn && BuilderEffects.open(method, kind).escape(call, operand) != null) {
      return isOwn ? reason : BuilderEffects.certain(method, kind).escape(call, operand);
    }
    String problem = isOwn || isNamed(call) ? named(call, operand) : chosen(call, operand);
    return problem == null
        ? null
        : (isOwn ? reason : BuilderEffects.certain(method, kind).escape(call, operand)) + problem;
  }

  private boolean mayBeLent(MethodInsnNode call, int operand) {
    return !kind.is(call.owner)
        && !call.owner.equals(BridgeCalls.BRIDGE)
        && !method.isChanged(call)
        && !Secrets.isKeeper(call.owner)
        && isDeclared(kind, call, operand);
  }

  /** Notes a call to be guarded, or returns what is in the way. */
  private String chosen(MethodInsnNode call, int operand) {
    if (isTaken(call)) {
      return TAKEN;
    }
    if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
      return "";
    }
    GuardedCall guard = GuardedCall.of(method, call, operand);
    if (guard == null) {
      return ", with arguments that run code of their own";
    }
    chosen.add(guard);
    return null;
  }

  private String named(MethodInsnNode call, int operand) {
    if (isTaken(call)) {
      return TAKEN;
    }
    if (method.classVersion() < Opcodes.V1_5) {
      return "";
    }
    if (method.flow().mayRecoverAt(call)) {
      return ", and what that throws may be caught";
    }
    named.add(new Named(call, operand));
    return null;
  }

  /** What may be the builder itself would have to be followed as well. */
  private boolean isTaken(MethodInsnNode call) {
    return isDeclared(kind, Type.getReturnType(call.desc)) && !isDropped(call);
  }

  static boolean isNamed(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC || call.name.equals("<init>");
  }

  /** Whether nobody looks at what a call returns. */
  private boolean isDropped(MethodInsnNode call) {
    Value returned = method.flow().produced(call);
    return returned == null || returned.isUnused() && returned.phis().isEmpty();
  }

  /** Whoever is given it as an object does not want the text, but keeps it or asks what it is. */
  static boolean isDeclared(Lendable kind, MethodInsnNode call, int operand) {
    int position = call.getOpcode() == Opcodes.INVOKESTATIC ? operand : operand - 1;
    return position >= 0 && isDeclared(kind, Type.getArgumentTypes(call.desc)[position]);
  }

  private static boolean isDeclared(Lendable kind, Type type) {
    return type.getSort() == Type.OBJECT && kind.isDeclared(type.getInternalName());
  }

  /**
   * Adds the guards to an edit.
   *
   * @param kept the local variable that holds the builder for as long as nobody else may have it
   * @param numbers takes the constants that the number of the site must still be added to
   * @return false if there are too many kinds of calls
   */
  boolean guard(MethodEdit edit, int kept, List<LdcInsnNode> numbers) {
    for (GuardedCall guard : chosen) {
      MethodInsnNode call = guard.call();
      int number = Trust.callWith(lent(call), call.name, call.desc, guard.operand());
      if (number == Trust.NO_CALL) {
        return false;
      }
      guard.addTo(edit, ask(number, "lend", LEND, kept, numbers), 3);
    }
    for (Named each : named) {
      MethodInsnNode call = each.call;
      int number = Trust.exactCallWith(lent(call), call.owner, call.name, call.desc, each.operand);
      if (number == Trust.NO_CALL) {
        return false;
      }
      InsnList code = ask(number, "lent", LENT, kept, numbers);
      code.insert(new LdcInsnNode(Type.getObjectType(method.className()))); // ..., class
      edit.after(call, code, 3);
    }
    return true;
  }

  private int lent(MethodInsnNode call) {
    boolean isDropped = isDropped(call);
    if (kind == OutputUse.KIND) {
      return isDropped ? LentCall.DROPPED_OUTPUT : LentCall.OUTPUT;
    }
    if (kind == WriterUse.KIND) {
      return isDropped ? LentCall.DROPPED_WRITER : LentCall.WRITER;
    }
    return isDropped ? LentCall.DROPPED_BUILDER : LentCall.BUILDER;
  }

  private static InsnList ask(
      int number, String name, String descriptor, int kept, List<LdcInsnNode> numbers) {
    LdcInsnNode callAndSite = new LdcInsnNode(LentBuilders.callAndSite(number, 0));
    numbers.add(callAndSite);
    InsnList code = new InsnList(); // ..., receiver or class
    code.add(new VarInsnNode(Opcodes.ALOAD, kept));
    code.add(callAndSite); // ..., receiver or class, builder, call and site
    code.add(BridgeCalls.call(name, descriptor)); // ..., builder
    code.add(new VarInsnNode(Opcodes.ASTORE, kept)); // ...
    return code;
  }
}
