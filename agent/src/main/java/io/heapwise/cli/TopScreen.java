package io.heapwise.cli;

import io.heapwise.jmx.AllocationInfo;
import io.heapwise.jmx.RewriteInfo;
import io.heapwise.jmx.SiteInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;

/** Two moments of a running program as lines of text: what happened between them, and in all. */
final class TopScreen {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KILO = 1000;
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int PERCENT = 100;

  private final String title;
  private final TopSample before;
  private final TopSample now;

  /** By what sites are ordered, the largest first: rewritten ones, and those that allocate. */
  enum Order {
    AVOIDED_PER_SECOND("avoided/s", "bytes/s"),
    HITS_PER_SECOND("hits/s", "runs/s"),
    AVOIDED("avoided", "bytes"),
    HITS("hits", "runs");

    private final String column;
    private final String allocationColumn;

    Order(String column, String allocationColumn) {
      this.column = column;
      this.allocationColumn = allocationColumn;
    }

    Order next() {
      return values()[(ordinal() + 1) % values().length];
    }
  }

  TopScreen(String title, TopSample before, TopSample now) {
    this.title = title;
    this.before = before;
    this.now = now;
  }

  /** Places of the sites to show; sites that never ran are not among them. */
  int[] topPlaces(int most, Order order) {
    return top(most, now.sites(), now::hits, now::avoidedBytes, site -> keyOf(site, order));
  }

  /** The same of the sites that are counted at their allocations. */
  int[] topAllocations(int most, Order order) {
    return top(
        most,
        now.allocations(),
        now::executed,
        now::executedBytes,
        site -> allocationKeyOf(site, order));
  }

  /** Does not sort what is not shown: there may be a hundred thousand sites. */
  private static int[] top(
      int most,
      int sites,
      IntToLongFunction count,
      IntToLongFunction bytes,
      IntToLongFunction key) {
    Comparator<Integer> smallestFirst =
        Comparator.comparingLong((Integer site) -> key.applyAsLong(site))
            .thenComparingLong(bytes::applyAsLong)
            .thenComparingLong(count::applyAsLong)
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> largest = new PriorityQueue<>(smallestFirst);
    for (int site = 0; site < sites && most > 0; site++) {
      if (count.applyAsLong(site) == 0) {
        continue;
      }
      if (largest.size() < most) {
        largest.add(site);
      } else if (key.applyAsLong(site) >= key.applyAsLong(largest.element())
          && smallestFirst.compare(site, largest.element()) > 0) {
        largest.remove();
        largest.add(site);
      }
    }
    return largest.stream().sorted(smallestFirst.reversed()).mapToInt(Integer::intValue).toArray();
  }

  private long allocationKeyOf(int site, Order order) {
    return switch (order) {
      case AVOIDED_PER_SECOND -> now.executedBytes(site) - before.executedBytes(site);
      case HITS_PER_SECOND -> now.executed(site) - before.executed(site);
      case AVOIDED -> now.executedBytes(site);
      case HITS -> now.executed(site);
    };
  }

  private long keyOf(int site, Order order) {
    return switch (order) {
      case AVOIDED_PER_SECOND -> now.avoidedBytes(site) - before.avoidedBytes(site);
      case HITS_PER_SECOND -> now.hits(site) - before.hits(site);
      case AVOIDED -> now.avoidedBytes(site);
      case HITS -> now.hits(site);
    };
  }

  /**
   * What there is besides sites: a line each.
   *
   * @param mostRewrites so many rewrites at most, those that avoid the most; none that has found
   *     nothing
   */
  List<String> head(int mostRewrites) {
    List<String> lines = new ArrayList<>();
    lines.add("heapwise top - " + title + ", up " + time(now.uptimeMillis()));
    String allocating =
        now.allocatedBytes() < 0 || before.allocatedBytes() < 0
            ? ""
            : bytes(perSecond(now.allocatedBytes() - before.allocatedBytes()))
                + "/s allocated (all threads), ";
    lines.add(
        allocating
            + bytes(perSecond(now.allAvoidedBytes() - before.allAvoidedBytes()))
            + "/s avoided (estimate), "
            + bytes(now.allAvoidedBytes())
            + " so far; "
            + count(perSecond(now.allHits() - before.allHits()))
            + " hits/s");
    lines.add(
        "pools: "
            + bytes(now.retainedBytes())
            + " of "
            + bytes(now.poolMaxBytes())
            + " retained, "
            + (now.poolClaims() == 0 ? 0 : PERCENT * now.poolHits() / now.poolClaims())
            + " % of "
            + count(now.poolClaims())
            + " claims served");
    List<Map.Entry<String, RewriteInfo>> rewrites =
        now.rewrites().entrySet().stream()
            .filter(each -> hasFound(each.getValue()))
            .sorted(Comparator.comparingLong(each -> -each.getValue().getAvoidedBytes()))
            .limit(mostRewrites)
            .toList();
    if (!rewrites.isEmpty()) {
      lines.add("");
      lines.add(row("rewrite", "on", "sites", "refused", "hits/s", "avoided/s", "avoided"));
      for (Map.Entry<String, RewriteInfo> rewrite : rewrites) {
        lines.add(row(rewrite.getKey(), rewrite.getValue()));
      }
    }
    return lines;
  }

