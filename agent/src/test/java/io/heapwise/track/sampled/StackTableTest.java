package io.heapwise.track.sampled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.ClassCounts;
import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileMerger;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.StackRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackTableTest {
  private static final Location LEAF = place("leaf");
  private static final Location ONE = place("one");
  private static final Location OTHER = place("other");

  private final StackTable table = new StackTable(4);

  @Test
  void addsUpByStackAndType() {
    table.sampled("byte[]", List.of(LEAF, ONE), 10);
    table.sampled("byte[]", List.of(place("leaf"), place("one")), 20);
    table.sampled("int[]", List.of(LEAF, ONE), 3);
    table.sampled("byte[]", List.of(LEAF, OTHER), 4);
    assertEquals(
        Set.of(
            new StackRow(List.of(LEAF, ONE), "byte[]", 2, 30, -1, -1),
            new StackRow(List.of(LEAF, ONE), "int[]", 1, 3, -1, -1),
            new StackRow(List.of(LEAF, OTHER), "byte[]", 1, 4, -1, -1)),
        new HashSet<>(table.stacks(false)));
    assertEquals(
        Set.of(
            new SiteRow(LEAF, "byte[]", "", null, null, Counts.sampled(3, 34)),
            new SiteRow(LEAF, "int[]", "", null, null, Counts.sampled(1, 3))),
        new HashSet<>(combined(new SampledSites(List.of()).of(table.stacks(false)))));
  }

  @Test
  void forgetsWhatWasReachable_whenItIsToldAgain() {
    table.sampled("byte[]", List.of(LEAF, ONE), 10);
    table.live("byte[]", List.of(LEAF, ONE), 7);
    table.live("byte[]", List.of(LEAF, OTHER), 7);
    table.clearLive();
    table.live("byte[]", List.of(LEAF, ONE), 5);
    assertEquals(
        List.of(new StackRow(List.of(LEAF, ONE), "byte[]", 1, 10, 1, 5)), table.stacks(true));
  }

  @Test
  void isBounded_andLosesNoBytes() {
    for (int i = 0; i < 1000; i++) {
      table.sampled("type" + i % 100, List.of(place("leaf" + i % 200), place("caller" + i)), 1);
    }
    List<StackRow> rows = table.stacks(false);
    assertTrue(rows.size() <= 2 * 4 + 1, rows::toString);
    assertEquals(1000, rows.stream().mapToLong(StackRow::sampledBytes).sum());
    assertEquals(1000, rows.stream().mapToLong(StackRow::sampledCount).sum());
  }

  @Test
  void takesSamplesWithoutAStack() {
    table.sampled("byte[]", List.of(), 1);
    assertEquals("(other stacks)", table.stacks(false).get(0).frames().get(0).className());
  }

  private static Location place(String method) {
    return new Location("a.B", method, "()V", null, 1, 2);
  }

  private static List<SiteRow> combined(List<SiteRow> rows) {
    Profile profile =
        new Profile(List.of(), ClassCounts.NONE, List.of(), List.of(), 0, rows, List.of());
    return ProfileMerger.combined(profile).sites();
  }
}
