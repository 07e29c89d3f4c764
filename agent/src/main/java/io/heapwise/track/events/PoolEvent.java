package io.heapwise.track.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** What the pool of one size has done since the agent started. */
@Name("heapwise.Pool")
@Label("Pool")
@Category("Heapwise")
@Description("What the pool of one size has done since the agent started")
@StackTrace(false)
@Period("endChunk")
final class PoolEvent extends Event {
  @Label("Pool")
  String pool;

  @Label("Claims")
  long claims;

  @Label("Hits")
  @Description("Claims that found something idle")
  long hits;

  @Label("Drops")
  long drops;

  @Label("Retained Bytes")
  @DataAmount
  long retainedBytes;

  @Label("Most Retained Bytes")
  @DataAmount
  long highWaterBytes;
}