  private static boolean hasFound(RewriteInfo info) {
    return info.getSiteCount() > 0 || info.getRefusedSiteCount() > 0;
  }

  private String row(String name, RewriteInfo info) {
    RewriteInfo earlier = before.rewrites().getOrDefault(name, info);
    return row(
        name,
        info.isOn() ? "on" : "off",
        count(info.getSiteCount()),
        count(info.getRefusedSiteCount()),
        count(perSecond(info.getHitCount() - earlier.getHitCount())),
        bytes(perSecond(info.getAvoidedBytes() - earlier.getAvoidedBytes())),
        bytes(info.getAvoidedBytes()));
  }

  private static String row(String name, String... numbers) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-14s", name));
    for (String number : numbers) {
      row.append(String.format(Locale.ROOT, "%11s", number));
    }
    return row.toString();
  }

  /** A table of the sites at the given places; a star marks what orders them. */
  List<String> sites(int[] places, List<SiteInfo> infos, Order order) {
    List<String> lines = new ArrayList<>();
    addHeader(lines, order, false, "rewrite", "site");
    for (int i = 0; i < places.length; i++) {
      int site = places[i];
      SiteInfo info = infos.get(i);
      lines.add(
          row(
              now.hits(site),
              before.hits(site),
              now.avoidedBytes(site),
              before.avoidedBytes(site),
              info.getRewrite(),
              info.getClassName() + "." + info.getMethod() + ":" + info.getLine()));
    }
    return lines;
  }

  /** A table of the sites that are counted at their allocations. */
  List<String> allocations(int[] places, List<AllocationInfo> infos, Order order) {
    List<String> lines = new ArrayList<>();
    addHeader(lines, order, true, "refused by", "allocation");
    for (int i = 0; i < places.length; i++) {
      int site = places[i];
      AllocationInfo info = infos.get(i);
      String place = info.getClassName() + "." + info.getMethod() + ":" + info.getLine();
      lines.add(
          row(
              now.executed(site),
              before.executed(site),
              now.executedBytes(site),
              before.executedBytes(site),
              info.getRewrite() == null ? "" : info.getRewrite(),
              info.getType() + " " + place));
    }
    return lines;
  }

  private static void addHeader(
      List<String> lines, Order order, boolean allocations, String what, String where) {
    lines.add("");
    lines.add(
        siteRow(
            marked(Order.HITS_PER_SECOND, order, allocations),
            marked(Order.AVOIDED_PER_SECOND, order, allocations),
            marked(Order.HITS, order, allocations),
            marked(Order.AVOIDED, order, allocations),
            what,
            where));
  }

  private static String marked(Order column, Order order, boolean allocations) {
    return (column == order ? "*" : "") + (allocations ? column.allocationColumn : column.column);
  }

  private String row(
      long count, long countBefore, long bytes, long bytesBefore, String what, String where) {
    return siteRow(
        count(perSecond(count - countBefore)),
        bytes(perSecond(bytes - bytesBefore)),
        count(count),
        bytes(bytes),
        what,
        where);
  }

  private static String siteRow(
      String countRate, String bytesRate, String count, String bytes, String what, String where) {
    return String.format(
        Locale.ROOT,
        "%9s %11s %9s %9s  %-12s  %s",
        countRate,
        bytesRate,
        count,
        bytes,
        what,
        where);
  }

  private long perSecond(long difference) {
    double seconds = (now.nanos() - before.nanos()) / NANOS_PER_SECOND;
    return seconds <= 0 ? 0 : Math.round(difference / seconds);
  }

  static String count(long count) {
    return scaled((double) count, "", "k", "M", "G", "T");
  }

  static String bytes(long bytes) {
    return scaled((double) bytes, " B", " kB", " MB", " GB", " TB");
  }

  /** With at least three digits that count, and at most four. */
  private static String scaled(double number, String... units) {
    int unit = 0;
    while (Math.abs(number) >= 10 * KILO && unit < units.length - 1) {
      number /= KILO;
      unit++;
    }
    boolean decimals = unit > 0 && Math.abs(number) < KILO;
    return String.format(Locale.ROOT, decimals ? "%.1f" : "%.0f", number) + units[unit];
  }

  static String time(long millis) {
    long seconds = millis / MILLIS_PER_SECOND;
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        seconds / SECONDS_PER_HOUR,
        seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE,
        seconds % SECONDS_PER_MINUTE);
  }
}
