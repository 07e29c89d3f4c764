package io.heapwise.rewrite.values;

import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.ValuesSupport;
import org.objectweb.asm.tree.MethodInsnNode;

/** Reads the constants of an enum in the enum itself: see the package documentation. */
public final class ValuesRewrite extends ReadConstants {
  public ValuesRewrite() {
    super(true);
  }

  @Override
  public String name() {
    return "values";
  }

  @Override
  public void prepare() {
    ValuesSupport.warmUp();
  }

  @Override
  protected String read(MethodContext method, MethodInsnNode call) {
    return new ValuesTransformation(method, call).readOwn();
  }
}
