package io.heapwise.cli;

import io.heapwise.dump.JsonOutput;
import io.heapwise.jmx.AllocationInfo;
import io.heapwise.jmx.PoolInfo;
import io.heapwise.jmx.RewriteInfo;
import io.heapwise.jmx.SiteInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A moment of a running program as a line of JSON. All numbers are since the program started: who
 * wants rates takes the difference of two lines.
 */
final class TopNumbers {
  private static final int VERSION = 1;

  private final JsonOutput json;

  private TopNumbers(OutputStream out) {
    json = new JsonOutput(out);
  }

  /** Sites of a sample, at some places of it. */
  record Shown<T>(int[] places, List<T> infos) {}

  static void write(
      TopSample sample, Shown<SiteInfo> sites, Shown<AllocationInfo> allocations, OutputStream out)
      throws IOException {
    new TopNumbers(out).write(sample, sites, allocations);
  }

  private void write(TopSample sample, Shown<SiteInfo> sites, Shown<AllocationInfo> allocations)
      throws IOException {
    json.begin('{').name("format").value("heapwise-top").name("version").value(VERSION);
    json.name("timeMillis").value(System.currentTimeMillis());
    json.name("uptimeMillis").value(sample.uptimeMillis());
    if (sample.allocatedBytes() >= 0) {
      json.name("allocatedBytes").value(sample.allocatedBytes());
    }
    json.name("rewrites").begin('[');
    for (Map.Entry<String, RewriteInfo> row : sample.rewrites().entrySet()) {
      RewriteInfo info = row.getValue();
      json.begin('{').name("rewrite").value(row.getKey()).name("on").value(info.isOn());
      json.name("sites").value(info.getSiteCount());
      json.name("refused").value(info.getRefusedSiteCount());
      json.name("hits").value(info.getHitCount());
      json.name("avoidedBytes").value(info.getAvoidedBytes()).end('}');
    }
    json.end(']').name("poolMaxBytes").value(sample.poolMaxBytes()).name("pools").begin('[');
    for (Map.Entry<String, PoolInfo> row : sample.pools().entrySet()) {
      PoolInfo info = row.getValue();
      json.begin('{').name("name").value(row.getKey()).name("claims").value(info.getClaimCount());
      json.name("hits").value(info.getHitCount()).name("drops").value(info.getDropCount());
      json.name("retainedBytes").value(info.getRetainedBytes());
      json.name("highWaterBytes").value(info.getHighWaterBytes()).end('}');
    }
    json.end(']').name("sites").begin('[');
    for (int i = 0; i < sites.places().length; i++) {
      writeSite(sites.infos().get(i), sample, sites.places()[i]);
    }
    json.end(']').name("allocations").begin('[');
    for (int i = 0; i < allocations.places().length; i++) {
      writeAllocation(allocations.infos().get(i), sample, allocations.places()[i]);
    }
    json.end(']').end('}').finish();
  }

  private void writeSite(SiteInfo info, TopSample sample, int place) throws IOException {
    json.begin('{').name("class").value(info.getClassName());
    json.name("method").value(info.getMethod()).name("descriptor").value(info.getDescriptor());
    json.name("line").value(info.getLine()).name("index").value(info.getBytecodeIndex());
    json.name("rewrite").value(info.getRewrite()).name("hits").value(sample.hits(place));
    json.name("avoidedBytes").value(sample.avoidedBytes(place)).end('}');
  }

  private void writeAllocation(AllocationInfo info, TopSample sample, int place)
      throws IOException {
    json.begin('{').name("class").value(info.getClassName());
    json.name("method").value(info.getMethod()).name("descriptor").value(info.getDescriptor());
    json.name("line").value(info.getLine());
    if (info.getBytecodeIndex() >= 0) {
      json.name("index").value(info.getBytecodeIndex());
    }
    json.name("type").value(info.getType()).name("kind").value(info.getKind());
    if (info.getRefusal() != null) {
      json.name("rewrite").value(info.getRewrite()).name("refusal").value(info.getRefusal());
    }
    json.name("executedCount").value(sample.executed(place));
    json.name("executedBytes").value(sample.executedBytes(place)).end('}');
  }
}
