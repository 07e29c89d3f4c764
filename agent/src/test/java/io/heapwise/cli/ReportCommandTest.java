package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.DumpFile;
import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.Profiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir Path folder;
  private String file;

  @BeforeEach
  void write() throws IOException {
    Path path = folder.resolve("dump.json");
    DumpFile.write(Profiles.sample(), DumpFormat.JSON, path);
    file = path.toString();
  }

  @Test
  void showsTextUnlessAskedForMore() throws IOException {
    Run run = Run.of("report", file);
    assertEquals(new Run(0, string(DumpFormat.TEXT), ""), run);
    assertEquals(run, Run.of("report", file, "--format", "text"));
    assertEquals(run, Run.of("report", "--format=text", "--", file));
  }

  @Test
  void showsEveryTextFormat() throws IOException {
    assertEquals(new Run(0, string(DumpFormat.JSON), ""), Run.of("report", file, "--json"));
    assertEquals(Run.of("report", file, "--json"), Run.of("report", file, "--format", "json"));
    assertEquals(
        new Run(0, string(DumpFormat.COLLAPSED), ""), Run.of("report", file, "--format=collapsed"));
  }

  @Test
  void writesEveryFormatByItsEnding() throws IOException {
    for (DumpFormat format : DumpFormat.values()) {
      Path out = folder.resolve("out" + format.ending());
      assertEquals(new Run(0, "", ""), Run.of("report", file, "-o", out.toString()));
      assertArrayEquals(bytes(format), Files.readAllBytes(out), format.name());
    }
  }

  @Test
  void listsOnlyWhatIsAskedFor() {
    String out = Run.of("report", file, "--by", "package,class").out();
    assertTrue(out.indexOf("\nPackages by") > 0, out);
    assertTrue(out.indexOf("\nClasses by") > out.indexOf("\nPackages by"), out);
    assertFalse(out.contains("\nSites by"), out);
    assertFalse(out.contains("\nStacks by"), out);
  }

  @Test
  void listsNoMoreThanTheTop() {
    String out = Run.of("report", file, "--by=bytes", "--top=1").out();
    assertTrue(out.contains("\nSites by requested bytes (1 of 6, with 93.9 % of all)\n"), out);
    assertTrue(out.contains("Reader.readAll") && !out.contains("Main.main"), out);
  }

  @Test
  void listsNothingBelowTheThreshold() {
    for (String threshold : new String[] {"4%", "150k"}) {
      String out = Run.of("report", file, "--by", "bytes", "--threshold", threshold).out();
      assertTrue(out.contains("\nSites by requested bytes (2 of 6, with 98.0 % of all)\n"), out);
    }
    String out = Run.of("report", file, "--by", "bytes", "--threshold", "100%").out();
    assertFalse(out.contains("Sites by requested bytes"), out);
  }

  @Test
  void showsStacksToTheDepth() {
    String out = Run.of("report", file, "--by", "stack", "--depth", "1", "--top", "1").out();
    assertTrue(
        out.contains("    at java.util.Arrays.copyOf(Arrays.java:3537)\n    and 2 more\n"), out);
  }

  @Test
  void collapsedCountsAllocationsWhereAsked() {
    Run run = Run.of("report", file, "--format", "collapsed", "--by", "count");
    assertTrue(run.out().endsWith("java.util.Arrays.copyOf:3537;byte[] 300\n"), run.out());
    Run bytes = Run.of("report", file, "--format", "collapsed", "--by", "bytes");
    assertEquals(Run.of("report", file, "--format", "collapsed"), bytes);
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    fails("give one file, a dump in JSON or counters");
    fails("give one file, a dump in JSON or counters", file, file);
    fails("nowhere.json: there is no such file", "nowhere.json");
    fails(folder + ": it is a directory", folder.toString());
    fails("bad --top '0'; give a whole number above 0", file, "--top", "0");
    fails("give a value behind --top", file, "--top");
    fails("give --top once", file, "--top=1", "--top=2");
    fails(
        "bad --threshold '5x'; give a percentage or bytes, such as 5% or 64k",
        file, "--threshold=5x");
    fails(
        "there is no list 'clas' (did you mean 'class'?); there are bytes, count, refused, class,"
            + " package, type, stack",
        file,
        "--by=clas");
    fails("--top is for text; other formats have everything", file, "--json", "--top=3");
    fails("--by is for text; other formats have everything", file, "--json", "--by=count");
    fails("give --json or --format, not both", file, "--json", "--format=text");
    fails(
        "the ending of the name behind -o tells the format", file, "--format=text", "-o", "x.txt");
    fails(
        "cannot tell the format of 'x.xml'; give a name that ends in one of "
            + DumpFormat.endings(),
        file,
        "-o",
        "x.xml");
    Path missing = folder.resolve("missing");
    fails(
        "cannot write '" + missing + "/x.txt': there is no folder " + missing,
        file,
        "-o",
        missing + "/x.txt");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\n\"format\":\"?\"}");
    fails(
        broken
            + ": line 2, column 13: a profile begins with {\"format\":\"heapwise-profile\","
            + "\"version\":1",
        broken.toString());
  }

  private static void fails(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertEquals(new Run(2, "", "heapwise: report: " + message + "\n"), Run.of(all));
  }

  private static String string(DumpFormat format) throws IOException {
    return new String(bytes(format), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DumpFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(Profiles.sample(), out);
    return out.toByteArray();
  }
}
