package io.heapwise.track.sampled;

import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.StackRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up samples by stack and type. Bounded: beyond so many stacks only the innermost frame is
 * told apart, and beyond so many of these nothing. Thread-safe.
 */
final class StackTable {
  private static final Location OTHERS =
      new Location("(other stacks)", "", "", null, 0, Counts.UNKNOWN);

  private final int mostStacks;
  private final Map<Key, Tally> tallies = new HashMap<>();

  /** Each place once: stacks have most of theirs in common. */
  private final Map<Location, Location> locations = new HashMap<>();

  private record Key(String type, List<Location> frames) {}

  private static final class Tally {
    private long sampledCount;
    private long sampledBytes;
    private long liveCount;
    private long liveBytes;
  }

  StackTable(int mostStacks) {
    this.mostStacks = mostStacks;
  }

  /**
   * Counts an allocation.
   *
   * @param frames innermost first
   * @param bytes that it stands for
   */
  synchronized void sampled(String type, List<Location> frames, long bytes) {
    Tally tally = tallyOf(type, frames);
    tally.sampledCount++;
    tally.sampledBytes += bytes;
  }

  /** Counts an object that is still reachable; the bytes are those that it stands for. */
  synchronized void live(String type, List<Location> frames, long bytes) {
    Tally tally = tallyOf(type, frames);
    tally.liveCount++;
    tally.liveBytes += bytes;
  }

  /** Forgets all that is reachable: it will be told again. */
  synchronized void clearLive() {
    for (Tally tally : tallies.values()) {
      tally.liveCount = 0;
      tally.liveBytes = 0;
    }
  }

  private Tally tallyOf(String type, List<Location> frames) {
    List<Location> known = frames.isEmpty() ? List.of(OTHERS) : frames;
    Tally tally = tallies.get(new Key(type, known));
    if (tally != null) {
      return tally;
    }
    if (tallies.size() >= mostStacks) {
      known = tallies.size() < 2 * mostStacks ? known.subList(0, 1) : List.of(OTHERS);
    }
    List<Location> shared = new ArrayList<>(known.size());
    for (Location location : known) {
      shared.add(locations.computeIfAbsent(location, own -> own));
    }
    String kind = tallies.size() < 2 * mostStacks ? type : "";
    return tallies.computeIfAbsent(new Key(kind, shared), key -> new Tally());
  }

  /**
   * @param live whether reachable objects were looked for
   */
  synchronized List<StackRow> stacks(boolean live) {
    List<StackRow> rows = new ArrayList<>(tallies.size());
    for (Map.Entry<Key, Tally> entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      if (tally.sampledCount > 0 || tally.liveCount > 0) {
        rows.add(
            new StackRow(
                entry.getKey().frames,
                entry.getKey().type,
                tally.sampledCount,
                tally.sampledBytes,
                live ? tally.liveCount : Counts.UNKNOWN,
                live ? tally.liveBytes : Counts.UNKNOWN));
      }
    }
    return rows;
  }
}
