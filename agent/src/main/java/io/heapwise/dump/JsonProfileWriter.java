package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a profile as JSON, one row a line, sites and stacks in an order that depends on nothing
 * but their places. Members that are not known are left out. The README documents the format.
 */
final class JsonProfileWriter {
  static final String FORMAT = "heapwise-profile";

  /** Of the format. A member more is no new version; one that means something else is. */
  static final int VERSION = 1;

  private final JsonOutput json;
  private final Profile profile;

  private JsonProfileWriter(Profile profile, OutputStream out) {
    this.profile = profile;
    json = new JsonOutput(out);
  }

  static void write(Profile profile, OutputStream out) throws IOException {
    new JsonProfileWriter(profile, out).write();
  }

  private void write() throws IOException {
    json.begin('{').name("format").value(FORMAT).name("version").value(VERSION);
    json.newLine().name("note").value(Wording.AVOIDED);
    json.newLine().name("totals");
    writeTotals();
    beginRows("runs");
    for (JvmRun run : profile.runs()) {
      writeRun(run);
    }
    endRows();
    json.newLine().name("classes");
    writeClasses(profile.classes());
    beginRows("rewrites");
    for (RewriteRow row : profile.rewrites()) {
      writeRewrite(row);
    }
    endRows();
    beginRows("pools");
    for (PoolRow row : profile.pools()) {
      writePool(row);
    }
    endRows();
    json.newLine().name("unnumberedHits").value(profile.unnumberedHits());
    beginRows("sites");
    for (SiteRow row : RowOrder.bySite(profile.sites())) {
      writeSite(row);
    }
    endRows();
    writeStacks();
    json.end('}').finish();
  }

  private void beginRows(String name) throws IOException {
    json.newLine().name(name).begin('[');
  }

  private void endRows() throws IOException {
    json.end(']');
  }

  private void writeTotals() throws IOException {
    Totals totals = Totals.of(profile);
    json.begin('{').name("sites").value(profile.sites().size());
    writeCounts(totals.counts());
    json.end('}');
  }

  private void writeRun(JvmRun run) throws IOException {
    json.newLine()
        .begin('{')
        .name("id")
        .value(run.id())
        .name("vm")
        .value(run.vm())
        .name("version")
        .value(run.version());
    json.name("command").value(run.command()).name("pid").value(run.pid());
    json.name("startMillis").value(run.startMillis());
    json.name("durationMillis").value(run.durationMillis()).name("flags").begin('[');
    for (String flag : run.flags()) {
      json.value(flag);
    }
    json.end(']').name("track").value(run.track()).name("agentNanos").value(run.agentNanos());
    known("agentBytes", run.agentBytes());
    known("allocatedBytes", run.allocatedBytes());
    json.name("reason").value(run.reason()).end('}');
  }

  private void writeClasses(ClassCounts classes) throws IOException {
    json.begin('{').name("seen").value(classes.seen()).name("skipped").value(classes.skipped());
    json.name("parsed").value(classes.parsed()).name("changed").value(classes.changed());
    json.name("failed").value(classes.failed());
    writeReasons("leftAlone", classes.leftAlone());
    known("firstFailure", classes.firstFailure());
    json.end('}');
  }

  private void writeRewrite(RewriteRow row) throws IOException {
    json.newLine().begin('{').name("rewrite").value(row.rewrite()).name("on").value(row.on());
    json.name("sites").value(row.sites()).name("refused").value(row.refused());
    json.name("hits").value(row.hits()).name("avoidedBytes").value(row.avoidedBytes());
    writeReasons("refusals", row.refusals());
    json.end('}');
  }

  private void writeReasons(String name, List<Reason> reasons) throws IOException {
    json.name(name).begin('[');
    for (Reason reason : reasons) {
      json.begin('{').name("reason").value(reason.text()).name("count").value(reason.count());
      json.end('}');
    }
    json.end(']');
  }

  private void writePool(PoolRow row) throws IOException {
    json.newLine().begin('{').name("name").value(row.name()).name("claims").value(row.claims());
    json.name("hits").value(row.hits()).name("drops").value(row.drops());
    json.name("retainedBytes").value(row.retainedBytes());
    json.name("highWaterBytes").value(row.highWaterBytes()).end('}');
  }

  private void writeSite(SiteRow row) throws IOException {
    json.newLine().begin('{');
    writeLocation(row.location());
    json.name("type").value(row.type()).name("kind").value(row.kind());
    known("rewrite", row.rewrite());
    known("refusal", row.refusal());
    writeCounts(row.counts());
    json.end('}');
  }

  private void writeLocation(Location location) throws IOException {
    json.name("class").value(location.className()).name("method").value(location.method());
    if (!location.descriptor().isEmpty()) {
      json.name("descriptor").value(location.descriptor());
    }
    known("file", location.file());
    if (location.line() > 0) {
      json.name("line").value(location.line());
    }
    known("index", location.bytecodeIndex());
  }

  private void writeCounts(Counts counts) throws IOException {
    known("executedCount", counts.executedCount());
    known("executedBytes", counts.executedBytes());
    if (counts.hits() != Counts.UNKNOWN) {
      json.name("hits").value(counts.hits()).name("avoidedBytes").value(counts.avoidedBytes());
    }
    known("sampledCount", counts.sampledCount());
    known("sampledBytes", counts.sampledBytes());
    known("liveCount", counts.liveCount());
    known("liveBytes", counts.liveBytes());
  }

  /** Stacks name their frames by number, because the same ones come again and again. */
  private void writeStacks() throws IOException {
    List<StackRow> stacks = RowOrder.byStack(profile.stacks());
    Map<Location, Integer> numbers = new HashMap<>();
    beginRows("frames");
    for (StackRow row : stacks) {
      for (Location frame : row.frames()) {
        if (numbers.putIfAbsent(frame, numbers.size()) == null) {
          json.newLine().begin('{');
          writeLocation(frame);
          json.end('}');
        }
      }
    }
    endRows();
    beginRows("stacks");
    for (StackRow row : stacks) {
      json.newLine().begin('{').name("type").value(row.type());
      known("sampledCount", row.sampledCount());
      known("sampledBytes", row.sampledBytes());
      known("liveCount", row.liveCount());
      known("liveBytes", row.liveBytes());
      json.name("frames").begin('[');
      for (Location frame : row.frames()) {
        json.value(numbers.get(frame));
      }
      json.end(']').end('}');
    }
    endRows();
  }

  private void known(String name, String text) throws IOException {
    if (text != null) {
      json.name(name).value(text);
    }
  }

  private void known(String name, long number) throws IOException {
    if (number != Counts.UNKNOWN) {
      json.name(name).value(number);
    }
  }
}
