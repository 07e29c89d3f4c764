package io.heapwise.install;

import io.heapwise.bridge.HeapwiseBridge;
import io.heapwise.bridge.HeapwiseRuntime;
import io.heapwise.runtime.RewriteRuntime;
import io.heapwise.runtime.verify.Findings;

/**
 * The one class of the installation that is linked against the bridge: it must not be loaded before
 * the bridge is defined.
 */
final class BridgeConnection {
  private BridgeConnection() {}

  /** Hands the runtime to the bridge and initialises the bridge, which keeps it for good. */
  static void connect(long poolMaxBytes, boolean verify) throws ClassNotFoundException {
    if (verify) {
      Findings.reportTo(new FindingsLog());
    }
    HeapwiseRuntime.install(new RewriteRuntime(poolMaxBytes, verify));
    Class.forName(HeapwiseBridge.class.getName(), true, HeapwiseBridge.class.getClassLoader());
  }

  private static final class FindingsLog implements Findings.Listener {
    @Override
    public void found(String text) {
      Log.warn(text);
    }
  }
}
