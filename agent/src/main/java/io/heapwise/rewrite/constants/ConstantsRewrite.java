package io.heapwise.rewrite.constants;

import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.values.ReadConstants;
import io.heapwise.rewrite.values.ValuesTransformation;
import io.heapwise.runtime.ValuesSupport;
import org.objectweb.asm.tree.MethodInsnNode;

/** Reads the constants of enums in other classes: see the package documentation. */
public final class ConstantsRewrite extends ReadConstants {
  public ConstantsRewrite() {
    super(false);
  }

  @Override
  public String name() {
    return "constants";
  }

  @Override
  public void prepare() {
    ValuesSupport.warmUpForOthers();
  }

  @Override
  public boolean asksJudge() {
    return true;
  }

  @Override
  protected String read(MethodContext method, MethodInsnNode call) {
    return new ValuesTransformation(method, call).readOthers();
  }
}
