package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What each format looks like, and that all of them say the same. */
class FormatsTest {
  @Test
  void looksAsBefore() {
    assertAll(
        () -> GoldenFile.assertMatches("sample.txt", text(Profiles.sample(), DumpFormat.TEXT)),
        () -> GoldenFile.assertMatches("empty.txt", text(Profiles.empty(), DumpFormat.TEXT)),
        () -> GoldenFile.assertMatches("sample.json", text(Profiles.sample(), DumpFormat.JSON)),
        () -> GoldenFile.assertMatches("empty.json", text(Profiles.empty(), DumpFormat.JSON)),
        () ->
            GoldenFile.assertMatches(
                "sample.collapsed", text(Profiles.sample(), DumpFormat.COLLAPSED)),
        () ->
            GoldenFile.assertMatches(
                "sites.collapsed", text(withoutStacks(Profiles.sample()), DumpFormat.COLLAPSED)));
  }

  @Test
  void collapsedCountsAllocationsWhereAsked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollapsedStacks.write(Profiles.sample(), false, out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(Totals.of(Profiles.sample()).counts().sampledCount(), sumOfLines(text));
  }

  /** The JVM allows names with what separates frames, numbers and lines. */
  @Test
  void collapsedStaysOneLineForEachStack_whateverTheNames() throws IOException {
    Location odd = new Location("a b;c\nd", "e;\r1 2", "()V", null, 3, 1);
    SiteRow row = new SiteRow(odd, "x;y[]", "new", null, null, Counts.executed(1, 24));
    String text = text(Profiles.of(List.of(row), List.of()), DumpFormat.COLLAPSED);
    assertEquals("a b_c_d;e__1 2:3;x_y[] 24\n", text);
    StackRow stack = new StackRow(List.of(odd, odd), "x", 1, 24, -1, -1);
    text = text(Profiles.of(List.of(row), List.of(stack)), DumpFormat.COLLAPSED);
    assertEquals("a b_c_d.e__1 2:3;a b_c_d.e__1 2:3;x 24\n", text);
  }

  @Test
  void saysNothingOfTheAgentsBytes_thatWereNotMeasured() throws IOException {
    JvmRun run = new JvmRun("", "", "", "", 0, 0, 0, List.of(), "", 0, Counts.UNKNOWN, 100, "");
    Profile profile =
        new Profile(List.of(run), ClassCounts.NONE, List.of(), List.of(), 0, List.of(), List.of());
    String report = text(profile, DumpFormat.TEXT);
    assertTrue(report.contains("the agent's own code used 0.0 ms\n"), report);
    String json = text(profile, DumpFormat.JSON);
    assertFalse(json.contains("agentBytes"), json);
  }

