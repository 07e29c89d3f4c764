package io.heapwise.rewrite.buffer;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.Secrets;
import io.heapwise.runtime.BufferSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** Claims scratch arrays from a pool: see the package documentation. */
public final class BufferRewrite implements Rewrite {
  /** Descriptors of calls that scratch arrays are made for. */
  private static final String[] BYTE_CALLS = {
    "([B)I",
    "([BII)I",
    "([BII)V",
    "([B)V",
    "(Ljava/io/InputStream;Ljava/io/OutputStream;[B)J",
    "([BIILjava/nio/charset/Charset;)V",
    "(II[BI)V",
  };

  private static final String[] CHAR_CALLS = {
    "([C)I",
    "([CII)I",
    "([CII)V",
    "([C)V",
    "([CII)Ljava/lang/StringBuilder;",
    "([CII)Ljava/lang/StringBuffer;",
    "([CII)Ljava/lang/String;",
    "([C)Ljava/lang/String;",
    "(II[CI)V",
    "(Ljava/io/Reader;Ljava/io/Writer;[C)J",
  };

  @Override
  public String name() {
    return "buffer";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.array(Opcodes.T_BYTE, BYTE_CALLS),
        Anchor.array(Opcodes.T_CHAR, CHAR_CALLS),
        Anchor.ownCall("()[B", BYTE_CALLS),
        Anchor.ownCall("(I)[B", BYTE_CALLS),
        Anchor.ownCall("()[C", CHAR_CALLS),
        Anchor.ownCall("(I)[C", CHAR_CALLS));
  }

  @Override
  public void prepare() {
    BufferSupport.warmUp();
  }

  @Override
  public boolean asksJudge() {
    return true;
  }

  @Override
  public void plan(MethodContext method) {
    if (Secrets.isKeeper(method.className())) {
      return;
    }
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      ScratchArray array = ScratchArray.madeBy(insn, method);
      if (array != null) {
        method.conclude(insn, BufferClaim.plan(method, array));
      }
    }
  }
}
