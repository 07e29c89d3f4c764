package io.heapwise.track.sampled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.StackRow;
import io.heapwise.track.exact.CountedSite;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a sample is. */
class SampledSitesTest {
  private static final Location CALLER = place("a.Main", "main", 5, 9);

  private final List<CountedSite> sites =
      List.of(
          site("byte[]", "newarray", 7, 10, 10),
          site("byte[]", "newarray", 7, 14, 23),
          site("int[]", "newarray", 7, 20, 40),
          site("java.lang.Integer", "boxing", 8, 30, 60),
          site("java.lang.String", "concat", 9, 40, 70),
          site("byte[]", "call", 11, 50, 90),
          new CountedSite(row("byte[]", "newarray", 12, 60), Counts.UNKNOWN));

  @Test
  void isThatOfTheLineAndType() {
    assertEquals("7@20 newarray", of("int[]", place("a.B", "c", 7, 40)));
    assertEquals("7@99", of("long[]", place("a.B", "c", 7, 99)));
    assertEquals("8@40", of("int[]", place("a.B", "c", 8, 40)));
    assertEquals("7@40", of("int[]", place("a.B", "other", 7, 40)));
  }

  @Test
  void isTheNearest_whereALineHasSeveral() {
    assertEquals("7@10 newarray", of("byte[]", place("a.B", "c", 7, 10)));
    assertEquals("7@10 newarray", of("byte[]", place("a.B", "c", 7, 13)));
    assertEquals("7@14 newarray", of("byte[]", place("a.B", "c", 7, 23)));
    assertEquals("7@14 newarray", of("byte[]", place("a.B", "c", 7, 30)));
  }

  @Test
  void isThatWhichCalledTheJdk_whereThatAllocatesForIt() {
    Location box = place("java.lang.Integer", "valueOf", 1, 1);
    assertEquals("8@30 boxing", of("java.lang.Integer", box, place("a.B", "c", 8, 60)));
    Location helper = place("java.lang.StringConcatHelper", "newArray", 1, 1);
    Location form = place("java.lang.invoke.LambdaForm$MH", "invoke", 1, 1);
    assertEquals("9@40 concat", of("byte[]", helper, form, place("a.B", "c", 9, 70)));
    Location newer = place("java.lang.StringConcatHelper$Concat1", "concat", 1, 1);
    assertEquals("9@40 concat", of("java.lang.String", newer, form, place("a.B", "c", 9, 70)));
  }

  @Test
  void isTheInnermostFrame_whereTheCallIsNotASite() {
    Location list = place("java.util.ArrayList", "grow", 3, 4);
    assertEquals("3@4", of("int[]", list, place("a.B", "c", 7, 40)));
    assertEquals("3@4", of("java.lang.Integer", list, place("a.B", "c", 8, 60)));
    assertEquals("11@90", of("byte[]", place("a.B", "c", 11, 90)));
    assertEquals("12@60", of("byte[]", place("a.B", "c", 12, 60)));
    assertEquals("3@4", of("int[]", list, CALLER));
  }

  @Test
  void noneIsZero_whereASiteIsCounted() {
    List<SiteRow> rows = new SampledSites(sites).of(List.of());
    assertEquals(5, rows.size());
    assertEquals(
        List.of(Counts.sampled(0, 0)), rows.stream().map(SiteRow::counts).distinct().toList());
  }

  private String of(String type, Location... frames) {
    List<SiteRow> rows =
        new SampledSites(sites).of(List.of(new StackRow(List.of(frames), type, 3, 300, 1, 100)));
    SiteRow row = rows.get(rows.size() - 1);
    assertEquals(new Counts(-1, -1, -1, 0, 3, 300, 1, 100), row.counts());
    return (row.location().line() + "@" + row.location().bytecodeIndex() + " " + row.kind()).trim();
  }

  private static Location place(String className, String method, int line, int index) {
    return new Location(className, method, "()V", null, line, index);
  }

  private static CountedSite site(String type, String kind, int line, int index, int counted) {
    return new CountedSite(row(type, kind, line, index), counted);
  }

  private static SiteRow row(String type, String kind, int line, int index) {
    Location location = new Location("a.B", "c", "()V", "B.java", line, index);
    return new SiteRow(location, type, kind, null, null, Counts.executed(1, 16));
  }
}
