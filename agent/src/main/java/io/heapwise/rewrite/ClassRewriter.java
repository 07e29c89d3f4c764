package io.heapwise.rewrite;

import io.heapwise.analysis.ClassSource;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Summaries;
import io.heapwise.analysis.UnanalyzableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The way of a class file: raw scan, parse once, let each rewrite match, prove and plan in each
 * candidate method, apply the edits, check, write. Loads no class and asks no class loader.
 *
 * <p>Thread-safe, and without locks. Nothing escapes it: a throwable becomes {@link
 * Outcome.Status#FAILED}.
 */
public final class ClassRewriter {
  /** The newest class files that this build's ASM can read. */
  static final int NEWEST_VERSION = Opcodes.V28;

  /** Analysis is more than linear in the length of a method; no hand-written one is near this. */
  private static final int MAX_CODE_LENGTH = 30_000;

  private final List<Rewrite> rewrites;
  private final RewriteSelection selection;
  private final boolean verify;
  private final SiteNumbering numbering;
  private final ConstantPoolScan scan;

  /** All registered rewrites; sites are registered with the runtime. */
  public ClassRewriter(RewriteSelection selection, boolean verify) {
    this(Rewrites.ALL, selection, verify, SiteNumbering.REGISTERED);
  }

  public ClassRewriter(
      List<Rewrite> rewrites, RewriteSelection selection, boolean verify, SiteNumbering numbering) {
    this.rewrites = rewrites;
    this.selection = selection;
    this.verify = verify;
    this.numbering = numbering;
    scan = new ConstantPoolScan(rewrites);
  }

  /**
   * Rewrites a class file, which is not changed.
   *
   * @param source where the analysis finds other classes; it is never asked for this one
   */
  public Outcome rewrite(byte[] classFile, ClassSource source) {
    try {
      if (!ConstantPoolScan.isClassFile(classFile)) {
        return Outcome.leftAlone("not a class file");
      }
      if (!scan.mayHoldCandidates(classFile)) {
        return Outcome.SKIPPED;
      }
      int version = ConstantPoolScan.majorVersion(classFile);
      if (version > NEWEST_VERSION) {
        return Outcome.leftAlone(
            "class file version " + version + " is newer than " + NEWEST_VERSION);
      }
      if (version < 45 || version == 45 && ConstantPoolScan.shortAt(classFile, 4) < 3) {
        return Outcome.leftAlone("class file is older than Java 1.1");
      }
      return rewriteCandidate(classFile, source);
    } catch (IndexOutOfBoundsException | IllegalArgumentException corrupt) {
      return Outcome.leftAlone("class file is corrupt (" + corrupt + ")");
    } catch (Throwable failure) {
      return Outcome.failed(failure);
    }
  }

  private Outcome rewriteCandidate(byte[] classFile, ClassSource source) {
    OffsetReader reader = new OffsetReader(classFile);
    List<Rewrite> active = activeIn(reader.getClassName());
    int[] codeLengths =
        new CodeScan(reader, classFile, CodeScan.anchorsOf(active)).codeLengthsOfCandidates();
    if (codeLengths.length == 0) {
      return Outcome.SKIPPED;
    }
    Summaries summaries =
        new Summaries(
            new OwnClassFirst(reader.getClassName(), classFile, source),
            BuilderCalls.RETURNED_OPERAND);
    List<MethodContext> methods = read(reader, codeLengths, summaries);
    List<SiteVerdict> sites = new ArrayList<>();
    Map<String, MethodNode> changed = new HashMap<>();
    for (MethodContext method : methods) {
      plan(method, active);
      sites.addAll(method.verdicts());
      if (method.isChanged()) {
        changed.put(method.method().name + method.method().desc, method.method());
      }
    }
    if (changed.isEmpty()) {
      return new Outcome(Outcome.Status.UNCHANGED, null, null, sites);
    }
    byte[] rewritten = write(reader, changed);
    if (verify) {
      String problem = RewriteVerifier.problemOf(rewritten);
      if (problem != null) {
        return new Outcome(Outcome.Status.FAILED, null, problem, List.of());
      }
    }
    return new Outcome(Outcome.Status.CHANGED, rewritten, null, sites);
  }

  private List<Rewrite> activeIn(String className) {
    List<Rewrite> active = new ArrayList<>(rewrites.size());
    for (Rewrite rewrite : rewrites) {
      if (selection.isOn(rewrite, className)) {
        active.add(rewrite);
      }
    }
    return active;
  }

  private List<MethodContext> read(OffsetReader reader, int[] codeLengths, Summaries summaries) {
    List<MethodContext> methods = new ArrayList<>();
    int version = reader.readUnsignedShort(6);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          private int index;

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            int codeLength = codeLengths[index++];
            if (codeLength == 0) {
              return null;
            }
            reader.offsets.clear();
            return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
              @Override
              public void visitEnd() {
                methods.add(
                    new MethodContext(
                        reader.getClassName(),
                        version,
                        this,
                        codeLength,
                        reader.offsets.toIntArray(),
                        summaries,
                        numbering));
              }
            };
          }
        },
        ClassReader.EXPAND_FRAMES);
    return methods;
  }

  private static void plan(MethodContext method, List<Rewrite> active) {
    Rewrite current = active.get(0);
    try {
      if (method.codeLength() > MAX_CODE_LENGTH) {
        throw new UnanalyzableException("the method is longer than " + MAX_CODE_LENGTH + " bytes");
      }
      for (Rewrite rewrite : active) {
        current = rewrite;
        method.run(rewrite);
      }
    } catch (UnanalyzableException e) {
      method.refuseAll(current, e.getMessage());
    }
  }

  private static byte[] write(OffsetReader reader, Map<String, MethodNode> changed) {
    for (MethodNode method : changed.values()) {
      check(method);
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            // What the writer itself is given to visit, the reader copies as it is.
            MethodVisitor target =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            MethodNode method = changed.get(name + descriptor);
            if (method == null) {
              return target;
            }
            method.accept(target);
            return null;
          }
        },
        0);
    return writer.toByteArray();
  }

  /**
   * Runs the analysis over a method once more: operand stacks must still agree wherever paths meet,
   * and with every frame. Also sets the largest operand stack.
   */
  private static void check(MethodNode method) {
    try {
      MethodFlow flow = MethodFlow.of(method, BuilderCalls.RETURNED_OPERAND);
      for (AbstractInsnNode node : method.instructions) {
        if (node instanceof FrameNode frame) {
          int depth = flow.stackDepthAt(frame);
          if (depth >= 0 && depth != frame.stack.size()) {
            throw new IllegalStateException(
                "a frame of " + method.name + method.desc + " disagrees with its operand stack");
          }
        }
      }
      // Code that nothing leads to still has its old claim.
      method.maxStack = Math.max(method.maxStack, flow.maxStackSlots());
    } catch (UnanalyzableException e) {
      throw new IllegalStateException(method.name + method.desc + ": " + e.getMessage());
    }
  }

  /** Notes where each instruction stands in the class file. */
  private static final class OffsetReader extends ClassReader {
    final IntArrayList offsets = new IntArrayList();

    OffsetReader(byte[] classFile) {
      super(classFile);
    }

    @Override
    protected void readBytecodeInstructionOffset(int bytecodeOffset) {
      offsets.addInt(bytecodeOffset);
    }
  }

  /** The class under rewrite is at hand, and in the version that will run. */
  private static final class OwnClassFirst implements ClassSource {
    private final String name;
    private final byte[] bytes;
    private final ClassSource others;

    OwnClassFirst(String name, byte[] bytes, ClassSource others) {
      this.name = name;
      this.bytes = bytes;
      this.others = others;
    }

    @Override
    public byte[] bytesOf(String internalName) {
      return internalName.equals(name) ? bytes : others.bytesOf(internalName);
    }
  }
}
