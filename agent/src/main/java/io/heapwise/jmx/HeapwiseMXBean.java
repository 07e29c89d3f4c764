package io.heapwise.jmx;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What can be read from a running agent, and changed in it. All counts are since the agent started.
 *
 * <p>"Avoided bytes" are what the original instructions would have asked for beyond the rewritten
 * ones; the JIT may have removed some of that anyway. Sites count again when a class is loaded or
 * transformed again.
 */
public interface HeapwiseMXBean {
  /** Under this name it is registered. */
  String NAME = "io.heapwise:type=Heapwise";

  String getVersion();

  /** The value of the option {@code track}. */
  String getTrack();

  long getClassesSeenCount();

  long getClassesChangedCount();

  long getClassesFailedCount();

  /** Rewritten ones. */
  long getSiteCount();

  long getRefusedSiteCount();

  /** Runs of rewritten sites. */
  long getHitCount();

  long getAvoidedBytes();

  long getPoolClaimCount();

  /** Claims that found something idle. */
  long getPoolHitCount();

  long getPoolDropCount();

  long getPoolRetainedBytes();

  long getPoolHighWaterBytes();

  /** The bound on what is retained. */
  long getPoolMaxBytes();

  /** The JVM's own count of all that was allocated since it started; -1 where it does not tell. */
  long getAllocatedBytes();

  /** What threads of the program have spent in the agent's own code. */
  long getAgentTimeNanos();

  /** By name. */
  Map<String, RewriteInfo> getRewrites();

  /** By what is pooled, and its size. */
  Map<String, PoolInfo> getPools();

  /** The ten that avoided most bytes. */
  List<SiteInfo> getTopSites();

  /**
   * Hits and avoided bytes of the rewritten sites, in turn: those of the first are at 0 and 1. A
   * site keeps its place as long as the JVM runs.
   */
  long[] getSiteCounters();

  /** As many of the rewritten sites as wanted, those that avoided most bytes first. */
  List<SiteInfo> topSites(int count);

  /** Sites by their place in {@link #getSiteCounters}, from 0; null for those there are not. */
  List<SiteInfo> sites(int[] places);

  /**
   * Runs and bytes of the sites that are counted at their allocations, in turn: all of the program
   * with {@code track=exact}; those that rewrites refused where a dump or a report is wanted, or
   * after {@link #countRefusedSites}; else none. Bytes are -1 where they are not known. A site
   * keeps its place as long as the JVM runs.
   */
  long[] getAllocationCounters();

  /** As many of these sites as wanted, those that allocated most bytes first. */
  List<AllocationInfo> topAllocations(int count);

  /**
   * Sites by their place in {@link #getAllocationCounters}, from 0; null for those there are not.
   */
  List<AllocationInfo> allocationSites(int[] places);

  /**
   * From now on counts what refused sites allocate. The first time, loaded classes are transformed
   * again before this returns; later it does nothing.
   *
   * @throws IllegalArgumentException with {@code track=off} or {@code track=sampled}
   */
  SwitchInfo countRefusedSites();

  /**
   * Changes a switch of a rewrite, or globs that exclude classes, at once: loaded classes are
   * transformed again before this returns.
   *
   * @throws IllegalArgumentException if that is not possible; the message says why
   */
  SwitchInfo set(String key, String value);

  /** Classes that the {@link #set} under way has still to transform; 0 if none is. */
  int getClassesToSwitchCount();

  /**
   * What becomes of each candidate site in the loaded classes, a line each.
   *
   * @param classGlob class names with {@code *} and {@code ?}; empty for all classes
   */
  String[] explain(String classGlob);

  /**
   * Writes everything that was counted into a file, in the format that its ending says.
   *
   * @param path relative to the folder of the program; {@code %p} is the process, {@code %t} the
   *     time
   * @return the absolute path
   */
  String dump(String path) throws IOException;
}
