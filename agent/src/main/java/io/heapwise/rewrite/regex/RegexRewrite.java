package io.heapwise.rewrite.regex;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MatcherCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.RegexSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Compiles constant regular expressions once: see the package documentation. */
public final class RegexRewrite extends CallRewrite {
  private static final String STRING = "java/lang/String";

  @Override
  public String name() {
    return "regex";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.regexCall(Opcodes.INVOKEVIRTUAL, STRING, "matches"),
        Anchor.regexCall(Opcodes.INVOKEVIRTUAL, STRING, "replaceAll"),
        Anchor.regexCall(Opcodes.INVOKEVIRTUAL, STRING, "replaceFirst"),
        Anchor.regexCall(Opcodes.INVOKEVIRTUAL, STRING, "split"),
        Anchor.regexCall(Opcodes.INVOKESTATIC, MatcherCalls.PATTERN, "matches"),
        Anchor.regexCall(Opcodes.INVOKESTATIC, MatcherCalls.PATTERN, "compile"));
  }

  @Override
  public void prepare() {
    RegexSupport.warmUp();
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return takesRegex(call) && !RegexTransformation.isDone(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    return new RegexTransformation(method, call).plan();
  }

  private static boolean takesRegex(MethodInsnNode call) {
    if (call.owner.equals(MatcherCalls.PATTERN)) {
      return call.name.equals("compile") || call.name.equals("matches");
    }
    return call.owner.equals(STRING)
        && switch (call.name) {
          case "matches", "replaceAll", "replaceFirst", "split" -> true;
          default -> false;
        };
  }
}
