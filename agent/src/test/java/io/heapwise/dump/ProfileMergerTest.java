package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileMergerTest {
  private static final Location HERE = new Location("a.B", "c", "()V", null, 7, 1);
  private static final Location HERE_TOO = new Location("a.B", "c", "()V", "B.java", 7, 1);

  @Test
  void oneProfileStaysAsItIs() {
    assertEquals(Profiles.sample(), ProfileMerger.combined(Profiles.sample()));
    assertEquals(Profiles.empty(), ProfileMerger.combined(Profiles.empty()));
  }

  @Test
  void addsUpRowsOfOneSite_whoeverKnowsItsFile() {
    SiteRow executed = site(HERE, null, Counts.executed(2, 48));
    SiteRow avoided = site(HERE_TOO, null, Counts.avoided(3, 72));
    Counts sum = new Counts(2, 48, 3, 72, -1, -1, -1, -1);
    for (List<SiteRow> rows : List.of(List.of(executed, avoided), List.of(avoided, executed))) {
      assertEquals(List.of(site(HERE_TOO, null, sum)), ProfileMerger.combined(of(rows)).sites());
    }
  }

  @Test
  void keepsApartWhatBecameOfASite() {
    List<SiteRow> rows =
        List.of(
            site(HERE, null, Counts.avoided(1, 24)),
            site(HERE, "escapes", Counts.executed(1, 24)),
            new SiteRow(HERE, "byte[]", "newarray", null, null, Counts.executed(1, 24)),
            new SiteRow(HERE, "char[]", "newarray", null, null, Counts.executed(1, 24)),
            new SiteRow(HERE, "char[]", "copyOf", null, null, Counts.executed(1, 24)),
            site(new Location("a.B", "c", "(I)V", null, 7, 1), null, Counts.NONE),
            site(new Location("a.B", "c", "()V", null, 7, 2), null, Counts.NONE));
    assertEquals(rows, ProfileMerger.combined(of(rows)).sites());
  }

  @Test
  void totalsAreTheSums() {
    ProfileMerger merger = new ProfileMerger();
    Counts expected = Counts.NONE;
    for (int seed = 0; seed < 50; seed++) {
      Profile profile = Profiles.random(seed, 20 * (seed + 1));
      expected = expected.plus(Totals.of(profile).counts());
      merger.add(profile);
    }
    Profile merged = merger.merged();
    assertEquals(expected, Totals.of(merged).counts());
    assertEquals(50, merged.runs().size());
    assertEquals(3, merged.rewrites().size());
    long hits = 0;
    long refusals = 0;
    long refused = 0;
    for (RewriteRow row : merged.rewrites()) {
      hits += row.hits();
      refused += row.refused();
      for (Reason reason : row.refusals()) {
        refusals += reason.count();
      }
    }
    assertEquals(expected.hits(), hits);
    assertEquals(refused, refusals);
  }

  @Test
  void doublesEverything() {
    Profile one = Profiles.sample();
    ProfileMerger merger = new ProfileMerger();
    merger.add(one);
    merger.add(one);
    Profile two = merger.merged();
    assertEquals(2 * one.classes().seen(), two.classes().seen());
    assertEquals(List.of(new Reason("excluded", 6)), two.classes().leftAlone());
    assertEquals(one.classes().firstFailure(), two.classes().firstFailure());
    assertEquals(2 * one.unnumberedHits(), two.unnumberedHits());
    assertEquals(List.of(new PoolRow("byte[] 8192", 1000, 996, 2, 16_384, 32_768)), two.pools());
    assertEquals(one.sites().size(), two.sites().size());
    assertEquals(one.stacks().size(), two.stacks().size());
    Counts before = Totals.of(one).counts();
    assertEquals(before.plus(before), Totals.of(two).counts());
  }

  @Test
  void isOnIfItWasOnAnywhere() {
    for (boolean first : new boolean[] {true, false}) {
      ProfileMerger merger = new ProfileMerger();
      merger.add(rewrite(first));
      merger.add(rewrite(!first));
      assertEquals(
          List.of(new RewriteRow("x", true, 2, 0, List.of(), 0, 0)), merger.merged().rewrites());
    }
  }

  /** Never a negative sum: that would be "unknown", or nonsense. */
  @Test
  void sumsStayAtTheLargestNumber() {
    Counts huge = Counts.executed(Long.MAX_VALUE, Long.MAX_VALUE - 1);
    assertEquals(Counts.executed(Long.MAX_VALUE, Long.MAX_VALUE), huge.plus(Counts.executed(1, 2)));
    assertEquals(Long.MIN_VALUE, Counts.saturated(Long.MIN_VALUE, -1));
  }

  @Test
  void whatOneHasNotCountedIsNotZero() {
    Counts executed = Counts.executed(0, 0);
    assertEquals(executed, executed.plus(Counts.NONE));
    assertEquals(executed, Counts.NONE.plus(executed));
    assertEquals(Counts.NONE, Counts.NONE.plus(Counts.NONE));
    assertEquals(Counts.UNKNOWN, Counts.NONE.requestedBytes());
    assertEquals(0, executed.requestedBytes());
    assertEquals(-8, Counts.avoided(1, -8).requestedBytes());
  }

  private static SiteRow site(Location location, String refusal, Counts counts) {
    return new SiteRow(location, "byte[]", "newarray", "buffer", refusal, counts);
  }

  private static Profile of(List<SiteRow> sites) {
    return new Profile(List.of(), ClassCounts.NONE, List.of(), List.of(), 0, sites, List.of());
  }

  private static Profile rewrite(boolean on) {
    return new Profile(
        List.of(),
        ClassCounts.NONE,
        List.of(new RewriteRow("x", on, 1, 0, List.of(), 0, 0)),
        List.of(),
        0,
        List.of(),
        List.of());
  }
}
