package io.heapwise.corpus;

import io.heapwise.bridge.HeapwiseBridge;
import io.heapwise.corpus.CorpusReport.Counts;
import io.heapwise.corpus.LinkCheck.Candidate;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.Outcome.Status;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.SiteNumbering;
import io.heapwise.rewrite.SiteVerdict;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** Sends class files through the pipeline and checks all that comes out. */
final class CorpusRun {
  private static final String[] ANCHORS = {"java/lang/StringBuilder", "java/lang/StringBuffer"};

  private static final List<String> BRIDGE_METHODS =
      Arrays.stream(HeapwiseBridge.class.getMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .map(method -> method.getName() + Type.getMethodDescriptor(method))
          .toList();

  /** What the first use of the agent's code may load. Later uses may load nothing at all. */
  private static final String[] NEEDED_BY_PIPELINE = {
    "io/heapwise/", "org/objectweb/asm/", "org/agrona/", "java/", "jdk/internal/", "sun/"
  };

  /** Lists every site. */
  private final ClassRewriter describing;

  /** As the agent has it. */
  private final ClassRewriter rewriter;

  private final CorpusReport report = new CorpusReport();
  private final Instrumentation instrumentation;
  private final LinkCheck linkCheck;

  /** Gets hold of the loaded original of a class, without initialising it. */
  interface Loading {
    /** Null if another class of that name goes before it. */
    Class<?> load(String path, String internalName) throws ClassNotFoundException;
  }

  /** */
  CorpusRun(List<Rewrite> rewrites, Instrumentation instrumentation) throws IOException {
    describing = rewriter(rewrites, true);
    rewriter = rewriter(rewrites, false);
    this.instrumentation = instrumentation;
    linkCheck = new LinkCheck(instrumentation);
  }

  private static ClassRewriter rewriter(List<Rewrite> rewrites, boolean isDescribing) {
    return new ClassRewriter(
        rewrites, RewriteSelection.ALL, false, isDescribing, SiteNumbering.UNNUMBERED);
  }

  CorpusReport report() {
    return report;
  }

  void run(ClassFiles part, ClassSource hierarchy, Loading loading) throws IOException {
    Counts counts = new Counts(part.name());
    List<byte[]> originals = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (LoadCounter counter = new LoadCounter(instrumentation)) {
      for (String path : part.paths()) {
        byte[] original = part.read(path);
        originals.add(original);
        outcomes.add(describing.rewrite(original));
      }
      for (String name : counter.names()) {
        if (!isNeededByPipeline(name)) {
          report.problem(part.name() + ": rewriting loads " + name);
        }
      }
    }
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      report.add(outcome, majorVersion(originals.get(i)), counts);
      if (outcome.status() == Status.FAILED) {
        report.problem(place(part, part.paths().get(i)) + " failed: " + outcome.reason());
      }
    }
    repeat(part, originals, outcomes);
    BytecodeCheck check = new BytecodeCheck(new Hierarchy(hierarchy));
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      String path = part.paths().get(i);
      byte[] original = originals.get(i);
      Outcome outcome = outcomes.get(i);
      countBuilders(place(part, path), original, outcome, counts);
      if (outcome.status() == Status.CHANGED) {
        counts.changed++;
        check(place(part, path), check, original, outcome.classFile());
        addCandidate(path, loading, original, outcome.classFile(), candidates);
      }
    }
    LinkCheck.Result result = linkCheck.check(candidates);
    counts.linked = result.linked();
    counts.unlinkable = counts.changed - candidates.size() + result.unlinkable();
    for (String problem : result.problems()) {
      report.problem(part.name() + ": " + problem);
    }
    report.add(counts);
  }

  private static boolean isNeededByPipeline(String className) {
    for (String prefix : NEEDED_BY_PIPELINE) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** The agent's own rewriter must come to the same result, any number of times. */
  private void repeat(ClassFiles part, List<byte[]> originals, List<Outcome> outcomes) {
    compare(part, outcomes, rewriteAll(originals));
    Outcome[] again;
    List<String> loaded;
    // By now all is loaded that the agent and this test need: nothing may be any more.
    try (LoadCounter counter = new LoadCounter(instrumentation)) {
      again = rewriteAll(originals);
      loaded = List.copyOf(counter.names());
    }
    if (!loaded.isEmpty()) {
      report.problem(part.name() + ": rewriting loads classes: " + loaded);
    }
    compare(part, outcomes, again);
    for (int i = 0; i < again.length; i++) {
      if (again[i].status() == Status.CHANGED) {
        Status twice = rewriter.rewrite(again[i].classFile()).status();
        if (twice != Status.UNCHANGED && twice != Status.SKIPPED) {
          report.problem(place(part, part.paths().get(i)) + " rewritten twice is " + twice);
        }
      }
    }
  }

  private Outcome[] rewriteAll(List<byte[]> originals) {
    Outcome[] outcomes = new Outcome[originals.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = rewriter.rewrite(originals.get(i));
    }
    return outcomes;
  }

  private void compare(ClassFiles part, List<Outcome> outcomes, Outcome[] again) {
    for (int i = 0; i < again.length; i++) {
      if (!Arrays.equals(again[i].classFile(), outcomes.get(i).classFile())) {
        report.problem(place(part, part.paths().get(i)) + " is not rewritten the same way again");
      }
    }
  }

  /**
   * Each site of concat and builder stands for one allocation, which is gone if it is rewritten.
   */
  private void countBuilders(String place, byte[] original, Outcome outcome, Counts counts) {
    if (outcome.status() == Status.LEFT_ALONE || !mayHoldBuilders(original)) {
      return;
    }
    int builders = Schema.of(original).builders();
    int seen = 0;
    int rewritten = 0;
    for (SiteVerdict site : outcome.sites()) {
      if (site.rewrite().equals("concat") || site.rewrite().equals("builder")) {
        seen++;
        rewritten += site.refusal() == null ? 1 : 0;
      }
    }
    counts.builders += builders;
    counts.unseen += Math.max(0, builders - seen);
    boolean isChanged = outcome.status() == Status.CHANGED;
    int left = isChanged ? Schema.of(outcome.classFile()).builders() : builders;
    if (left != builders - rewritten) {
      report.problem(
          place + " has " + left + " of " + builders + " builders left, rewritten " + rewritten);
    }
  }

  private void check(String place, BytecodeCheck check, byte[] original, byte[] rewritten) {
    Schema schema = Schema.of(rewritten);
    String difference = Schema.of(original).differenceTo(schema);
    if (difference != null) {
      report.problem(place + ": " + difference);
    }
    // The JVM resolves calls when they first run: neither verifier would miss a method.
    for (String call : schema.bridgeCalls()) {
      if (!BRIDGE_METHODS.contains(call)) {
        report.problem(place + " calls the bridge's " + call + ", which is not there");
      }
    }
    String problem = check.problemOf(rewritten);
    if (problem != null && check.problemOf(original) != null) {
      report.unverifiable();
    } else if (problem != null) {
      report.problem(place + " does not verify: " + problem);
    }
  }

  static void addCandidate(
      String path, Loading loading, byte[] original, byte[] rewritten, List<Candidate> candidates) {
    try {
      Class<?> type = loading.load(path, new ClassReader(original).getClassName());
      if (type != null) {
        candidates.add(new Candidate(type, original, rewritten));
      }
    } catch (ClassNotFoundException | LinkageError | SecurityException e) {
      // Its own superclass is missing: counted with those that do not link as they are.
    }
  }

  private static boolean mayHoldBuilders(byte[] classFile) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    return text.contains(ANCHORS[0]) || text.contains(ANCHORS[1]);
  }

  private static int majorVersion(byte[] classFile) {
    return classFile.length < 8 ? 0 : (classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF;
  }

  private static String place(ClassFiles part, String path) {
    return part.name() + "!" + path;
  }
}
