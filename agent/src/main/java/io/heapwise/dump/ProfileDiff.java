package io.heapwise.dump;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one profile has more of than another.
 *
 * @param before of all sites
 * @param after of all sites
 * @param rows those that differ, the largest growth in bytes first
 */
public record ProfileDiff(Amount before, Amount after, List<Row> rows) {
  /** An amount of a {@link Measure}. */
  public record Amount(long bytes, long count) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(Amount other) {
      return new Amount(Counts.saturated(bytes, other.bytes), Counts.saturated(count, other.count));
    }

    static Amount of(Counts counts, Measure measure) {
      return measure.isKnown(counts)
          ? new Amount(measure.bytes(counts), measure.count(counts))
          : NONE;
    }
  }

  /** What is compared with what; the command line has the same words in lower case. */
  public enum Unit {
    /** All allocations of a type in a method: lines and bytecode indexes move in every build. */
    METHOD,
    LINE,
    CLASS,
    PACKAGE,
    TYPE
  }

  /** A unit, by its name, in both profiles. */
  public record Row(String name, Amount before, Amount after) {
    public long growthBytes() {
      return ProfileDiff.difference(after.bytes, before.bytes);
    }

    public long growthCount() {
      return ProfileDiff.difference(after.count, before.count);
    }
  }

  public static ProfileDiff of(Profile before, Profile after, Measure measure, Unit unit) {
    Map<String, Amount> old = amounts(before, measure, unit);
    Map<String, Amount> current = amounts(after, measure, unit);
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Amount> entry : current.entrySet()) {
      Amount was = old.remove(entry.getKey());
      add(rows, new Row(entry.getKey(), was == null ? Amount.NONE : was, entry.getValue()));
    }
    for (Map.Entry<String, Amount> entry : old.entrySet()) {
      add(rows, new Row(entry.getKey(), entry.getValue(), Amount.NONE));
    }
    rows.sort(
        (a, b) -> {
          int order = Long.compare(b.growthBytes(), a.growthBytes());
          order = order != 0 ? order : Long.compare(b.growthCount(), a.growthCount());
          return order != 0 ? order : a.name().compareTo(b.name());
        });
    return new ProfileDiff(
        Amount.of(Totals.of(before).counts(), measure),
        Amount.of(Totals.of(after).counts(), measure),
        rows);
  }

  public long growthBytes() {
    return difference(after.bytes, before.bytes);
  }

  private static long difference(long after, long before) {
    return Counts.saturated(after, before == Long.MIN_VALUE ? Long.MAX_VALUE : -before);
  }

  private static void add(List<Row> rows, Row row) {
    if (row.growthBytes() != 0 || row.growthCount() != 0) {
      rows.add(row);
    }
  }

  private static Map<String, Amount> amounts(Profile profile, Measure measure, Unit unit) {
    Map<String, Amount> amounts = new HashMap<>();
    for (SiteRow row : profile.sites()) {
      if (measure.isKnown(row.counts())) {
        amounts.merge(nameOf(row, unit), Amount.of(row.counts(), measure), Amount::plus);
      }
    }
    return amounts;
  }

  private static String nameOf(SiteRow row, Unit unit) {
    Location location = row.location();
    return switch (unit) {
      case METHOD ->
          location.className() + "." + location.method() + location.descriptor() + " " + row.type();
      case LINE -> location.asText() + " " + row.type();
      case CLASS -> location.className();
      case PACKAGE -> location.packageName().isEmpty() ? "(no package)" : location.packageName();
      case TYPE -> row.type();
    };
  }
}
