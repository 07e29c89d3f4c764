package io.heapwise.install;

import io.heapwise.bridge.HeapwiseBridge;
import io.heapwise.bridge.HeapwiseRuntime;
import io.heapwise.runtime.RewriteRuntime;
import io.heapwise.runtime.pool.Pools;

/**
 * The one class of the installation that is linked against the bridge: it must not be loaded before
 * the bridge is defined.
 */
final class BridgeConnection {
  private BridgeConnection() {}

  /** Hands the runtime to the bridge and initialises the bridge, which keeps it for good. */
  static void connect(long poolMaxBytes, boolean verify) throws ClassNotFoundException {
    if (verify) {
      Pools.reportTo(new UseAfterReleaseLog());
    }
    HeapwiseRuntime.install(new RewriteRuntime(poolMaxBytes, verify));
    Class.forName(HeapwiseBridge.class.getName(), true, HeapwiseBridge.class.getClassLoader());
  }

  private static final class UseAfterReleaseLog implements Pools.Listener {
    @Override
    public void usedAfterRelease(String text) {
      Log.warn(text);
    }
  }
}
