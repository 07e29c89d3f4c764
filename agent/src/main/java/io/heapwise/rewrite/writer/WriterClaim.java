package io.heapwise.rewrite.writer;

import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.OutputUse;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.analysis.WriterUse;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.builder.BuilderLoans;
import io.heapwise.rewrite.builder.LentBuilderClaim;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Turns the allocation of a {@code StringWriter} into a claim, and the last looks at its text into
 * releases. What is written to it after that no longer matters. The same for a {@code
 * ByteArrayOutputStream}, if it is lent.
 */
final class WriterClaim {
  private static final String RELEASE = "(L" + WriterUse.WRITER + ";)Ljava/lang/String;";

  /** There C2 does away with the locks of a writer that nobody else has; not before. */
  private static final boolean LOCKS_GO = Runtime.version().feature() > 17;

  private final MethodContext method;
  private final TypeInsnNode allocation;
  private final Value writer;
  private final boolean isOutput;
  private final Lendable kind;

  private WriterClaim(MethodContext method, TypeInsnNode allocation) {
    this.method = method;
    this.allocation = allocation;
    writer = method.flow().produced(allocation);
    isOutput = allocation.desc.equals(OutputUse.OUTPUT);
    kind = isOutput ? OutputUse.KIND : WriterUse.KIND;
  }

  /** Plans the edits for the writer that an instruction allocates, or returns why not. */
  static String plan(MethodContext method, TypeInsnNode allocation) {
    return new WriterClaim(method, allocation).plan();
  }

  private String plan() {
    if (method.secret() != null) {
      return method.secret();
    }
    Construction construction = Construction.of(method, allocation);
    String refusal = construction.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (!writer.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    String[] escape = new String[1];
    List<MethodInsnNode> releases = lastLooks();
    BuilderLoans loans = BuilderLoans.of(method, kind, writer, releases, escape);
    if (loans == null) {
      return escape[0];
    }
    if (releases.isEmpty()) {
      return isOutput
          ? "its last use is neither toByteArray() nor toString()"
          : "its last use is no toString()";
    }
    if (isOutput) {
      return loans.isEmpty() && !isHandedOn()
          ? "lent to nobody"
          : lent(construction, loans, releases);
    }
    if (loans.isEmpty()) {
      if (LOCKS_GO && isAlone(writer)) {
        return "nobody else writes to it";
      }
      construction.replace("claimWriter", WriterUse.WRITER);
      for (MethodInsnNode release : releases) {
        // ..., writer -> ..., string
        method.callBridge(release, 0, "releaseWriter", RELEASE);
      }
      WriterRewrite.planned(false);
      return null;
    }
    return lent(construction, loans, releases);
  }

  private String lent(
      Construction construction, BuilderLoans loans, List<MethodInsnNode> releases) {
    String name = isOutput ? "claimLentOutput" : "claimLentWriter";
    LentBuilderClaim claim = new LentBuilderClaim(method, construction, allocation, loans, name);
    if (!isOutput) {
      // The guard is little beside a writer, its buffer, and what is written to it in other
      // classes.
      claim.aroundSlowCall();
    }
    String problem = claim.plan(releases);
    if (problem == null) {
      WriterRewrite.planned(true);
    }
    return problem;
  }

  private List<MethodInsnNode> lastLooks() {
    List<Use> looks = new ArrayList<>();
    List<Use> uses = writer.uses();
    for (int i = 0; i < uses.size(); i++) {
      if (!isWithoutLook(uses.get(i))) {
        looks.add(uses.get(i));
      }
    }
    List<MethodInsnNode> found = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      if (looks.get(i).instruction() instanceof MethodInsnNode call
          && isLook(call)
          && !method.flow().isUsedAfter(call, looks, allocation)) {
        found.add(call);
      }
    }
    return found;
  }

  /**
   * Whether an object is given to nobody, be it another method of the class or what is around it.
   */
  private static boolean isAlone(Value object) {
    List<Use> uses = object.uses();
    for (int i = 0; i < uses.size(); i++) {
      if (uses.get(i).instruction() instanceof MethodInsnNode call
          && (uses.get(i).operand() > 0 || call.getOpcode() == Opcodes.INVOKESTATIC)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether others write to it through what the JDK has around it. What only this method writes to
   * may be gone once it is compiled, its locks included.
   */
  private boolean isHandedOn() {
    List<Use> uses = writer.uses();
    for (int i = 0; i < uses.size(); i++) {
      if (uses.get(i).instruction() instanceof MethodInsnNode call
          && kind.isWrapped(call, uses.get(i).operand())
          && !isAlone(method.flow().operands(call)[0])) {
        return true;
      }
    }
    return false;
  }

  private boolean isLook(MethodInsnNode call) {
    return call.owner.equals(allocation.desc)
        && (call.name.equals("toString") && !call.desc.startsWith("(I")
            || call.name.equals("toByteArray"));
  }

  /** What may come behind the release, because it does not ask for the text. */
  private boolean isWithoutLook(Use use) {
    AbstractInsnNode insn = use.instruction();
    return insn.getOpcode() == Opcodes.IFNULL
        || insn.getOpcode() == Opcodes.IFNONNULL
        || insn instanceof MethodInsnNode call && kind.isWrite(call, use.operand());
  }
}
