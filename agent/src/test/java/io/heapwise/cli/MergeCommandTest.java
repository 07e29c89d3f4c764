package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.DumpFile;
import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.Profiles;
import io.heapwise.dump.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {
  @TempDir Path folder;

  @Test
  void totalsAreTheSums_ofFilesAndFolders() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("executors"));
    Counts expected = Counts.NONE;
    for (int i = 0; i < 100; i++) {
      Profile profile = Profiles.random(i, 30 + i);
      expected = expected.plus(Totals.of(profile).counts());
      Path file = i == 0 ? folder.resolve("driver.json") : inner.resolve(i + ".json");
      DumpFile.write(profile, DumpFormat.JSON, file);
    }
    Files.writeString(inner.resolve("log.txt"), "not a dump");
    Files.createDirectory(inner.resolve("folder.json"));
    Path out = folder.resolve("all.json");
    Run run =
        Run.of("merge", folder.resolve("driver.json").toString(), inner.toString(), "-o", "" + out);
    Profile merged = ProfileReader.read(out);
    assertEquals(
        new Run(
            0,
            "100 of 100 files merged: 100 JVMs, %,d sites, %,d stacks -> %s\n"
                .formatted(merged.sites().size(), merged.stacks().size(), out),
            ""),
        run);
    assertEquals(expected, Totals.of(merged).counts());
    assertEquals(100, merged.runs().size());
  }

  /** Whichever thread reads faster. */
  @Test
  void sameFilesGiveTheSameResult() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("merge"));
    for (int i = 0; i < 40; i++) {
      arguments.add(dump(i + ".json", Profiles.random(i, i % 2 == 0 ? 1 : 300)));
    }
    arguments.addAll(List.of("-o", ""));
    String first = null;
    for (int i = 0; i < 5; i++) {
      Path out = folder.resolve("out.json");
      arguments.set(arguments.size() - 1, out.toString());
      assertEquals(0, Run.of(arguments.toArray(new String[0])).code());
      first = first == null ? Files.readString(out) : first;
      assertEquals(first, Files.readString(out));
    }
  }

  @Test
  void writesEveryFormat() throws IOException {
    String file = dump("one.json", Profiles.sample());
    for (DumpFormat format : DumpFormat.values()) {
      Path out = folder.resolve("out" + format.ending());
      assertEquals(0, Run.of("merge", file, file, "-o", out.toString()).code());
      assertTrue(Files.size(out) > 0);
    }
  }

  @Test
  void mayReplaceOneOfItsInputs() throws IOException {
    String file = dump("one.json", Profiles.sample());
    String other = dump("other.json", Profiles.random(1, 3));
    assertEquals(0, Run.of("merge", file, other, "-o", file).code());
    assertEquals(2, ProfileReader.read(Path.of(file)).runs().size());
  }

  @Test
  void writesNothing_whenAFileIsBad() throws IOException {
    String good = dump("good.json", Profiles.sample());
    String bad = folder.resolve("bad.json").toString();
    Files.writeString(Path.of(bad), "{\"format\":\"heapwise-profile\",\"version\":1");
    Path out = folder.resolve("out.json");
    String complaints =
        "heapwise: merge: "
            + bad
            + ": line 1, column 41: expected ',' or '}' but found the end of the file\n"
            + "heapwise: merge: nowhere.json: there is no such file\n";
    assertEquals(
        new Run(
            2,
            "",
            complaints + "heapwise: merge: 2 of 3 files cannot be merged; nothing is written\n"),
        Run.of("merge", bad, good, "nowhere.json", "-o", out.toString()));
    assertFalse(Files.exists(out));
    assertEquals(
        new Run(1, "1 of 3 files merged: 1 JVM, 6 sites, 3 stacks -> " + out + "\n", complaints),
        Run.of("merge", bad, good, "nowhere.json", "-o", out.toString(), "--skip-bad"));
    assertEquals(1, ProfileReader.read(out).runs().size());
  }

  @Test
  void saysWhatItDidAsJson() throws IOException {
    String file = dump("one.json", Profiles.sample());
    Path out = folder.resolve("out.txt");
    assertEquals(
        new Run(
            0,
            "{\"format\":\"heapwise-merge\",\"version\":1,\"files\":2,\"bad\":0,\"older\":1,\"jvms\":1,\"sites\":6,"
                + "\"stacks\":3,\"output\":\""
                + out
                + "\"}\n",
            ""),
        Run.of("merge", file, file, "--json", "-o", out.toString()));
  }

  @Test
  void countsAJvmOnce_byWhatItWroteLast() throws IOException {
    Profile before = Profiles.random(7, 40);
    Profile last = Profiles.taken(Profiles.random(7, 60), 2000, "interval");
    String[] names = {dump("a.json", before), dump("b.json", last), dump("c.json", before)};
    Path out = folder.resolve("out.json");
    assertEquals(
        new Run(
            0,
            "1 of 3 files merged (2 of the same JVMs are older): 1 JVM, %,d sites, %,d stacks -> %s\n"
                .formatted(last.sites().size(), last.stacks().size(), out),
            ""),
        Run.of("merge", names[0], names[1], names[2], "-o", "" + out));
    assertEquals(Totals.of(last), Totals.of(ProfileReader.read(out)));
  }

  @Test
  void namesASum_thatHasAJvmOfAnotherFile() throws IOException {
    String one = dump("one.json", Profiles.sample());
    String two = dump("two.json", Profiles.random(1, 3));
    String sum = folder.resolve("sum.json").toString();
    assertEquals(0, Run.of("merge", one, two, "-o", sum).code());
    Path out = folder.resolve("out.txt");
    String complaint =
        "heapwise: merge: " + sum + ": the JVM with pid 4711 is in " + one + " as well\n";
    assertEquals(
        new Run(
            2,
            "",
            complaint + "heapwise: merge: 1 of 2 files cannot be merged; nothing is written\n"),
        Run.of("merge", sum, one, "-o", "" + out));
    String third = dump("third.json", Profiles.random(2, 3));
    assertEquals(0, Run.of("merge", sum, third, "-o", "" + out).code());
  }

  @Test
  void namesWhatIsWrong() {
    fails("say where to: -o FILE", "x.json");
    fails("there is nothing to merge; give files or folders", "-o", "x.json");
    fails("there is nothing to merge; give files or folders", folder.toString(), "-o", "x.json");
    fails(
        "cannot tell the format of 'x'; give a name that ends in one of " + DumpFormat.endings(),
        "x.json",
        "-o",
        "x");
  }

  private static void fails(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "merge";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertEquals(new Run(2, "", "heapwise: merge: " + message + "\n"), Run.of(all));
  }

  private String dump(String name, Profile profile) throws IOException {
    Path file = folder.resolve(name);
    DumpFile.write(profile, DumpFormat.JSON, file);
    return file.toString();
  }
}
