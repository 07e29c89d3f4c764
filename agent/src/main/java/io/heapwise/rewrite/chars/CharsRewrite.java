package io.heapwise.rewrite.chars;

import io.heapwise.analysis.Value;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.CharsSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Reads texts where they are: see the package documentation. */
public final class CharsRewrite extends CallRewrite {
  private static final String TO_CHAR_ARRAY = "toCharArray";

  @Override
  public String name() {
    return "chars";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.storedCall(CharsTransformation.STRING, TO_CHAR_ARRAY),
        Anchor.partCall(CharsTransformation.STRING, "substring"),
        Anchor.concatenatedCall(CharsTransformation.STRING, "replace"));
  }

  @Override
  public void prepare() {
    CharsSupport.warmUp();
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    if (isToCharArray(call)) {
      return isUsed(method, call) && !CharsTransformation.isDone(call);
    }
    return SubstringTransformation.isSite(call) && !SubstringTransformation.isDone(call)
        || ReplaceTransformation.isSite(call) && !ReplaceTransformation.isDone(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    if (isToCharArray(call)) {
      return planArray(method, call);
    }
    return SubstringTransformation.isSite(call)
        ? new SubstringTransformation(method, call).plan()
        : new ReplaceTransformation(method, call).plan();
  }

  private static boolean isToCharArray(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.name.equals(TO_CHAR_ARRAY)
        && call.owner.equals(CharsTransformation.STRING);
  }

  private static String planArray(MethodContext method, MethodInsnNode call) {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    CharsMatcher array = new CharsMatcher(method, call);
    String refusal = array.refusal();
    return refusal != null ? refusal : new CharsTransformation(method, call, array).apply();
  }

  /**
   * Where it is not, it stands in a method that has been rewritten: nothing but its failure counts.
   */
  private static boolean isUsed(MethodContext method, MethodInsnNode call) {
    Value array = method.flow().produced(call);
    return !array.isUnused() || !array.phis().isEmpty();
  }
}
