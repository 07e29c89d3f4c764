package io.heapwise.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Adds up profiles. Holds the union of their rows, not the profiles. Not thread-safe.
 *
 * <p>The order of rows is that in which their sites were first met, so the same profiles in the
 * same order give the same result.
 */
public final class ProfileMerger {
  private final List<JvmRun> runs = new ArrayList<>();
  private final Map<String, RewriteRow> rewrites = new LinkedHashMap<>();
  private final Map<String, PoolRow> pools = new LinkedHashMap<>();
  private final Map<SiteKey, SiteRow> sites = new LinkedHashMap<>();
  private final Map<StackKey, StackRow> stacks = new LinkedHashMap<>();
  private ClassCounts classes = ClassCounts.NONE;
  private long unnumberedHits;

  /** A profile of the same numbers, with one row for each site and each stack. */
  public static Profile combined(Profile profile) {
    ProfileMerger merger = new ProfileMerger();
    merger.add(profile);
    return merger.merged();
  }

  public void add(Profile profile) {
    runs.addAll(profile.runs());
    classes = sum(classes, profile.classes());
    unnumberedHits = Counts.saturated(unnumberedHits, profile.unnumberedHits());
    for (RewriteRow row : profile.rewrites()) {
      RewriteRow known = rewrites.putIfAbsent(row.rewrite(), row);
      if (known != null) {
        rewrites.put(row.rewrite(), sum(known, row));
      }
    }
    for (PoolRow row : profile.pools()) {
      PoolRow known = pools.putIfAbsent(row.name(), row);
      if (known != null) {
        pools.put(row.name(), sum(known, row));
      }
    }
    for (SiteRow row : profile.sites()) {
      SiteKey key = new SiteKey(row);
      SiteRow known = sites.putIfAbsent(key, row);
      if (known != null) {
        sites.put(key, sum(known, row));
      }
    }
    for (StackRow row : profile.stacks()) {
      StackKey key = new StackKey(row.type(), row.frames());
      StackRow known = stacks.putIfAbsent(key, row);
      if (known != null) {
        stacks.put(key, sum(known, row));
      }
    }
  }

  public Profile merged() {
    return new Profile(
        runs,
        classes,
        new ArrayList<>(rewrites.values()),
        new ArrayList<>(pools.values()),
        unnumberedHits,
        new ArrayList<>(sites.values()),
        new ArrayList<>(stacks.values()));
  }

  private static ClassCounts sum(ClassCounts a, ClassCounts b) {
    return new ClassCounts(
        Counts.saturated(a.seen(), b.seen()),
        Counts.saturated(a.skipped(), b.skipped()),
        Counts.saturated(a.parsed(), b.parsed()),
        Counts.saturated(a.changed(), b.changed()),
        Counts.saturated(a.failed(), b.failed()),
        sum(a.leftAlone(), b.leftAlone()),
        a.firstFailure() != null ? a.firstFailure() : b.firstFailure());
  }

  private static RewriteRow sum(RewriteRow a, RewriteRow b) {
    return new RewriteRow(
        a.rewrite(),
        a.on() || b.on(),
        Counts.saturated(a.sites(), b.sites()),
        Counts.saturated(a.refused(), b.refused()),
        sum(a.refusals(), b.refusals()),
        Counts.saturated(a.hits(), b.hits()),
        Counts.saturated(a.avoidedBytes(), b.avoidedBytes()));
  }

  private static List<Reason> sum(List<Reason> a, List<Reason> b) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (List<Reason> reasons : List.of(a, b)) {
      for (Reason reason : reasons) {
        counts.put(
            reason.text(),
            Counts.saturated(counts.getOrDefault(reason.text(), 0L), reason.count()));
      }
    }
    List<Reason> sums = new ArrayList<>();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      sums.add(new Reason(count.getKey(), count.getValue()));
    }
    return sums;
  }

  private static PoolRow sum(PoolRow a, PoolRow b) {
    return new PoolRow(
        a.name(),
        Counts.saturated(a.claims(), b.claims()),
        Counts.saturated(a.hits(), b.hits()),
        Counts.saturated(a.drops(), b.drops()),
        Counts.saturated(a.retainedBytes(), b.retainedBytes()),
        Counts.saturated(a.highWaterBytes(), b.highWaterBytes()));
  }

  private static SiteRow sum(SiteRow a, SiteRow b) {
    Location location = a.location().file() != null ? a.location() : b.location();
    return new SiteRow(
        location, a.type(), a.kind(), a.rewrite(), a.refusal(), a.counts().plus(b.counts()));
  }

  private static StackRow sum(StackRow a, StackRow b) {
    return new StackRow(
        a.frames(),
        a.type(),
        Counts.sum(a.sampledCount(), b.sampledCount()),
        Counts.sum(a.sampledBytes(), b.sampledBytes()),
        Counts.sum(a.liveCount(), b.liveCount()),
        Counts.sum(a.liveBytes(), b.liveBytes()));
  }

  /** What makes two rows speak of the same: all but the counts, and the file's name. */
  private static final class SiteKey {
    private final SiteRow row;

    SiteKey(SiteRow row) {
      this.row = row;
    }

    @Override
    public boolean equals(Object object) {
      if (!(object instanceof SiteKey)) {
        return false;
      }
      SiteRow other = ((SiteKey) object).row;
      Location there = other.location();
      Location here = row.location();
      return here.bytecodeIndex() == there.bytecodeIndex()
          && here.line() == there.line()
          && here.method().equals(there.method())
          && here.className().equals(there.className())
          && here.descriptor().equals(there.descriptor())
          && row.type().equals(other.type())
          && row.kind().equals(other.kind())
          && Objects.equals(row.rewrite(), other.rewrite())
          && Objects.equals(row.refusal(), other.refusal());
    }

    @Override
    public int hashCode() {
      return row.location().hashCode() * 31 + row.type().hashCode();
    }
  }

  private static final class StackKey {
    private final String type;
    private final List<Location> frames;
    private final int hash;

    StackKey(String type, List<Location> frames) {
      this.type = type;
      this.frames = frames;
      hash = frames.hashCode() * 31 + type.hashCode();
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof StackKey
          && hash == ((StackKey) object).hash
          && type.equals(((StackKey) object).type)
          && frames.equals(((StackKey) object).frames);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
