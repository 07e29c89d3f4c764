package io.heapwise.track;

import io.heapwise.dump.Counts;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the transformer did. Thread-safe without locks; counting a skipped class allocates nothing.
 * Numbers read while classes load may be of slightly different moments.
 */
public final class Statistics {
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong parsed = new AtomicLong();
  private final AtomicLong changed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Reasons leftAlone = new Reasons();
  private final Reasons uncounted = new Reasons();
  private final AtomicReference<String> firstFailure = new AtomicReference<>();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean measuresBytes;
  private final AtomicLongArray rewrittenSites = new AtomicLongArray(RewriteName.ALL.size());
  private final Reasons[] refusals = new Reasons[RewriteName.ALL.size()];

  public Statistics() {
    for (int i = 0; i < refusals.length; i++) {
      refusals[i] = new Reasons();
    }
  }

  /** Counts a class that was not even looked into. */
  public void classSkipped() {
    skipped.incrementAndGet();
  }

  /** Counts a class that went through the pipeline. */
  public void record(Outcome outcome) {
    Outcome.Status status = outcome.status();
    if (status == Outcome.Status.SKIPPED) {
      skipped.incrementAndGet();
    } else if (status == Outcome.Status.LEFT_ALONE) {
      leftAlone.add(outcome.reason());
    } else if (status == Outcome.Status.FAILED) {
      parsed.incrementAndGet();
      failed(outcome.reason());
    } else {
      parsed.incrementAndGet();
      if (status == Outcome.Status.CHANGED) {
        changed.incrementAndGet();
      }
      recordSites(outcome.sites());
    }
  }

  /** Counts something that went wrong in the agent; the first is remembered. */
  public void failed(String failure) {
    failed.incrementAndGet();
    firstFailure.compareAndSet(null, String.valueOf(failure));
  }

  /** Why methods and classes are not counted, where every allocation should be. */
  public Reasons uncounted() {
    return uncounted;
  }

  /** From now on {@link #spent} is told bytes; else it would say that there were none. */
  public void measureBytes() {
    measuresBytes = true;
  }

  /** Adds what the agent's own work cost the thread that did it. */
  public void spent(long nanos, long bytes) {
    this.nanos.addAndGet(nanos);
    this.bytes.addAndGet(bytes);
  }

  /** Time that threads of the program have spent in the agent's own code. */
  public long agentNanos() {
    return nanos.get();
  }

  /** What they have allocated in it; {@link Counts#UNKNOWN} where it is not measured. */
  public long agentBytes() {
    return measuresBytes ? bytes.get() : Counts.UNKNOWN;
  }

  private void recordSites(List<SiteVerdict> sites) {
    for (int i = 0; i < sites.size(); i++) {
      SiteVerdict site = sites.get(i);
      int rewrite = RewriteName.indexOf(site.rewrite());
      if (rewrite < 0) {
        continue;
      }
      if (site.refusal() == null) {
        rewrittenSites.incrementAndGet(rewrite);
      } else {
        refusals[rewrite].add(site.refusal());
      }
    }
  }

  /** Everything so far, with the hits of the sites that are registered in this JVM. */
  public Snapshot snapshot() {
    long[] hits = new long[refusals.length];
    long[] avoidedBytes = new long[refusals.length];
    long[] sums = Sites.sumAll();
    for (int number = 1; number < sums.length / 2; number++) {
      Site site = Sites.site(number);
      int rewrite = RewriteName.indexOf(site.rewrite());
      if (rewrite >= 0) {
        hits[rewrite] += sums[2 * number];
        avoidedBytes[rewrite] += sums[2 * number + 1];
      }
    }
    List<Snapshot.RewriteTotals> rewrites = new ArrayList<>();
    for (int i = 0; i < refusals.length; i++) {
      rewrites.add(
          new Snapshot.RewriteTotals(
              RewriteName.ALL.get(i).name(),
              rewrittenSites.get(i),
              refusals[i].snapshot(),
              hits[i],
              avoidedBytes[i]));
    }
    return new Snapshot(
        skipped.get(),
        parsed.get(),
        changed.get(),
        failed.get(),
        firstFailure.get(),
        leftAlone.snapshot(),
        rewrites,
        unnumberedHits(),
        agentNanos(),
        agentBytes());
  }

  /** Until all numbers are given, only the runtime's own warm-up counts without one. */
  private static long unnumberedHits() {
    return Sites.count() < Sites.CAPACITY ? 0 : Sites.hits(Sites.UNNUMBERED);
  }
}
