package io.heapwise.install;

import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.rewrite.RewriteVerifier;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.runtime.ReadAllBytesSupport;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.Judges;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.track.AllocationMeter;
import io.heapwise.track.Statistics;
import io.heapwise.track.exact.AllocationCounting;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;

/**
 * Sees every class that is loaded, and returns new bytes for few of them.
 *
 * <p>Classes of the boot and platform loaders are noted and turned away in the first lines: all
 * that this class needs from the JDK may be loaded while it runs, without running into itself. It
 * is called by many threads at once, in the middle of class loading, and takes no lock. Whatever is
 * thrown inside is counted and leaves the class as it was.
 */
final class HeapwiseTransformer implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final Options options;
  private final Statistics statistics;
  private final IgnoredTypes ignoredTypes;
  private final ClassLoader platformLoader = ClassLoader.getPlatformClassLoader();
  private final ClassLoader ownLoader = HeapwiseTransformer.class.getClassLoader();

  /** What the JVM was given, before this class changes any of it: the verdicts of trust need it. */
  private final LoadedClasses loadedClasses = new LoadedClasses();

  /** A rewrite on this thread is under way: what it loads is not looked at. */
  private final ThreadLocal<Boolean> busy = new ThreadLocal<>();

  /** Null unless a report is wanted. */
  private final AllocationMeter meter;

  /** Changed while the program runs, by {@link LiveSwitch}. */
  private volatile RewriteRules rules;

  /** Null unless somebody asks what is done with the classes that a thread retransforms. */
  private volatile Explanation explanation;

  /** Null in tests. */
  private volatile ProgramSignals signals;

  /** Null unless allocations are counted. */
  private volatile AllocationCounting counting;

  private volatile ClassRewriter rewriter;
  private volatile boolean broken;

  /**
   * By the place in the register. Two threads may both find one unprepared, and both prepare it.
   */
  private final boolean[] prepared = new boolean[RewriteName.ALL.size()];

  private volatile boolean judgeInstalled;

  HeapwiseTransformer(
      Instrumentation instrumentation,
      Options options,
      Statistics statistics,
      IgnoredTypes ignoredTypes) {
    this.instrumentation = instrumentation;
    this.options = options;
    rules = options.rules();
    this.statistics = statistics;
    this.ignoredTypes = ignoredTypes;
    meter = options.reportSummary() ? new AllocationMeter() : null;
    if (meter != null && meter.bytesOfThisThread() >= 0) {
      statistics.measureBytes();
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> classBeingRedefined,
      ProtectionDomain domain,
      byte[] classFile) {
    try {
      if (name != null && loader != ownLoader) {
        note(loader, name, classBeingRedefined, classFile);
      }
      if (loader == ownLoader) {
        return null;
      }
      if (loader == null || loader == platformLoader) {
        return counting == null || !options.trackExact() || !options.trackJdk()
            ? null
            : countInJdk(loader, name, classFile);
      }
      if (broken
          || name == null
          || !rules.mayRewrite(name)
          || ignoredTypes.containByName(name)
          || busy.get() != null) {
        statistics.classSkipped();
        return null;
      }
      busy.set(Boolean.TRUE);
      try {
        return rewrite(loader, domain, classFile);
      } finally {
        busy.remove();
      }
    } catch (Throwable failure) {
      fail(failure);
      return null;
    }
  }

  RewriteRules rules() {
    return rules;
  }

  /** From now on; classes that are loaded already stay as they are. */
  void setRules(RewriteRules newRules) {
    rules = newRules;
  }

  /** Shows it every class that its thread retransforms, until another, or null, is given. */
  void setExplanation(Explanation newExplanation) {
    explanation = newExplanation;
  }

  /** Whether a class is never rewritten, whatever the rules. Needs the JDK to be open to us. */
  boolean ignores(Class<?> type) {
    return ignoredTypes.containByName(type.getName().replace('.', '/'))
        || ignoredTypes.containByOrigin(type.getProtectionDomain());
  }

  void setSignals(ProgramSignals newSignals) {
    signals = newSignals;
  }

  /** From now on counts allocations; null for none. */
  void setCounting(AllocationCounting newCounting) {
    counting = newCounting;
  }

  /**
   * A class with counters at its allocations, or as it was.
   *
   * @param rewritten null if it was not
   * @param sites what became of its candidate sites
   */
  private byte[] counted(
      ClassLoader loader,
      ProtectionDomain domain,
      byte[] original,
      byte[] rewritten,
      List<SiteVerdict> sites) {
    if (counting == null || ignoredTypes.containByOrigin(domain)) {
      return rewritten;
    }
    try {
      byte[] counted =
          counting.count(loader, original, rewritten == null ? original : rewritten, sites);
      String problem =
          counted == null || !options.verify() ? null : RewriteVerifier.problemOf(counted);
      if (problem != null) {
        statistics.failed("counting: " + problem);
      }
      return counted == null || problem != null ? rewritten : counted;
    } catch (Throwable failure) {
      fail(failure);
      return rewritten;
    }
  }

  /** Of the classes of the JDK that this needs itself, those that it loads here stay uncounted. */
  private byte[] countInJdk(ClassLoader loader, String name, byte[] classFile) {
    if (name == null || !AllocationCounting.mayCountJdkClass(name) || busy.get() != null) {
      return null;
    }
    busy.set(Boolean.TRUE);
    try {
      return counted(loader, null, classFile, null, List.of());
    } finally {
      busy.remove();
    }
  }

  private byte[] rewrite(ClassLoader loader, ProtectionDomain domain, byte[] classFile) {
    Explanation asking = explanation;
    if (asking != null && asking.isOfThisThread()) {
      asking.see(classFile);
      Outcome outcome = rewriter().rewrite(classFile);
      return counted(loader, domain, classFile, outcome.classFile(), outcome.sites());
    }
    long start = System.nanoTime();
    long bytesBefore = meter == null ? 0 : meter.bytesOfThisThread();
    Outcome outcome = rewriter().rewrite(classFile);
    if (outcome.status() == Outcome.Status.CHANGED
        && (!isPrepared(outcome.sites()) || ignoredTypes.containByOrigin(domain))) {
      statistics.classSkipped();
      return null;
    }
    statistics.record(outcome);
    byte[] result = counted(loader, domain, classFile, outcome.classFile(), outcome.sites());
    long bytes = meter == null ? 0 : meter.bytesOfThisThread() - bytesBefore;
    statistics.spent(System.nanoTime() - start, bytes);
    return result;
  }

  /** Of all classes, those of the JDK too: objects of any class may be lent arrays. */
  private void note(
      ClassLoader loader, String name, Class<?> classBeingRedefined, byte[] classFile) {
    loadedClasses.loaded(loader, name, classFile);
    if (classBeingRedefined != null) {
      Trust.forget(name);
    } else if (loader == null && signals != null) {
      signals.loaded(name);
    }
  }

  private ClassRewriter rewriter() {
    RewriteRules now = rules;
    ClassRewriter existing = rewriter;
    if (existing == null || existing.selection() != now) {
      // Two threads may both make one: they are alike.
      existing = new ClassRewriter(now, options.verify());
      rewriter = existing;
    }
    return existing;
  }

  /** Before the JVM gets the class: nothing that its sites reach is loaded from within them. */
  private boolean isPrepared(List<SiteVerdict> sites) {
    try {
      BridgeInstallation.install(instrumentation, options.poolMaxBytes(), options.verify());
      if (rules.isBold(RewriteName.READ_ALL_BYTES)) {
        ReadAllBytesSupport.streamAlways(true);
      }
      for (int i = 0; i < sites.size(); i++) {
        if (sites.get(i).refusal() == null) {
          prepare(sites.get(i).rewrite());
        }
      }
      return true;
    } catch (Throwable failure) {
      broken = true;
      fail(failure);
      return false;
    }
  }

  private void prepare(String name) {
    int index = RewriteName.indexOf(name);
    Rewrite rewrite = Rewrites.ALL.get(index);
    if (prepared[index] && !rewrite.isToPrepareAgain()) {
      return;
    }
    rewrite.prepare();
    if (!judgeInstalled && rewrite.asksJudge()) {
      Judges.install(judge());
      judgeInstalled = true;
    }
    prepared[index] = true;
  }

  /** Judges classes by what this class has seen of them. */
  Judge judge() {
    return new BytecodeJudge(loadedClasses, new InitiatedClasses(instrumentation));
  }

  private void fail(Throwable failure) {
    try {
      statistics.failed(Outcome.describe(failure));
    } catch (Throwable e) {
      // No memory or stack left even for that: the program goes on.
    }
  }
}