  @Test
  void everyFormatHasTheSameTotals() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      Profile profile = Profiles.random(seed, 1 + 40 * (seed % 10));
      if (seed % 3 == 0) {
        profile = withoutStacks(profile);
      }
      haveTheSameTotals(profile);
    }
    haveTheSameTotals(Profiles.sample());
    haveTheSameTotals(Profiles.empty());
  }

  private static void haveTheSameTotals(Profile profile) throws IOException {
    Counts totals = Totals.of(profile).counts();
    assertEquals(totals, textTotals(text(profile, DumpFormat.TEXT)), "text");
    byte[] json = bytes(profile, DumpFormat.JSON);
    assertEquals(totals, Totals.of(ProfileReader.read(json)).counts(), "json");
    assertEquals(totals, jsonTotals(new String(json, StandardCharsets.UTF_8)), "json's own totals");
    assertEquals(
        collapsedTotal(profile), sumOfLines(text(profile, DumpFormat.COLLAPSED)), "collapsed");
    assertEquals(totals, columnSums(text(profile, DumpFormat.HTML)), "html");
    assertEquals(pprofTotals(totals), sums(new PprofFile(bytes(profile, DumpFormat.PPROF))));
  }

  /** Of the columns that the page's script adds up. */
  private static Counts columnSums(String page) throws IOException {
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertTrue(data.find());
    Matcher columns = Pattern.compile("(?s)\n\"sites\":\\{(.*?)\\},\n").matcher(data.group(1));
    assertTrue(columns.find());
    String sites = columns.group(1);
    return new Counts(
        columnSum(sites, "executedCount"),
        columnSum(sites, "executedBytes"),
        columnSum(sites, "hits"),
        columnSum(sites, "avoidedBytes"),
        columnSum(sites, "sampledCount"),
        columnSum(sites, "sampledBytes"),
        columnSum(sites, "liveCount"),
        columnSum(sites, "liveBytes"));
  }

  private static long columnSum(String columns, String name) {
    Matcher column = Pattern.compile("\"" + name + "\":\\[([-0-9,]+)\\]").matcher(columns);
    if (!column.find()) {
      return name.equals("avoidedBytes") ? 0 : Counts.UNKNOWN;
    }
    long sum = 0;
    for (String number : column.group(1).split(",")) {
      long value = Long.parseLong(number);
      sum += name.equals("avoidedBytes") ? value : Counts.known(value);
    }
    return sum;
  }

  private static List<Long> pprofTotals(Counts totals) {
    boolean isSampled = totals.sampledCount() != Counts.UNKNOWN;
    return List.of(
        Counts.known(isSampled ? totals.sampledCount() : totals.executedCount()),
        Counts.known(isSampled ? totals.sampledBytes() : totals.executedBytes()),
        Counts.known(totals.liveCount()),
        Counts.known(totals.liveBytes()),
        Counts.known(totals.executedCount()),
        Counts.known(totals.executedBytes()),
        Counts.known(totals.hits()),
        totals.avoidedBytes());
  }

  private static List<Long> sums(PprofFile file) {
    Long[] sums = new Long[file.sampleTypes().size()];
    Arrays.fill(sums, 0L);
    for (PprofFile.Sample sample : file.samples()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += sample.values().get(i);
      }
    }
    return List.of(sums);
  }

  /** Of what the format shows; what is not more than nothing has no line there. */
  private static long collapsedTotal(Profile profile) {
    Counts totals = Totals.of(profile).counts();
    if (!profile.stacks().isEmpty()) {
      return totals.sampledBytes();
    }
    long total = 0;
    for (SiteRow row : profile.sites()) {
      total += Math.max(0, Measure.primary(totals).bytes(row.counts()));
    }
    return total;
  }

  private static long sumOfLines(String collapsed) {
    return collapsed
        .lines()
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Counts textTotals(String text) {
    Counts totals = Counts.NONE;
    totals = totals.plus(textTotal(text, "executed"));
    totals = totals.plus(textTotal(text, "avoided"));
    totals = totals.plus(textTotal(text, "sampled"));
    return totals.plus(textTotal(text, "live"));
  }

  private static Counts textTotal(String text, String what) {
    Matcher line = Pattern.compile("\n +(-?[0-9,]+) +(-?[0-9,]+)  " + what + "[:,]").matcher(text);
    if (!line.find()) {
      return Counts.NONE;
    }
    long count = Long.parseLong(line.group(1).replace(",", ""));
    long bytes = Long.parseLong(line.group(2).replace(",", ""));
    return switch (what) {
      case "executed" -> Counts.executed(count, bytes);
      case "avoided" -> Counts.avoided(count, bytes);
      case "sampled" -> Counts.sampled(count, bytes);
      default -> Counts.live(count, bytes);
    };
  }

  private static Counts jsonTotals(String json) {
    Matcher totals = Pattern.compile("\n\"totals\":\\{(.*)\\},\n").matcher(json);
    assertTrue(totals.find());
    String members = totals.group(1);
    return new Counts(
        member(members, "executedCount", -1),
        member(members, "executedBytes", -1),
        member(members, "hits", -1),
        member(members, "avoidedBytes", 0),
        member(members, "sampledCount", -1),
        member(members, "sampledBytes", -1),
        member(members, "liveCount", -1),
        member(members, "liveBytes", -1));
  }

  private static long member(String members, String name, long fallback) {
    Matcher member = Pattern.compile("\"" + name + "\":(-?\\d+)").matcher(members);
    return member.find() ? Long.parseLong(member.group(1)) : fallback;
  }

  @Test
  void avoidedBytesComeWithWhatTheyMean() throws IOException {
    for (DumpFormat format : DumpFormat.values()) {
      if (format == DumpFormat.COLLAPSED) {
        // A format of nothing but stacks and numbers, which has no place for a sentence.
        continue;
      }
      byte[] file = bytes(Profiles.sample(), format);
      String text =
          format == DumpFormat.PPROF
              ? new PprofFile(file).comments().toString()
              : new String(file, StandardCharsets.UTF_8);
      assertTrue(text.contains(Wording.AVOIDED), format.name());
    }
  }

  @Test
  void theSameProfileGivesTheSameFile() throws IOException {
    Profile profile = Profiles.random(3, 400);
    for (DumpFormat format : DumpFormat.values()) {
      assertFalse(bytes(profile, format).length == 0, format.name());
      assertEquals(
          new String(bytes(profile, format), StandardCharsets.ISO_8859_1),
          new String(bytes(profile, format), StandardCharsets.ISO_8859_1),
          format.name());
    }
  }

  private static Profile withoutStacks(Profile profile) {
    return Profiles.of(profile.sites(), List.of());
  }

  private static String text(Profile profile, DumpFormat format) throws IOException {
    return new String(bytes(profile, format), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Profile profile, DumpFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(profile, out);
    return out.toByteArray();
  }
}
