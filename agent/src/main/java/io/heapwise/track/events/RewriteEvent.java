package io.heapwise.track.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** What a rewrite has done since the agent started. */
@Name("heapwise.Rewrite")
@Label("Rewrite")
@Category("Heapwise")
@Description("What a rewrite has done since the agent started")
@StackTrace(false)
@Period("endChunk")
final class RewriteEvent extends Event {
  @Label("Rewrite")
  String rewrite;

  @Label("On")
  boolean on;

  @Label("Rewritten Sites")
  long sites;

  @Label("Refused Sites")
  long refused;

  @Label("Hits")
  @Description("Runs of rewritten sites")
  long hits;

  @Label("Avoided Bytes")
  @Description("What the original instructions would have asked for; the JIT may have removed some")
  @DataAmount
  long avoidedBytes;
}
