package io.heapwise.dump;

import java.util.List;

/** One of the amounts that {@link Counts} have, in bytes and as a number. */
public enum Measure {
  /** What the code as it was asked for: executed and avoided together. */
  REQUESTED("requested") {
    @Override
    public long bytes(Counts counts) {
      return counts.requestedBytes();
    }

    @Override
    public long count(Counts counts) {
      return counts.requestedCount();
    }
  },
  EXECUTED("executed") {
    @Override
    public long bytes(Counts counts) {
      return counts.executedBytes();
    }

    @Override
    public long count(Counts counts) {
      return counts.executedCount();
    }
  },
  AVOIDED("avoided") {
    @Override
    public long bytes(Counts counts) {
      return counts.avoidedBytes();
    }

    @Override
    public long count(Counts counts) {
      return counts.hits();
    }
  },
  SAMPLED("sampled") {
    @Override
    public long bytes(Counts counts) {
      return counts.sampledBytes();
    }

    @Override
    public long count(Counts counts) {
      return counts.sampledCount();
    }
  },
  LIVE("live") {
    @Override
    public long bytes(Counts counts) {
      return counts.liveBytes();
    }

    @Override
    public long count(Counts counts) {
      return counts.liveCount();
    }
  };

  /** Those that rows are ranked by, the most telling first. */
  static final List<Measure> RANKED = List.of(REQUESTED, SAMPLED, LIVE);

  private final String word;

  Measure(String word) {
    this.word = word;
  }

  /** As on the command line. */
  public String word() {
    return word;
  }

  /** Nothing that can be told from a number where {@link #count} is unknown. */
  public abstract long bytes(Counts counts);

  public abstract long count(Counts counts);

  public boolean isKnown(Counts counts) {
    return count(counts) != Counts.UNKNOWN;
  }

  /** The measure with this word; null if there is none. */
  public static Measure named(String word) {
    for (Measure measure : values()) {
      if (measure.word.equals(word)) {
        return measure;
      }
    }
    return null;
  }

  /** The first that was counted at all. */
  static Measure primary(Counts totals) {
    for (Measure measure : RANKED) {
      if (measure.isKnown(totals)) {
        return measure;
      }
    }
    return REQUESTED;
  }
}
