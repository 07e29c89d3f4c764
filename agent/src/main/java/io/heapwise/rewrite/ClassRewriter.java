package io.heapwise.rewrite;

import io.heapwise.analysis.ExactMethods;
import io.heapwise.analysis.FlowMemory;
import io.heapwise.analysis.Summaries;
import io.heapwise.analysis.UnanalyzableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The way of a class file: raw scan, read the candidate methods, let each rewrite match, prove and
 * overwrite in them, write. Loads no class and asks no class loader.
 *
 * <p>Thread-safe, and without locks. Nothing escapes it: a throwable becomes {@link
 * Outcome.Status#FAILED}.
 */
public final class ClassRewriter {
  /** The newest class files that this build's ASM can read. */
  public static final int NEWEST_VERSION = Opcodes.V28;

  /** HotSpot never compiles a longer method: what runs there is not where a program's bytes go. */
  private static final int MAX_CODE_LENGTH = 8000;

  private final RewriteSelection selection;
  private final ActiveRewrites.Sets sets;
  private final boolean verify;
  private final boolean describing;
  private final SiteNumbering numbering;
  private final ConstantPoolScan scan;
  private final NameCache names = new NameCache();

  /** As many as there are threads that load classes at once, in all but odd programs. */
  private final AtomicReferenceArray<ReadingScratch> spareScratches = new AtomicReferenceArray<>(4);

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
    this.selection = selection;
    List<Rewrite> possible = new ArrayList<>();
    for (int i = 0; i < rewrites.size(); i++) {
      if (selection.isOnAnywhere(rewrites.get(i))) {
        possible.add(rewrites.get(i));
      }
    }
    sets = new ActiveRewrites.Sets(possible, selection);
    scan = new ConstantPoolScan(possible);
    this.verify = verify;
    this.describing = describing;
    this.numbering = numbering;
  }

  /** By which it rewrites. */
  public RewriteSelection selection() {
    return selection;
  }

  /** Rewrites a class file; the array given is not changed. */
  public Outcome rewrite(byte[] classFile) {
    try {
      if (!ConstantPoolScan.isClassFile(classFile)) {
        return Outcome.leftAlone("not a class file");
      }
      // First of all: a future version may have constants that cannot even be skipped.
      int version = ConstantPoolScan.majorVersion(classFile);
      if (version > NEWEST_VERSION) {
        return Outcome.leftAlone(
            "class file version " + version + " is newer than " + NEWEST_VERSION);
      }
      if (version < 45 || version == 45 && ClassLayout.shortAt(classFile, 4) < 3) {
        return Outcome.leftAlone("class file is older than Java 1.1");
      }
      if (!scan.mayHoldCandidates(classFile)) {
        return Outcome.SKIPPED;
      }
      return rewriteCandidate(classFile);
    } catch (IndexOutOfBoundsException | IllegalArgumentException corrupt) {
      return Outcome.leftAlone("class file is corrupt (" + corrupt + ")");
    } catch (ConstantPoolFullException full) {
      return Outcome.leftAlone("the constant pool is full");
    } catch (Throwable failure) {
      return Outcome.failed(failure);
    }
  }

  private Outcome rewriteCandidate(byte[] classFile) {
    ReadingScratch scratch = takeScratch();
    Outcome outcome = rewriteCandidate(classFile, scratch);
    scratch.clear();
    giveScratch(scratch);
    return outcome;
  }

  /** For one class at a time; a thread that finds all in use makes its own. */
  private ReadingScratch takeScratch() {
    for (int i = 0; i < spareScratches.length(); i++) {
      ReadingScratch spare = spareScratches.getAndSet(i, null);
      if (spare != null) {
        return spare;
      }
    }
    return new ReadingScratch();
  }

  private void giveScratch(ReadingScratch scratch) {
    for (int i = 0; i < spareScratches.length(); i++) {
      if (spareScratches.compareAndSet(i, null, scratch)) {
        return;
      }
    }
  }

  private Outcome rewriteCandidate(byte[] classFile, ReadingScratch scratch) {
    scratch.makeRoomFor(ConstantPool.countOf(classFile));
    ConstantPool constants =
        new ConstantPool(classFile, names, scratch.constantOffsets, scratch.decodedNames);
    String className = constants.className(constants.end() + 2);
    ActiveRewrites active = sets.in(className);
    ClassLayout layout = new ClassLayout(constants, classFile);
    MethodPlanner[] planner = new MethodPlanner[1];
    scratch.anchors.find(constants, active.anchors());
    new CodeScan(constants, scratch.anchors, describing)
        .visitCandidates(
            layout,
            new CodeScan.CandidateVisitor() {
              @Override
              public void visit(int method, int code, long rewrites) {
                // Most classes that get here have no candidate after all.
                if (planner[0] == null) {
                  planner[0] =
                      planner(className, classFile, constants, layout, scratch, active.rewrites());
                }
                planner[0].visit(method, code, rewrites);
              }
            });
    return planner[0] == null ? Outcome.SKIPPED : outcomeOf(planner[0]);
  }

  private MethodPlanner planner(
      String className,
      byte[] classFile,
      ConstantPool constants,
      ClassLayout layout,
      ReadingScratch scratch,
      List<Rewrite> active) {
    boolean isFinalClass =
        (ClassLayout.shortAt(classFile, constants.end()) & Opcodes.ACC_FINAL) != 0;
    // A reader each: what the one has read last is still in use while the other reads.
    MethodReader own = new MethodReader(classFile, constants, layout, scratch.planned, describing);
    MethodReader called =
        new MethodReader(classFile, constants, layout, scratch.called, describing);
    OwnMethods ownMethods = new OwnMethods(className, isFinalClass, constants, layout, called);
    return new MethodPlanner(
        className, classFile, constants, layout, scratch, own, ownMethods, active);
  }

  private Outcome outcomeOf(MethodPlanner planned) {
    if (planned.patch.isEmpty() && planned.growth.isEmpty()) {
      return planned.sites.isEmpty()
          ? Outcome.SKIPPED
          : new Outcome(Outcome.Status.UNCHANGED, null, null, planned.sites);
    }
    byte[] rewritten = planned.write();
    String problem = verify ? RewriteVerifier.problemOf(rewritten) : null;
    if (problem != null) {
      return new Outcome(Outcome.Status.FAILED, null, problem, List.of());
    }
    return new Outcome(Outcome.Status.CHANGED, rewritten, null, planned.sites);
  }

  /** Lets the rewrites plan in one candidate method after the other. */
  private final class MethodPlanner implements CodeScan.CandidateVisitor, ClassContext {
    private final String className;
    private final byte[] classFile;
    private final ConstantPool constants;
    private final ClassLayout layout;
    private final ReadingScratch scratch;
    private final MethodReader methods;
    private final OwnMethods ownMethods;
    private final Summaries summaries;
    private final List<Rewrite> active;
    private Map<String, MethodContext> called;
    private Map<String, Object> notes;
    private SecretScan secrets;

    /** Of each rewrite that is on by itself, and of all; null until a class is described. */
    private CodeScan[] scans;

    final ClassPatch patch;
    final ClassGrowth growth;
    final List<SiteVerdict> sites = new ArrayList<>();

    MethodPlanner(
        String className,
        byte[] classFile,
        ConstantPool constants,
        ClassLayout layout,
        ReadingScratch scratch,
        MethodReader methods,
        OwnMethods ownMethods,
        List<Rewrite> active) {
      this.className = className;
      this.classFile = classFile;
      this.constants = constants;
      this.layout = layout;
      this.scratch = scratch;
      this.methods = methods;
      this.active = active;
      patch = new ClassPatch(classFile, layout, scratch);
      growth = new ClassGrowth(scratch);
      this.ownMethods = ownMethods;
      summaries = new Summaries(ownMethods, KnownReturns.INSTANCE);
    }

    @Override
    public void visit(int header, int code, long rewrites) {
      try {
        if (ClassLayout.intAt(classFile, code - 4) > MAX_CODE_LENGTH) {
          throw new UnanalyzableException(
              "the method is longer than the 8000 bytes that HotSpot compiles at most");
        }
        // The trees of the methods that it calls stay to the end of the class: they are remembered.
        scratch.planned.nodes.recycle();
        MethodContext context = contextOf(header, code, methods, scratch.flow);
        long looking = describing ? lookingAt(header, code, rewrites) : rewrites;
        for (int i = 0; i < active.size(); i++) {
          if ((looking >>> i & 1) != 0) {
            context.run(active.get(i));
          }
        }
        context.finish();
        sites.addAll(context.verdicts());
      } catch (UnanalyzableException e) {
        String rewrite = active.get(0).name();
        String name = constants.name(header + 2);
        String descriptor = constants.name(header + 4);
        sites.add(new SiteVerdict(rewrite, className, name, descriptor, 0, 0, e.getMessage()));
      }
    }

    /**
     * Methods that are read for the sake of their refusals alone are not shown to rewrites that
     * otherwise would never have seen them.
     */
    private long lookingAt(int header, int code, long rewrites) {
      if (scans == null) {
        scans = new CodeScan[active.size() + 1];
        scans[active.size()] = scanOf(active, false);
        for (int i = 0; i < active.size(); i++) {
          scans[i] = scanOf(List.of(active.get(i)), true);
        }
      }
      if (scans[active.size()].rewritesIn(header, code) != 0) {
        return rewrites;
      }
      long looking = 0;
      for (int i = 0; i < active.size(); i++) {
        looking |= scans[i].rewritesIn(header, code) << i;
      }
      return looking;
    }

    /** Whatever is still to be added to the constants is added by this. */
    byte[] write() {
      if (!growth.isEmpty()) {
        AddedConstants added = scratch.addedConstants;
        growth.write(new GrownCode(classFile, constants, layout, patch, added), layout);
      }
      return patch.apply(growth);
    }

    private CodeScan scanOf(List<Rewrite> some, boolean everySite) {
      AnchorConstants anchors = new AnchorConstants();
      anchors.find(constants, AnchorIndex.of(some));
      return new CodeScan(constants, anchors, everySite);
    }

    private MethodContext contextOf(
        int header, int code, MethodReader reader, FlowMemory flowMemory)
        throws UnanalyzableException {
      return new MethodContext(
          className,
          ConstantPoolScan.majorVersion(classFile),
          reader.read(header, code),
          classFile,
          layout,
          patch,
          header,
          code,
          reader.bytecodeIndices(),
          flowMemory,
          this,
          numbering);
    }

    @Override
    public MethodContext methodOf(MethodInsnNode call) {
      String key = call.name + call.desc;
      if (called == null) {
        called = new HashMap<>();
      }
      if (!called.containsKey(key)) {
        called.put(key, newContextOf(call));
      }
      return called.get(key);
    }

    /** With a reader of its own: it stays in use while others are read. */
    private MethodContext newContextOf(MethodInsnNode call) {
      int[] place = ownMethods.placeOf(call);
      if (place == null || ClassLayout.intAt(classFile, place[1] - 4) > MAX_CODE_LENGTH) {
        return null;
      }
      ReadingScratch.ForMethod own = new ReadingScratch.ForMethod();
      try {
        return contextOf(
            place[0],
            place[1],
            new MethodReader(classFile, constants, layout, own, describing),
            new FlowMemory());
      } catch (UnanalyzableException e) {
        return null;
      }
    }

    @Override
    public int accessOf(MethodInsnNode call) {
      return ownMethods.accessOf(call);
    }

    @Override
    public boolean names(String internalName) {
      return constants.namesClass(internalName.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String secretOf(int header) {
      if (secrets == null) {
        secrets = new SecretScan(constants, layout);
      }
      return secrets.touchedBy(header);
    }

    @Override
    public Summaries summaries() {
      return summaries;
    }

    @Override
    public ExactMethods ownMethods() {
      return ownMethods;
    }

    @Override
    public ClassGrowth growth() {
      return growth;
    }

    @Override
    public Map<String, Object> notes() {
      if (notes == null) {
        notes = new HashMap<>();
      }
      return notes;
    }
  }
}
