package io.heapwise.rewrite;

import io.heapwise.analysis.Escape;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Summaries;
import io.heapwise.analysis.UnanalyzableException;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * One method on its way through the rewrites: what they may ask about it, and what they say of its
 * sites. Confined to one thread.
 */
public final class MethodContext {
  /** Code sizes at which HotSpot stops inlining small and hot methods, and compiling huge ones. */
  private static final int[] SIZE_LIMITS = {35, 325, 8000};

  private final String className;
  private final int classVersion;
  private final MethodNode method;
  private final Summaries summaries;
  private final SiteNumbering numbering;
  private final AbstractInsnNode[] original;
  private final int[] bytecodeIndices;
  private final int sizeLimit;
  private int size;
  private MethodFlow flow;
  private final Edits edits = new Edits();
  private final List<SiteVerdict> verdicts = new ArrayList<>();
  private boolean changed;
  private Rewrite rewrite;

  MethodContext(
      String className,
      int classVersion,
      MethodNode method,
      int codeLength,
      int[] bytecodeIndices,
      Summaries summaries,
      SiteNumbering numbering) {
    this.className = className;
    this.classVersion = classVersion;
    this.method = method;
    this.summaries = summaries;
    this.numbering = numbering;
    this.bytecodeIndices = bytecodeIndices;
    original = method.instructions.toArray();
    size = codeLength;
    int limit = 65535;
    for (int i = SIZE_LIMITS.length - 1; i >= 0; i--) {
      if (codeLength <= SIZE_LIMITS[i]) {
        limit = SIZE_LIMITS[i];
      }
    }
    sizeLimit = limit;
  }

  /** Lets one rewrite plan, then applies what it planned. */
  void run(Rewrite next) throws UnanalyzableException {
    rewrite = next;
    if (flow == null) {
      flow = MethodFlow.of(method, BuilderCalls.RETURNED_OPERAND);
    }
    next.plan(this);
    if (!edits.isEmpty()) {
      edits.apply(method);
      changed = true;
      flow = null;
    }
  }

  /** Refuses all that a rewrite might have found here, in one verdict. */
  void refuseAll(Rewrite refused, String reason) {
    rewrite = refused;
    verdicts.add(
        new SiteVerdict(refused.name(), className, method.name, method.desc, 0, 0, reason));
  }

  /** Bytes of code as they would be now. */
  int codeLength() {
    return size;
  }

  boolean isChanged() {
    return changed;
  }

  List<SiteVerdict> verdicts() {
    return verdicts;
  }

  MethodNode method() {
    return method;
  }

  /** Internal name of the class. */
  public String className() {
    return className;
  }

  /** Major version of the class file. */
  public int classVersion() {
    return classVersion;
  }

  /** The instructions as they are now; not to be changed but through {@link #edits()}. */
  public AbstractInsnNode[] instructions() {
    return method.instructions.toArray();
  }

  /** The values of the method as it is now. */
  public MethodFlow flow() {
    return flow;
  }

  public Summaries summaries() {
    return summaries;
  }

  public Edits edits() {
    return edits;
  }

  /** Whether an allocation can be removed with {@link Edits#removeAllocation}. */
  public boolean isRemovable(AbstractInsnNode allocation) {
    return !Edits.isUninitialisedLocal(method, allocation);
  }

  /** Records that a site is left alone. */
  public void refuse(AbstractInsnNode site, String reason) {
    verdicts.add(verdict(site, reason));
  }

  /** Records that a site is rewritten by edits planned along with this call. */
  public void accept(AbstractInsnNode site) {
    verdicts.add(verdict(site, null));
  }

  /** The number that rewritten code passes to the runtime to say where it comes from. */
  public int numberOf(AbstractInsnNode site) {
    SiteVerdict verdict = verdict(site, null);
    return numbering.numberOf(
        new Site(
            verdict.rewrite(),
            className,
            method.name,
            method.desc,
            verdict.line(),
            verdict.bytecodeIndex()));
  }

  /**
   * Takes note that an edit changes the length of the code by some bytes, if that does not push the
   * method over a size at which the JIT would treat it worse; else returns false.
   */
  public boolean resize(int bytes) {
    if (bytes > 0 && size + bytes > sizeLimit) {
      return false;
    }
    size += bytes;
    return true;
  }

  /** Pushes the number of a site; two bytes shorter for none. */
  public static AbstractInsnNode push(int siteNumber) {
    return siteNumber == Sites.UNNUMBERED
        ? new InsnNode(Opcodes.ICONST_0)
        : new IntInsnNode(Opcodes.SIPUSH, siteNumber);
  }

  /** A call of a static method of the bridge. */
  public static MethodInsnNode bridgeCall(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, BuilderCalls.BRIDGE, name, descriptor, false);
  }

  private SiteVerdict verdict(AbstractInsnNode site, String refusal) {
    return new SiteVerdict(
        rewrite.name(),
        className,
        method.name,
        method.desc,
        Escape.lineOf(site),
        bytecodeIndexOf(site),
        refusal);
  }

  private int bytecodeIndexOf(AbstractInsnNode insn) {
    int real = 0;
    for (AbstractInsnNode node : original) {
      if (node == insn) {
        return bytecodeIndices[real];
      }
      if (node.getOpcode() >= 0) {
        real++;
      }
    }
    return -1;
  }
}
