package io.heapwise.rewrite;

import io.heapwise.analysis.ClassSource;
import io.heapwise.analysis.Summaries;
import io.heapwise.analysis.UnanalyzableException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
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
  private final boolean describing;
  private final SiteNumbering numbering;
  private final ConstantPoolScan scan;
  private final List<Anchor> anchors;

  /** All registered rewrites; sites are registered with the runtime. */
  public ClassRewriter(RewriteSelection selection, boolean verify) {
    this(Rewrites.ALL, selection, verify, false, SiteNumbering.REGISTERED);
  }

  /**
   * @param describing whether refusals shall name source lines, which costs more to read
   */
  public ClassRewriter(
      List<Rewrite> rewrites,
      RewriteSelection selection,
      boolean verify,
      boolean describing,
      SiteNumbering numbering) {
    this.rewrites = rewrites;
    this.selection = selection;
    this.verify = verify;
    this.describing = describing;
    this.numbering = numbering;
    scan = new ConstantPoolScan(rewrites);
    anchors = CodeScan.anchorsOf(rewrites);
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
      if (version < 45 || version == 45 && ClassLayout.shortAt(classFile, 4) < 3) {
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
    String className = reader.getClassName();
    List<Rewrite> active = activeIn(className);
    ClassLayout layout = new ClassLayout(reader, classFile);
    int[] candidates =
        new CodeScan(
                reader,
                classFile,
                active.size() == rewrites.size() ? anchors : CodeScan.anchorsOf(active),
                describing)
            .candidates(layout);
    if (candidates.length == 0) {
      return Outcome.SKIPPED;
    }
    ClassPatch patch = new ClassPatch(classFile, layout);
    List<SiteVerdict> sites = new ArrayList<>();
    MethodCollector methods =
        new MethodCollector(
            className, classFile, reader, layout, patch, candidates, source, active, sites);
    // Frames are checked where they stand; lines are wanted only by those who read refusals.
    reader.accept(methods, ClassReader.SKIP_FRAMES | (describing ? 0 : ClassReader.SKIP_DEBUG));
    if (patch.isEmpty()) {
      return new Outcome(Outcome.Status.UNCHANGED, null, null, sites);
    }
    byte[] rewritten = patch.apply();
    String problem = verify ? RewriteVerifier.problemOf(rewritten) : null;
    if (problem != null) {
      return new Outcome(Outcome.Status.FAILED, null, problem, List.of());
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

  /** Lets the rewrites plan in each candidate method as soon as that is read. */
  private final class MethodCollector extends ClassVisitor {
    private final byte[] classFile;
    private final OffsetReader reader;
    private final ClassLayout layout;
    private final ClassPatch patch;
    private final int[] candidates;
    private final Summaries summaries;
    private final List<Rewrite> active;
    private final List<SiteVerdict> sites;
    private final String className;
    private int index;

    MethodCollector(
        String className,
        byte[] classFile,
        OffsetReader reader,
        ClassLayout layout,
        ClassPatch patch,
        int[] candidates,
        ClassSource source,
        List<Rewrite> active,
        List<SiteVerdict> sites) {
      super(Opcodes.ASM9);
      this.classFile = classFile;
      this.reader = reader;
      this.layout = layout;
      this.patch = patch;
      this.candidates = candidates;
      this.active = active;
      this.sites = sites;
      this.className = className;
      summaries =
          new Summaries(
              new OwnClassFirst(className, classFile, source), BuilderCalls.RETURNED_OPERAND);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      int code = candidates[index++];
      if (code == 0) {
        return null;
      }
      reader.offsets.clear();
      return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
        @Override
        public void visitEnd() {
          plan(this, code);
        }
      };
    }

    private void plan(MethodNode method, int code) {
      try {
        if (ClassLayout.intAt(classFile, code - 4) > MAX_CODE_LENGTH) {
          throw new UnanalyzableException("the method is longer than " + MAX_CODE_LENGTH);
        }
        MethodContext context =
            new MethodContext(
                className,
                ConstantPoolScan.majorVersion(classFile),
                method,
                classFile,
                layout,
                patch,
                code,
                reader.offsets.toIntArray(),
                summaries,
                numbering);
        for (int i = 0; i < active.size(); i++) {
          context.run(active.get(i));
        }
        context.finish();
        sites.addAll(context.verdicts());
      } catch (UnanalyzableException e) {
        String reason = e.getMessage();
        sites.add(
            new SiteVerdict(
                active.get(0).name(), className, method.name, method.desc, 0, 0, reason));
      }
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
  private record OwnClassFirst(String name, byte[] bytes, ClassSource others)
      implements ClassSource {
    @Override
    public byte[] bytesOf(String internalName) {
      return internalName.equals(name) ? bytes : others.bytesOf(internalName);
    }
  }
}
