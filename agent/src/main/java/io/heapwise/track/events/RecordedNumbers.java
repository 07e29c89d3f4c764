package io.heapwise.track.events;

import io.heapwise.install.Log;
import io.heapwise.install.RunningAgent;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import io.heapwise.runtime.pool.PoolStatistics;
import io.heapwise.runtime.pool.Pools;
import io.heapwise.track.Snapshot.RewriteTotals;
import java.util.List;
import jdk.jfr.FlightRecorder;

/** Puts the agent's numbers into recordings, once there is one. */
public final class RecordedNumbers implements Runnable {
  private static final int WAIT_MILLIS = 20;
  private static final int WAITS = 3000;

  private final RunningAgent agent;

  public RecordedNumbers(RunningAgent agent) {
    this.agent = agent;
  }

  /** Run when the first recording is about to be made, by a thread of its own. */
  @Override
  public void run() {
    try {
      for (int i = 0; i < WAITS; i++) {
        // Not the first to ask for it: that would be who starts it.
        if (FlightRecorder.isInitialized()) {
          FlightRecorder.addPeriodicEvent(RewriteEvent.class, this::recordRewrites);
          FlightRecorder.addPeriodicEvent(SiteEvent.class, RecordedNumbers::recordSites);
          FlightRecorder.addPeriodicEvent(PoolEvent.class, RecordedNumbers::recordPools);
          return;
        }
        Thread.sleep(WAIT_MILLIS);
      }
    } catch (Throwable e) {
      Log.warn("no events in recordings: " + e);
    }
  }

  private void recordRewrites() {
    List<RewriteTotals> rewrites = agent.statistics().snapshot().rewrites();
    for (int i = 0; i < rewrites.size(); i++) {
      RewriteTotals totals = rewrites.get(i);
      RewriteEvent event = new RewriteEvent();
      event.rewrite = totals.rewrite();
      event.on = agent.rules().isOn(i);
      event.sites = totals.sites();
      event.refused = totals.refused();
      event.hits = totals.hits();
      event.avoidedBytes = totals.avoidedBytes();
      event.commit();
    }
  }

  private static void recordSites() {
    long[] sums = Sites.sumAll();
    for (int number = 1; number < sums.length / 2; number++) {
      long hits = sums[2 * number];
      if (hits == 0) {
        continue;
      }
      Site site = Sites.site(number);
      SiteEvent event = new SiteEvent();
      event.rewrite = site.rewrite();
      event.className = site.className().replace('/', '.');
      event.method = site.method();
      event.descriptor = site.descriptor();
      event.line = site.line();
      event.bytecodeIndex = site.bytecodeIndex();
      event.hits = hits;
      event.avoidedBytes = sums[2 * number + 1];
      event.commit();
    }
  }

  private static void recordPools() {
    for (PoolStatistics.Row row : Pools.statistics().rows()) {
      PoolEvent event = new PoolEvent();
      event.pool = row.name();
      event.claims = row.claims();
      event.hits = row.hits();
      event.drops = row.drops();
      event.retainedBytes = row.retainedBytes();
      event.highWaterBytes = row.highWaterBytes();
      event.commit();
    }
  }
}
