package io.heapwise.rewrite.writer;

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
 * releases. What is written to it after that no longer matters.
 */
final class WriterClaim {
  private static final String RELEASE = "(L" + WriterUse.WRITER + ";)Ljava/lang/String;";

  private final MethodContext method;
  private final TypeInsnNode allocation;
  private final Value writer;

  private WriterClaim(MethodContext method, TypeInsnNode allocation) {
    this.method = method;
    this.allocation = allocation;
    writer = method.flow().produced(allocation);
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
    BuilderLoans loans = BuilderLoans.of(method, WriterUse.KIND, writer, escape);
    if (loans == null) {
      return escape[0];
    }
    List<MethodInsnNode> releases = lastLooks();
    if (releases.isEmpty()) {
      return "its last use is no toString()";
    }
    if (loans.isEmpty()) {
      construction.replace("claimWriter", WriterUse.WRITER);
      for (MethodInsnNode release : releases) {
        // ..., writer -> ..., string
        method.callBridge(release, 0, "releaseWriter", RELEASE);
      }
      WriterRewrite.planned(false);
      return null;
    }
    // The guard is little beside a writer, its buffer, and what is written to it in other classes.
    String problem =
        new LentBuilderClaim(method, construction, allocation, loans, "claimLentWriter")
            .aroundSlowCall()
            .plan(releases);
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
          && call.name.equals("toString")
          && call.owner.equals(WriterUse.WRITER)
          && !method.flow().isUsedAfter(call, looks, allocation)) {
        found.add(call);
      }
    }
    return found;
  }

  /** What may come behind the release, because it does not ask for the text. */
  private static boolean isWithoutLook(Use use) {
    AbstractInsnNode insn = use.instruction();
    return insn.getOpcode() == Opcodes.IFNULL
        || insn.getOpcode() == Opcodes.IFNONNULL
        || insn instanceof MethodInsnNode call && WriterUse.KIND.isWrite(call, use.operand());
  }
}
