package io.heapwise.rewrite.builder;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Turns the allocation of a string builder into a claim from the pool, and each {@code toString()}
 * that is its last use into the release. All calls in between stay as they are, and so do frames,
 * locals and the order of everything.
 */
public final class BuilderClaim {
  private static final String BUILDER_TYPE = "L" + BuilderCalls.BUILDER + ";";
  private static final String BUFFER_TYPE = "L" + BuilderCalls.BUFFER + ";";
  private static final String CLAIM_BUILDER = "(I)" + BUILDER_TYPE;
  private static final String CLAIM_BUFFER = "(I)" + BUFFER_TYPE;
  private static final String RELEASE_BUILDER = "(" + BUILDER_TYPE + ")Ljava/lang/String;";
  private static final String RELEASE_BUFFER = "(" + BUFFER_TYPE + ")Ljava/lang/String;";

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
    AbstractInsnNode dup = Adjacent.after(allocation);
    MethodInsnNode constructor = constructorOf(builder);
    String refusal = refusalOfConstruction(dup, constructor);
    if (refusal != null) {
      return refusal;
    }
    if (!builder.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    String escape = Escape.of(builder, new BuilderEffects(method.summaries()));
    if (escape != null) {
      return "escapes: " + escape;
    }
    List<MethodInsnNode> releases = lastToStrings();
    if (releases.isEmpty()) {
      return "its last use is not a toString()";
    }
    if (feedsOnlyThrowables(releases)) {
      return ThrowableFeed.REASON;
    }
    edit(constructor, releases);
    return null;
  }

  private String refusalOfConstruction(AbstractInsnNode dup, MethodInsnNode constructor) {
    if (constructor == null || dup == null || dup.getOpcode() != Opcodes.DUP) {
      return "constructed in an unusual way";
    }
    if (constructor.desc.equals("(Ljava/lang/CharSequence;)V")) {
      return "constructed from a CharSequence";
    }
    for (AbstractInsnNode node = allocation; node != constructor; node = node.getNext()) {
      if (node == null || node != dup && builder.copies().contains(node)) {
        return "constructed in an unusual way";
      }
    }
    // In between the operand stack changes: two references become one number.
    return method.flow().inOneBlock(allocation, constructor)
            && !method.hasFrameBetween(allocation, constructor)
        ? null
        : "constructed around a branch";
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

  private void edit(MethodInsnNode constructor, List<MethodInsnNode> releases) {
    method.remove(Adjacent.after(allocation)); // dup
    method.pushNumber(allocation, method.numberOf(allocation)); // ... -> ..., site
    // ..., site, [argument] -> ..., builder
    String claim = isBuffer ? "claimBuffer" : "claimBuilder";
    method.callBridge(constructor, 0, claim, claimDescriptor(constructor.desc));
    String release = isBuffer ? "releaseBuffer" : "releaseBuilder";
    String descriptor = isBuffer ? RELEASE_BUFFER : RELEASE_BUILDER;
    for (int i = 0; i < releases.size(); i++) {
      // ..., builder -> ..., string
      method.callBridge(releases.get(i), 0, release, descriptor);
    }
  }

  private String claimDescriptor(String constructorDescriptor) {
    if (constructorDescriptor.equals("()V")) {
      return isBuffer ? CLAIM_BUFFER : CLAIM_BUILDER;
    }
    String parameters = constructorDescriptor.substring(1, constructorDescriptor.indexOf(')'));
    return "(I" + parameters + ")" + (isBuffer ? BUFFER_TYPE : BUILDER_TYPE);
  }

  /** The one constructor call on an object allocated in this method, or null. */
  public static MethodInsnNode constructorOf(Value object) {
    MethodInsnNode found = null;
    List<Use> uses = object.uses();
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.operand() == 0
          && use.instruction() instanceof MethodInsnNode call
          && call.name.equals("<init>")) {
        if (found != null) {
          return null;
        }
        found = call;
      }
    }
    return found;
  }
}
