package io.heapwise.rewrite.append;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.AppendSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Appends numbers without a text of their own: see the package documentation. */
public final class AppendRewrite extends CallRewrite {
  private static final String OBJECT = "java/lang/Object";
  private static final String STRING = "java/lang/String";

  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {
    Opcodes.POP, Opcodes.SWAP, Opcodes.GOTO, Opcodes.ACONST_NULL, Opcodes.ASTORE
  };

  @Override
  public String name() {
    return "append";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.appendedCall(Opcodes.INVOKEVIRTUAL, OBJECT, "toString"),
        Anchor.appendedCall(Opcodes.INVOKESTATIC, STRING, "valueOf"));
  }

  @Override
  public void prepare() {
    AppendSupport.warmUp();
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return makesText(call)
        && AppendMatcher.consumerOf(call) != null
        && !BridgeCalls.isBehindOne(call, BETWEEN);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    AppendMatcher text = new AppendMatcher(method, call);
    String refusal = text.refusal();
    return refusal != null ? refusal : new AppendTransformation(method, text).apply();
  }

  private static boolean makesText(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
            && call.name.equals("toString")
            && call.owner.equals(OBJECT)
            && call.desc.equals("()Ljava/lang/String;")
        || call.getOpcode() == Opcodes.INVOKESTATIC
            && call.name.equals("valueOf")
            && call.owner.equals(STRING)
            && call.desc.equals("(Ljava/lang/Object;)Ljava/lang/String;");
  }
}
