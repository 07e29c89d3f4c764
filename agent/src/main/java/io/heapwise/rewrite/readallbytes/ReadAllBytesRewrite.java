package io.heapwise.rewrite.readallbytes;

import io.heapwise.analysis.OutputUse;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.BufferSupport;
import io.heapwise.runtime.ReadAllBytesSupport;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Reads streams into pooled chunks: see the package documentation. */
public final class ReadAllBytesRewrite implements Rewrite {
  private static final String READ_ALL = "readAllBytes";
  private static final String READ_SOME = "readNBytes";
  private static final String READ_LINES = "readAllLines";
  private static final String FILES = "java/nio/file/Files";

  // Few programs need it, and what it loads must come behind the bridge, which opens the JDK to us.
  private volatile boolean linesPlanned;
  private volatile boolean linesPrepared;

  @Override
  public String name() {
    return "readAllBytes";
  }

  @Override
  public List<Anchor> anchors() {
    List<Anchor> anchors = new ArrayList<>();
    // The first one that fits a constant counts: those of one class come first.
    anchors.add(Anchor.call(Opcodes.INVOKESTATIC, FILES, READ_ALL));
    anchors.add(Anchor.call(Opcodes.INVOKESTATIC, FILES, READ_LINES));
    anchors.add(Anchor.call(Opcodes.INVOKEVIRTUAL, READ_ALL));
    anchors.add(Anchor.call(Opcodes.INVOKEVIRTUAL, READ_SOME));
    anchors.add(Anchor.allocation(OutputUse.OUTPUT));
    LibraryMethod.addAnchors(anchors);
    return anchors;
  }

  @Override
  public void prepare() {
    BufferSupport.warmUp();
    if (isToPrepareAgain()) {
      ReadAllBytesSupport.warmUpLines();
      linesPrepared = true;
    }
  }

  @Override
  public boolean isToPrepareAgain() {
    return linesPlanned && !linesPrepared;
  }

  @Override
  public boolean asksJudge() {
    return true;
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && isRead(call)
          && !ReadTransformation.isDone(call)
          && method.flow().isReachable(call)) {
        String refusal = new ReadTransformation(method, call).apply();
        if (refusal == null) {
          ReadAllBytesSupport.warmUp();
          if (ReadTransformation.isOfLines(call)) {
            linesPlanned = true;
          }
        }
        method.conclude(call, refusal);
      }
    }
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW
          && insn instanceof TypeInsnNode allocation
          && allocation.desc.equals(OutputUse.OUTPUT)
          && method.flow().isReachable(insn)) {
        String refusal = OutputClaim.plan(method, allocation);
        if (refusal == null) {
          ReadAllBytesSupport.warmUpOutputs();
        }
        method.conclude(insn, refusal);
      }
    }
    LibraryMethod library = LibraryMethod.of(method);
    if (library != null) {
      AbstractInsnNode start = method.instructions().getFirst();
      String refusal = library.apply(method, start);
      if (refusal == null) {
        ReadAllBytesSupport.warmUp();
      }
      method.conclude(start, refusal);
    }
  }

  private static boolean isRead(MethodInsnNode call) {
    if (call.getOpcode() == Opcodes.INVOKESTATIC) {
      return ReadTransformation.isOfFile(call) || ReadTransformation.isOfLines(call);
    }
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && (call.name.equals(READ_ALL) && call.desc.equals("()[B")
            || call.name.equals(READ_SOME) && call.desc.equals("(I)[B"));
  }
}
