package io.heapwise.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile as one page for a browser, which needs no network: the numbers as JSON, column by
 * column, and the script that shows them.
 */
final class HtmlReport {
  private static final String TEMPLATE = "report.html";
  private static final String[][] PARTS = {
    {"@css@", "report.css"},
    {"@data@", null},
    {"@js@", "report.js"}
  };

  private final Profile profile;
  private final Totals totals;
  private final List<SiteRow> sites;
  private final List<StackRow> stacks;
  private final JsonOutput json;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<Location, Integer> frames = new LinkedHashMap<>();

  private HtmlReport(Profile profile, OutputStream out) {
    this.profile = ProfileMerger.combined(profile);
    totals = Totals.of(this.profile);
    sites = RowOrder.bySite(this.profile.sites());
    stacks = RowOrder.byStack(this.profile.stacks());
    json = new JsonOutput(out);
  }

  static void write(Profile profile, OutputStream out) throws IOException {
    String rest = resource(TEMPLATE);
    for (String[] part : PARTS) {
      int mark = rest.indexOf(part[0]);
      out.write(rest.substring(0, mark).getBytes(StandardCharsets.UTF_8));
      rest = rest.substring(mark + part[0].length());
      if (part[1] == null) {
        new HtmlReport(profile, out).writeData();
      } else {
        out.write(resource(part[1]).getBytes(StandardCharsets.UTF_8));
      }
    }
    out.write(rest.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the jar of Heapwise has no " + name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private void writeData() throws IOException {
    json.begin('{').name("note").value(Wording.AVOIDED);
    writeTotals();
    writeRuns();
    writeClasses();
    writeRewrites();
    writePools();
    writeSites();
    writeStacks();
    writeFrames();
    json.newLine().name("strings").begin('[');
    for (String string : strings.keySet()) {
      json.value(string);
    }
    json.end(']').end('}').finish();
  }

  /** As numbers to draw with, and as texts: a browser's numbers are exact up to 2^53 only. */
  private void writeTotals() throws IOException {
    Counts counts = totals.counts();
    json.newLine().name("totals").begin('{');
    json.name("executedBytes").value(counts.executedBytes());
    json.name("avoidedBytes").value(counts.avoidedBytes());
    json.name("sampledBytes").value(counts.sampledBytes());
    json.name("liveBytes").value(counts.liveBytes());
    json.name("rewritten").value(totals.rewritten()).name("refused").value(totals.refused());
    json.name("text").begin('{');
    for (Measure measure : Measure.values()) {
      String countName = measure == Measure.AVOIDED ? "hits" : measure.word() + "Count";
      boolean isKnown = measure.isKnown(counts);
      json.name(measure.word() + "Bytes");
      json.value(isKnown ? Numbers.grouped(measure.bytes(counts)) : null);
      json.name(countName).value(isKnown ? Numbers.grouped(measure.count(counts)) : null);
    }
    json.end('}').end('}');
  }

  private void writeRuns() throws IOException {
    json.newLine().name("runs").begin('[');
    for (JvmRun run : profile.runs()) {
      json.newLine().begin('{').name("vm").value(run.vm()).name("version").value(run.version());
      json.name("command").value(run.command()).name("pid").value(run.pid());
      json.name("startMillis").value(run.startMillis());
      json.name("durationMillis").value(run.durationMillis()).name("flags").begin('[');
      for (String flag : run.flags()) {
        json.value(flag);
      }
      json.end(']').name("track").value(run.track()).name("agentNanos").value(run.agentNanos());
      json.name("agentBytes").value(run.agentBytes());
      json.name("allocatedBytes").value(run.allocatedBytes());
      json.name("reason").value(run.reason()).end('}');
    }
    json.end(']');
  }

  private void writeClasses() throws IOException {
    ClassCounts classes = profile.classes();
    json.newLine().name("classes").begin('{').name("seen").value(classes.seen());
    json.name("skipped").value(classes.skipped()).name("parsed").value(classes.parsed());
    json.name("changed").value(classes.changed()).name("failed").value(classes.failed());
    json.name("firstFailure").value(classes.firstFailure());
    writeReasons("leftAlone", classes.leftAlone());
    json.end('}');
  }

  private void writeRewrites() throws IOException {
    json.newLine().name("rewrites").begin('[');
    for (RewriteRow row : profile.rewrites()) {
      json.newLine().begin('{').name("rewrite").value(row.rewrite()).name("on").value(row.on());
      json.name("sites").value(row.sites()).name("refused").value(row.refused());
      json.name("hits").value(row.hits()).name("avoidedBytes").value(row.avoidedBytes());
      writeReasons("refusals", row.refusals());
      json.end('}');
    }
    json.end(']');
  }

  private void writeReasons(String name, List<Reason> reasons) throws IOException {
    json.name(name).begin('[');
    for (Reason reason : reasons) {
      json.begin('[').value(reason.text()).value(reason.count()).end(']');
    }
    json.end(']');
  }

  private void writePools() throws IOException {
    json.newLine().name("pools").begin('[');
    for (PoolRow row : profile.pools()) {
      json.begin('[').value(row.name()).value(row.claims()).value(row.hits()).value(row.drops());
      json.value(row.retainedBytes()).value(row.highWaterBytes()).end(']');
    }
    json.end(']');
  }

  /** What a column has for a row: a number, or the number of a string. */
  private interface Cell<T> {
    long of(T row);
  }

  private <T> void column(String name, List<T> rows, Cell<T> cell) throws IOException {
    json.newLine().name(name).begin('[');
    for (T row : rows) {
      json.value(cell.of(row));
    }
    json.end(']');
  }

  /** Null in place of a column in which nothing is known. */
  private void counts(String name, Measure measure, Cell<SiteRow> cell) throws IOException {
    for (SiteRow row : sites) {
      if (measure.isKnown(row.counts())) {
        column(name, sites, cell);
        return;
      }
    }
    json.newLine().name(name).value((String) null);
  }

  private void writeSites() throws IOException {
    json.newLine().name("sites").begin('{');
    column("class", sites, row -> string(row.location().className()));
    column("method", sites, row -> string(row.location().method()));
    column("descriptor", sites, row -> string(row.location().descriptor()));
    column("file", sites, row -> string(row.location().file()));
    column("line", sites, row -> row.location().line());
    column("index", sites, row -> row.location().bytecodeIndex());
    column("type", sites, row -> string(row.type()));
    column("kind", sites, row -> string(row.kind()));
    column("rewrite", sites, row -> string(row.rewrite()));
    column("refusal", sites, row -> string(row.refusal()));
    counts("executedCount", Measure.EXECUTED, row -> row.counts().executedCount());
    counts("executedBytes", Measure.EXECUTED, row -> row.counts().executedBytes());
    counts("hits", Measure.AVOIDED, row -> row.counts().hits());
    counts("avoidedBytes", Measure.AVOIDED, row -> row.counts().avoidedBytes());
    counts("sampledCount", Measure.SAMPLED, row -> row.counts().sampledCount());
    counts("sampledBytes", Measure.SAMPLED, row -> row.counts().sampledBytes());
    counts("liveCount", Measure.LIVE, row -> row.counts().liveCount());
    counts("liveBytes", Measure.LIVE, row -> row.counts().liveBytes());
    json.end('}');
  }

  private void writeStacks() throws IOException {
    json.newLine().name("stacks").begin('{').name("frames").begin('[');
    for (StackRow row : stacks) {
      json.newLine().begin('[');
      for (Location frame : row.frames()) {
        Integer known = frames.putIfAbsent(frame, frames.size());
        json.value(known != null ? known : frames.size() - 1);
      }
      json.end(']');
    }
    json.end(']');
    column("type", stacks, row -> string(row.type()));
    column("sampledCount", stacks, StackRow::sampledCount);
    column("sampledBytes", stacks, StackRow::sampledBytes);
    column("liveCount", stacks, StackRow::liveCount);
    column("liveBytes", stacks, StackRow::liveBytes);
    json.end('}');
  }

  private void writeFrames() throws IOException {
    List<Location> rows = List.copyOf(frames.keySet());
    json.newLine().name("frames").begin('{');
    column("class", rows, frame -> string(frame.className()));
    column("method", rows, frame -> string(frame.method()));
    column("line", rows, Location::line);
    json.end('}');
  }

  private int string(String text) {
    if (text == null) {
      return -1;
    }
    Integer known = strings.putIfAbsent(text, strings.size());
    return known != null ? known : strings.size() - 1;
  }
}
