package io.heapwise.install;

import java.lang.instrument.Instrumentation;
import java.util.Collections;

/**
 * Puts the two classes that rewritten code calls where every class loader finds them: into {@code
 * java.lang}, the one package that no loader keeps from its classes. A jar on the boot loader's
 * search path would be less work, but the JVM warns about it and gives up class-data sharing.
 *
 * <p>Not done before the first class is rewritten, because most short programs never get there.
 */
final class BridgeInstallation {
  /** In the packaged agent, relocation has made {@code java.lang} of the package. */
  private static final String BRIDGE = "io.heapwise.bridge.HeapwiseBridge";

  private static final String RUNTIME = "io.heapwise.bridge.HeapwiseRuntime";

  private static final String COUNTING = "io.heapwise.bridge.HeapwiseCounting";

  private static final String COUNTERS = "io.heapwise.bridge.HeapwiseCounters";

  private static volatile boolean installed;

  private BridgeInstallation() {}

  /**
   * Defines the bridge, hands it the runtime and initialises it, unless that is done already.
   *
   * <p>Thread-safe without a lock, as it loads classes: threads that come at the same time all do
   * it, which is harmless because each step is.
   *
   * @throws Throwable if the bridge cannot be called; then no class may be rewritten
   */
  static void install(Instrumentation instrumentation, long poolMaxBytes, boolean verify)
      throws Throwable {
    if (installed) {
      return;
    }
    if (BRIDGE.startsWith("java.lang.")) {
      openUnsafe(instrumentation);
      BridgeDefinition.define(RUNTIME);
      BridgeDefinition.define(BRIDGE);
    }
    BridgeConnection.connect(poolMaxBytes, verify);
    installed = true;
  }

  /**
   * Defines what counted code calls, and initialises it once it has what it counts with.
   *
   * @param installCounting installs that; called when its super class is defined
   */
  static void installCounters(Instrumentation instrumentation, Runnable installCounting)
      throws Exception {
    openUnsafe(instrumentation);
    if (BRIDGE.startsWith("java.lang.")) {
      BridgeDefinition.define(COUNTING);
      BridgeDefinition.define(COUNTERS);
    }
    installCounting.run();
    Class.forName(COUNTERS, true, BridgeInstallation.class.getClassLoader());
  }

  /** Lets the agent use {@code jdk.internal.misc}; once more does no harm. */
  static void openUnsafe(Instrumentation instrumentation) {
    Module agent = BridgeInstallation.class.getModule();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.singletonMap("jdk.internal.misc", Collections.singleton(agent)),
        Collections.emptyMap(),
        Collections.emptySet(),
        Collections.emptyMap());
  }
}
