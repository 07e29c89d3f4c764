package io.heapwise.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists of a text report: the largest first, rows that are equally large by their names. */
final class RankedLists {
  private static final String NO_PACKAGE = "(no package)";

  private final Profile profile;
  private final Counts totals;
  private final TextOptions options;
  private final StringBuilder text;

  RankedLists(Profile profile, Counts totals, TextOptions options, StringBuilder text) {
    this.profile = profile;
    this.totals = totals;
    this.options = options;
    this.text = text;
  }

  /** A line of a list: its numbers, and what it is about. */
  private record Entry(Counts counts, List<String> texts) {}

  void append(Ranking ranking) {
    Measure primary = Measure.primary(totals);
    switch (ranking) {
      case BYTES -> {
        for (Measure measure : Measure.RANKED) {
          if (measure == primary || measure.isKnown(totals)) {
            appendSites("Sites by " + measure.word() + " bytes", sites(false), measure, true);
          }
        }
      }
      case COUNT ->
          appendSites("Sites by " + primary.word() + " count", sites(false), primary, false);
      case REFUSED ->
          appendSites("Refused sites by " + primary.word() + " bytes", sites(true), primary, true);
      case CLASS -> appendGroups("Classes", "class", ranking, primary);
      case PACKAGE -> appendGroups("Packages", "package", ranking, primary);
      case TYPE -> appendGroups("Allocated types", "type", ranking, primary);
      case STACK -> appendStacks();
    }
  }

  private List<Entry> sites(boolean refusedOnly) {
    List<Entry> entries = new ArrayList<>();
    for (SiteRow row : profile.sites()) {
      if (!refusedOnly || row.isRefused()) {
        entries.add(
            new Entry(
                row.counts(), List.of(row.location().asText(), row.type(), Wording.fateOf(row))));
      }
    }
    return entries;
  }

  private void appendSites(String title, List<Entry> entries, Measure measure, boolean byBytes) {
    appendList(title, List.of("site", "type", "what became of it"), entries, measure, byBytes);
  }

  private void appendGroups(String title, String column, Ranking ranking, Measure measure) {
    Map<String, Counts> sums = new LinkedHashMap<>();
    Map<String, Integer> sites = new LinkedHashMap<>();
    for (SiteRow row : profile.sites()) {
      String group = groupOf(row, ranking);
      sums.merge(group, row.counts(), Counts::plus);
      sites.merge(group, 1, Integer::sum);
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Counts> sum : sums.entrySet()) {
      String count = Numbers.grouped(sites.get(sum.getKey()));
      entries.add(new Entry(sum.getValue(), List.of(sum.getKey(), count)));
    }
    String heading = title + " by " + measure.word() + " bytes";
    appendList(heading, List.of(column, "sites"), entries, measure, true);
  }

  private static String groupOf(SiteRow row, Ranking ranking) {
    if (ranking == Ranking.TYPE) {
      return row.type();
    }
    if (ranking == Ranking.CLASS) {
      return row.location().className();
    }
    String name = row.location().packageName();
    return name.isEmpty() ? NO_PACKAGE : name;
  }

  private void appendList(
      String title, List<String> texts, List<Entry> entries, Measure measure, boolean byBytes) {
    long whole = valueOf(totals, measure, byBytes);
    entries.sort(largestFirst(measure, byBytes));
    List<Entry> shown = new ArrayList<>();
    long sum = 0;
    for (Entry entry : entries) {
      long value = valueOf(entry.counts(), measure, byBytes);
      if (shown.size() == options.top() || !isListed(value, whole)) {
        break;
      }
      shown.add(entry);
      sum = Counts.saturated(sum, value);
    }
    if (shown.isEmpty()) {
      return;
    }
    heading(title, shown.size(), entries.size(), sum, whole);
    List<String> header = new ArrayList<>(List.of("bytes", "of all", "count"));
    boolean showsAvoided = measure == Measure.REQUESTED && Measure.AVOIDED.isKnown(totals);
    boolean showsSampled = measure == Measure.REQUESTED && Measure.SAMPLED.isKnown(totals);
    if (showsAvoided) {
      header.add("avoided");
    }
    if (showsSampled) {
      header.add("sampled");
    }
    int numbers = header.size();
    header.addAll(texts);
    Columns table = new Columns(numbers, header);
    for (Entry entry : shown) {
      Counts counts = entry.counts();
      List<String> cells = new ArrayList<>();
      cells.add(amount(measure, counts));
      cells.add(Numbers.percent(valueOf(counts, measure, byBytes), whole));
      cells.add(Numbers.groupedOrDash(measure.count(counts)));
      if (showsAvoided) {
        cells.add(counts.hits() == Counts.UNKNOWN ? "-" : Numbers.grouped(counts.avoidedBytes()));
      }
      if (showsSampled) {
        cells.add(amount(Measure.SAMPLED, counts));
      }
      cells.addAll(entry.texts());
      table.add(cells);
    }
    table.appendTo(text);
    text.append('\n');
  }

  private static String amount(Measure measure, Counts counts) {
    return measure.isKnown(counts) ? Numbers.grouped(measure.bytes(counts)) : "-";
  }

  private void heading(String title, int shown, int all, long sum, long whole) {
    text.append(title).append(" (").append(Numbers.grouped(shown)).append(" of ");
    text.append(Numbers.grouped(all));
    if (shown < all) {
      text.append(", with ").append(Numbers.percent(sum, whole)).append(" of all");
    }
    text.append(")\n");
  }

  private boolean isListed(long value, long whole) {
    return value > 0 && value >= options.threshold().of(whole);
  }

  private static long valueOf(Counts counts, Measure measure, boolean byBytes) {
    return byBytes ? measure.bytes(counts) : measure.count(counts);
  }

  private static Comparator<Entry> largestFirst(Measure measure, boolean byBytes) {
    return (a, b) -> {
      int order =
          Long.compare(
              valueOf(b.counts(), measure, byBytes), valueOf(a.counts(), measure, byBytes));
      for (int i = 0; order == 0 && i < a.texts().size(); i++) {
        order = a.texts().get(i).compareTo(b.texts().get(i));
      }
      return order;
    };
  }

  private void appendStacks() {
    List<StackRow> stacks = RowOrder.byStack(profile.stacks());
    // Stable: stacks that are equally large stay in the order of their frames.
    stacks.sort((a, b) -> Long.compare(b.sampledBytes(), a.sampledBytes()));
    long whole = totals.sampledBytes();
    int shown = 0;
    long sum = 0;
    while (shown < stacks.size()
        && shown < options.top()
        && isListed(stacks.get(shown).sampledBytes(), whole)) {
      sum = Counts.saturated(sum, stacks.get(shown).sampledBytes());
      shown++;
    }
    if (shown == 0) {
      return;
    }
    heading("Stacks by sampled bytes", shown, stacks.size(), sum, whole);
    for (StackRow row : stacks.subList(0, shown)) {
      appendStack(row, whole);
    }
    text.append('\n');
  }

  private void appendStack(StackRow row, long whole) {
    text.append("  ").append(Numbers.grouped(row.sampledBytes())).append(" bytes, ");
    text.append(Numbers.percent(row.sampledBytes(), whole)).append(", ");
    text.append(Numbers.groupedOrDash(row.sampledCount())).append(" of ").append(row.type());
    text.append('\n');
    int frames = Math.min(options.depth(), row.frames().size());
    for (Location frame : row.frames().subList(0, frames)) {
      text.append("    at ").append(frame.asText()).append('\n');
    }
    if (frames < row.frames().size()) {
      text.append("    and ").append(row.frames().size() - frames).append(" more\n");
    }
  }
}
