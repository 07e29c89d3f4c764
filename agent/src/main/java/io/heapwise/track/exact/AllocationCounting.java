package io.heapwise.track.exact;

import io.heapwise.bridge.HeapwiseCounting;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.track.Reasons;
import io.heapwise.trust.LinkedClasses;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Counts the allocations of the classes that it is shown: all of them, or those alone that a
 * rewrite refused. Thread-safe.
 */
public final class AllocationCounting {
  /** What the counters themselves need, or what is counted where it is called. */
  private static final String[] UNCOUNTED_JDK_CLASSES = {
    "java/lang/Boolean",
    "java/lang/Byte",
    "java/lang/Character",
    "java/lang/Class",
    "java/lang/ClassValue",
    "java/lang/Double",
    "java/lang/Float",
    "java/lang/HeapwiseBridge",
    "java/lang/HeapwiseCounters",
    "java/lang/HeapwiseCounting",
    "java/lang/HeapwiseRuntime",
    "java/lang/Integer",
    "java/lang/Long",
    "java/lang/Object",
    "java/lang/Short",
    "java/lang/String",
    "java/lang/StringConcatHelper",
    "java/lang/Thread",
    "java/util/Arrays",
  };

  private static final String[] UNCOUNTED_JDK_PACKAGES = {
    "java/lang/instrument/",
    "java/lang/invoke/",
    "java/lang/ref/",
    "java/lang/reflect/",
    "jdk/internal/",
    "sun/",
  };

  private final boolean everything;
  private final CounterMemory memory;
  private final ObjectLayout layout;
  private final TypeSizes sizes;
  private final Reasons uncounted;
  private final StripeOwners owners;

  private AllocationCounting(
      boolean everything,
      CounterMemory memory,
      ObjectLayout layout,
      LinkedClasses classes,
      Reasons uncounted,
      StripeOwners owners) {
    this.everything = everything;
    this.memory = memory;
    this.layout = layout;
    this.uncounted = uncounted;
    this.owners = owners;
    sizes = new TypeSizes(layout, classes, memory);
  }

  /**
   * Gets everything ready and installs it for the counters, which must not be initialised before.
   *
   * @param uncounted gets the reasons why methods and classes are not counted
   */
  static AllocationCounting start(
      boolean everything,
      Instrumentation instrumentation,
      CounterMemory memory,
      LinkedClasses classes,
      Reasons uncounted) {
    ObjectLayout layout = new ObjectLayout(instrumentation);
    ThisJvmCounting counting = new ThisJvmCounting(instrumentation, layout, memory.stripes());
    HeapwiseCounting.install(counting);
    return new AllocationCounting(
        everything, memory, layout, classes, uncounted, counting.stripeOwners());
  }

  /** Hands stripes to threads that came, from those that went. To be called by one thread. */
  void updateOwners() {
    owners.update();
  }

  /** Notes the sizes of what has run in the meantime. */
  void resolveSizes() throws IOException {
    sizes.resolve();
  }

  /**
   * A class with counters; null if it has nothing to count.
   *
   * @param original the class file as it was before the rewrites, or the same
   * @param sites what the rewrites made of their sites in it
   */
  public byte[] count(
      ClassLoader loader, byte[] original, byte[] classFile, List<SiteVerdict> sites) {
    int version = (classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF;
    if (version > ClassRewriter.NEWEST_VERSION || !everything && !isAnyRefused(sites)) {
      return null;
    }
    return new CountingPass(everything, loader, memory, sizes, layout, uncounted)
        .counted(original, classFile, sites);
  }

  private static boolean isAnyRefused(List<SiteVerdict> sites) {
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).refusal() != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether the counters can do without a class of the JDK being as it is. */
  public static boolean mayCountJdkClass(String internalName) {
    for (String name : UNCOUNTED_JDK_CLASSES) {
      if (internalName.equals(name)) {
        return false;
      }
    }
    for (String prefix : UNCOUNTED_JDK_PACKAGES) {
      if (internalName.startsWith(prefix)) {
        return false;
      }
    }
    return !internalName.startsWith("java/lang/ClassValue$");
  }
}
