package io.heapwise.rewrite.format;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.FormatPlan;
import io.heapwise.runtime.FormatSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Serves constant formats without a Formatter: see the package documentation. */
public final class FormatRewrite extends CallRewrite {
  private static final String STRING = "java/lang/String";

  @Override
  public String name() {
    return "format";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.call(Opcodes.INVOKESTATIC, STRING, "format"),
        Anchor.call(Opcodes.INVOKEVIRTUAL, STRING, "formatted"));
  }

  @Override
  public void prepare() {
    FormatSupport.warmUp();
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return isFormat(call);
  }

  private static boolean isFormat(MethodInsnNode call) {
    return call.owner.equals(STRING)
        && (call.name.equals("format") || call.name.equals("formatted"));
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    Value[] operands = method.flow().operands(call);
    Value format = operands[operands.length - 2];
    if (format.kind() != Value.Kind.CONSTANT
        || !(format.definition() instanceof LdcInsnNode constant)
        || !(constant.cst instanceof String text)) {
      return "the format is not a constant";
    }
    String refusal = method.secret() != null ? method.secret() : FormatPlan.refusal(text);
    if (refusal != null) {
      return refusal;
    }
    if (ThrowableFeed.isOnlyUse(method.flow(), method.flow().produced(call))) {
      return ThrowableFeed.REASON;
    }
    FormatPlan.countFor(text, method.numberOf(call));
    new FormatTransformation(method, call).apply();
    return null;
  }
}
