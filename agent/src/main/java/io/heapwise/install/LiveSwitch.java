package io.heapwise.install;

import io.heapwise.rewrite.RewriteName;
import io.heapwise.runtime.ReadAllBytesSupport;
import io.heapwise.track.exact.AllocationCounting;
import java.lang.instrument.Instrumentation;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Switches rewrites while the program runs: has the JVM transform again the classes that the change
 * concerns, from what they were before this agent and after all others. Code that is on a stack at
 * the moment stays as it is until it returns; what it has claimed it still gives back.
 *
 * <p>Thread-safe: one change after the other.
 */
public final class LiveSwitch {
  /** Each batch stops the program once. */
  private static final int BATCH = 64;

  /** Classes that were being defined when the rules changed are found by looking again. */
  private static final int ROUNDS = 2;

  private static final int NANOS_PER_MILLI = 1_000_000;

  private final Instrumentation instrumentation;
  private final HeapwiseTransformer transformer;
  private final ClassLoader ownLoader = LiveSwitch.class.getClassLoader();
  private final ClassLoader platformLoader = ClassLoader.getPlatformClassLoader();
  private volatile int remaining;

  /**
   * What a change has done.
   *
   * @param transformed classes that were transformed again
   * @param failures those that could not be: name and reason
   */
  public record Change(int transformed, List<String> failures, long millis) {}

  LiveSwitch(Instrumentation instrumentation, HeapwiseTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  /** Classes that the change under way has still to transform; 0 if none is. */
  public int remaining() {
    return remaining;
  }

  /**
   * Changes one of the rules, and returns when all loaded classes are as they say.
   *
   * @throws IllegalArgumentException whose message is a sentence for a user, if nothing was changed
   */
  public synchronized Change set(String key, String value) {
    long start = System.nanoTime();
    RewriteRules before = transformer.rules();
    RewriteRules after = before.with(key, value);
    transformer.setRules(after);
    // The one relaxation there is takes effect at run time.
    boolean streams = after.isBold(RewriteName.READ_ALL_BYTES);
    if (streams != before.isBold(RewriteName.READ_ALL_BYTES)) {
      ReadAllBytesSupport.streamAlways(streams);
    }
    Set<Class<?>> done = Collections.newSetFromMap(new IdentityHashMap<>());
    List<String> failures = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Class<?>> concerned = concerned(before, after, done);
      done.addAll(concerned);
      transform(concerned, failures);
    }
    long millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
    return new Change(done.size() - failures.size(), failures, millis);
  }

  private List<Class<?>> concerned(RewriteRules before, RewriteRules after, Set<Class<?>> done) {
    List<Class<?>> concerned = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (isOfProgram(type)
          && !done.contains(type)
          && isConcerned(type.getName().replace('.', '/'), before, after)
          && instrumentation.isModifiableClass(type)) {
        concerned.add(type);
      }
    }
    return concerned;
  }

  /** Whatever is in it: not every site that was rewritten has a number by which to find it. */
  private static boolean isConcerned(String name, RewriteRules before, RewriteRules after) {
    for (int i = 0; i < RewriteName.ALL.size(); i++) {
      String rewrite = RewriteName.ALL.get(i).name();
      boolean wasOn = before.mayRewrite(name) && before.isOn(rewrite, name);
      if (wasOn != (after.mayRewrite(name) && after.isOn(rewrite, name))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The classes of the program of these names that are loaded and can be transformed again.
   *
   * @param globs null for all
   */
  List<Class<?>> loaded(ClassGlobs globs) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (isOfProgram(type)
          && (globs == null || globs.matches(type.getName().replace('.', '/')))
          && instrumentation.isModifiableClass(type)) {
        classes.add(type);
      }
    }
    return classes;
  }

  /** Transforms the classes of the JDK that are loaded, so that they are counted. */
  void countInJdk() {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      if ((loader == null || loader == platformLoader)
          && !type.isArray()
          && !type.isPrimitive()
          && !type.isHidden()
          && AllocationCounting.mayCountJdkClass(type.getName().replace('.', '/'))
          && instrumentation.isModifiableClass(type)) {
        classes.add(type);
      }
    }
    List<String> failures = new ArrayList<>();
    transform(classes, failures);
    for (int i = 0; i < failures.size(); i++) {
      Log.info("not counted: " + failures.get(i));
    }
  }

  /** Never rewritten are those of the JDK, of this agent and of others. */
  private boolean isOfProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != platformLoader
        && loader != ownLoader
        && !type.isArray()
        && !type.isHidden()
        && !isOwnEntrance(type.getProtectionDomain())
        && !transformer.ignores(type);
  }

  private static boolean isOwnEntrance(ProtectionDomain domain) {
    CodeSource own = LiveSwitch.class.getProtectionDomain().getCodeSource();
    return own != null && domain != null && own.equals(domain.getCodeSource());
  }

  /** Transforms classes again, those in a batch that fails one by one. */
  synchronized void transform(List<Class<?>> classes, List<String> failures) {
    try {
      for (int from = 0; from < classes.size(); from += BATCH) {
        remaining = classes.size() - from;
        List<Class<?>> batch = classes.subList(from, Math.min(from + BATCH, classes.size()));
        if (failureOf(batch) != null) {
          transformSingly(batch, failures);
        }
      }
    } finally {
      remaining = 0;
    }
  }

  private void transformSingly(List<Class<?>> classes, List<String> failures) {
    for (Class<?> type : classes) {
      Throwable failure = failureOf(List.of(type));
      if (failure != null) {
        failures.add(type.getName() + ": " + failure);
      }
    }
  }

  private Throwable failureOf(List<Class<?>> classes) {
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
      return null;
    } catch (Throwable failure) {
      return failure;
    }
  }
}
