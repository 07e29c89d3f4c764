package io.heapwise.rewrite.readallbytes;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.OutputUse;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Turns the allocation of a {@code ByteArrayOutputStream} that only its method looks at into a
 * claim, and the last looks at what was written into releases. Nothing in the method moves.
 */
final class OutputClaim implements CallEffects {
  private static final String TYPE = "L" + OutputUse.OUTPUT + ";";

  private final MethodContext method;
  private final TypeInsnNode allocation;
  private final Value output;

  /** Whether others write to it, who may be anywhere. */
  private boolean isWrapped;

  private OutputClaim(MethodContext method, TypeInsnNode allocation) {
    this.method = method;
    this.allocation = allocation;
    output = method.flow().produced(allocation);
  }

  /** Plans the edits for the stream that an instruction allocates, or returns why not. */
  static String plan(MethodContext method, TypeInsnNode allocation) {
    return new OutputClaim(method, allocation).plan();
  }

  private String plan() {
    if (method.secret() != null) {
      return method.secret();
    }
    MethodInsnNode constructor = Construction.constructorOf(output);
    if (!isPlain(constructor)) {
      return "constructed in an unusual way";
    }
    if (!output.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    String escape = Escape.of(output, this);
    if (escape != null) {
      return "escapes: " + escape;
    }
    List<MethodInsnNode> releases = releases();
    if (releases.isEmpty()) {
      return "its last use is neither toByteArray() nor toString()";
    }
    edit(constructor, releases);
    return null;
  }

  private boolean isPlain(MethodInsnNode constructor) {
    AbstractInsnNode dup = Adjacent.after(allocation);
    if (constructor == null || dup == null || dup.getOpcode() != Opcodes.DUP) {
      return false;
    }
    for (AbstractInsnNode node = allocation; node != constructor; node = node.getNext()) {
      if (node == null || node != dup && output.copies().contains(node)) {
        return false;
      }
    }
    // In between the operand stack changes: two references become one number.
    return method.flow().inOneBlock(allocation, constructor)
        && !method.hasFrameBetween(allocation, constructor);
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    boolean isOwn =
        operand == 0
            && call.getOpcode() != Opcodes.INVOKESTATIC
            && (call.owner.equals(OutputUse.OUTPUT) || call.owner.equals("java/io/OutputStream"))
            && isHarmless(call.name);
    if (isOwn) {
      return null;
    }
    if (OutputUse.isWrapped(call, operand)
        && isOfThisMethod(call)
        && method.flow().isOwnConstructor(call)) {
      isWrapped = true;
      return null;
    }
    return method.summaries().escape(call, operand, this);
  }

  /** And not of one that it calls. */
  private boolean isOfThisMethod(MethodInsnNode call) {
    int index = method.flow().indexOf(call);
    return index < method.instructions().size() && method.instructions().get(index) == call;
  }

  /** All but those that show the identity. */
  private static boolean isHarmless(String name) {
    return switch (name) {
      case "<init>",
          "write",
          "writeBytes",
          "writeTo",
          "reset",
          "size",
          "toByteArray",
          "toString",
          "flush",
          "close" ->
          true;
      default -> false;
    };
  }

  private List<MethodInsnNode> releases() {
    List<Use> uses = new ArrayList<>();
    for (Use use : output.uses()) {
      if (!isWithoutEffect(use.instruction())) {
        uses.add(use);
      }
    }
    List<MethodInsnNode> found = new ArrayList<>();
    for (Use use : uses) {
      if (use.instruction() instanceof MethodInsnNode call
          && isLook(call)
          && !method.flow().isUsedAfter(call, uses, allocation)) {
        found.add(call);
      }
    }
    return found;
  }

  /** What may come behind the release: closing does nothing, nor does asking whether it is null. */
  private static boolean isWithoutEffect(AbstractInsnNode insn) {
    return insn.getOpcode() == Opcodes.IFNULL
        || insn.getOpcode() == Opcodes.IFNONNULL
        || insn instanceof MethodInsnNode call
            && (call.name.equals("close") || call.name.equals("flush"));
  }

  private static boolean isLook(MethodInsnNode call) {
    return call.name.equals("toByteArray")
        || call.name.equals("toString") && !call.desc.startsWith("(I");
  }

  private void edit(MethodInsnNode constructor, List<MethodInsnNode> releases) {
    String parameters = constructor.desc.substring(1, constructor.desc.indexOf(')'));
    method.remove(Adjacent.after(allocation)); // dup
    method.pushNumber(allocation, method.numberOf(allocation)); // ... -> ..., site
    // ..., site, [size] -> ..., out
    String claim = isWrapped ? "claimSharedOutput" : "claimOutput";
    method.callBridge(constructor, 0, claim, "(I" + parameters + ")" + TYPE);
    for (MethodInsnNode release : releases) {
      // ..., out, [charset] -> ..., result
      String name = release.name.equals("toString") ? "releaseOutputText" : "releaseOutput";
      method.callBridge(release, 0, name, "(" + TYPE + release.desc.substring(1));
    }
  }
}
