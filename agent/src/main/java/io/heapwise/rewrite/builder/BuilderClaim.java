package io.heapwise.rewrite.builder;

import io.heapwise.analysis.BuilderUse;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Turns the allocation of a string builder into a claim from the pool, and each {@code toString()}
 * that is its last use into the release. All calls in between stay as they are, and so do frames,
 * locals and the order of everything. Where that is not enough, {@link LentBuilderClaim} does more.
 */
public final class BuilderClaim {
  private static final String RELEASE_BUILDER =
      "(L" + BuilderCalls.BUILDER + ";)Ljava/lang/String;";

  private static final String RELEASE_BUFFER = "(L" + BuilderCalls.BUFFER + ";)Ljava/lang/String;";

  private final MethodContext method;
  private final TypeInsnNode allocation;
  private final Value builder;
  private final boolean isBuffer;

  private BuilderClaim(MethodContext method, TypeInsnNode allocation) {
    this.method = method;
    this.allocation = allocation;
    builder = method.flow().produced(allocation);
    isBuffer = allocation.desc.equals(BuilderCalls.BUFFER);
  }

  /** Plans the edits for the builder that an instruction allocates, or returns why not. */
  public static String plan(MethodContext method, TypeInsnNode allocation) {
    return new BuilderClaim(method, allocation).plan();
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
    if (construction.constructor().desc.equals("(Ljava/lang/CharSequence;)V")) {
      return "constructed from a CharSequence";
    }
    if (!builder.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    String[] escape = new String[1];
    List<MethodInsnNode> releases = lastToStrings();
    BuilderLoans loans = BuilderLoans.of(method, BuilderUse.KIND, builder, releases, escape);
    if (loans == null) {
      return escape[0];
    }
    if (!releases.isEmpty() && feedsOnlyThrowables(releases)) {
      return ThrowableFeed.REASON;
    }
    if (loans.isEmpty() && !releases.isEmpty()) {
      edit(construction, releases);
      return null;
    }
    String problem =
        new LentBuilderClaim(method, construction, allocation, loans, claimOf()).plan(releases);
    if (problem == null) {
      BuilderRewrite.lent(!loans.isEmpty());
    }
    return problem;
  }

  private String claimOf() {
    return isBuffer ? "claimLentBuffer" : "claimLentBuilder";
  }

  private List<MethodInsnNode> lastToStrings() {
    List<MethodInsnNode> found = new ArrayList<>();
    List<Use> uses = builder.uses();
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.instruction() instanceof MethodInsnNode call
          && use.operand() == 0
          && BuilderCalls.isToString(call)
          && !method.flow().isUsedAfter(call, builder, allocation)) {
        found.add(call);
      }
    }
    return found;
  }

  private boolean feedsOnlyThrowables(List<MethodInsnNode> toStrings) {
    MethodFlow flow = method.flow();
    for (MethodInsnNode toString : toStrings) {
      if (!ThrowableFeed.isOnlyUse(flow, flow.produced(toString))) {
        return false;
      }
    }
    return true;
  }

  private void edit(Construction construction, List<MethodInsnNode> releases) {
    construction.replace(isBuffer ? "claimBuffer" : "claimBuilder", allocation.desc);
    String release = isBuffer ? "releaseBuffer" : "releaseBuilder";
    String descriptor = isBuffer ? RELEASE_BUFFER : RELEASE_BUILDER;
    for (int i = 0; i < releases.size(); i++) {
      // ..., builder -> ..., string
      method.callBridge(releases.get(i), 0, release, descriptor);
    }
  }
}
