package io.heapwise.track.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** What a rewritten site has done since the agent started; only sites that have run. */
@Name("heapwise.Site")
@Label("Site")
@Category("Heapwise")
@Description("What a rewritten site has done since the agent started")
@StackTrace(false)
@Period("endChunk")
final class SiteEvent extends Event {
  @Label("Rewrite")
  String rewrite;

  @Label("Class")
  String className;

  @Label("Method")
  String method;

  @Label("Descriptor")
  String descriptor;

  @Label("Line")
  int line;

  @Label("Bytecode Index")
  int bytecodeIndex;

  @Label("Hits")
  @Description("Runs of the rewritten form")
  long hits;

  @Label("Avoided Bytes")
  @Description("What the original instructions would have asked for; the JIT may have removed some")
  @DataAmount
  long avoidedBytes;
}
