package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PprofProfileTest {
  @Test
  void hasAllValuesInOneFile() throws IOException {
    PprofFile file = written(Profiles.sample());
    assertEquals(
        List.of(
            "alloc_objects/count",
            "alloc_space/bytes",
            "inuse_objects/count",
            "inuse_space/bytes",
            "executed_objects/count",
            "executed_space/bytes",
            "hits/count",
            "avoided_space/bytes"),
        file.sampleTypes());
    assertEquals("alloc_space", file.defaultSampleType());
    assertEquals(1_764_000_000_000_000_000L, file.timeNanos());
    assertEquals(61_250_000_000L, file.durationNanos());
    assertTrue(file.comments().contains(Wording.AVOIDED), file.comments()::toString);
    assertTrue(file.comments().toString().contains("com.acme.Main, pid 4711"));
  }

  @Test
  void stacksAreAsDeepAsTheyAre() throws IOException {
    assertTrue(
        written(Profiles.sample())
            .samples()
            .contains(
                new PprofFile.Sample(
                    List.of(
                        "java.util.Arrays.copyOf:3537",
                        "com.acme.io.Reader.readAll:87",
                        "com.acme.Main.main:12"),
                    List.of(300L, 1_200_000L, 0L, 0L, 0L, 0L, 0L, 0L),
                    Map.of("type", "byte[]"))));
  }

  @Test
  void sitesSayWhatBecameOfThem() throws IOException {
    assertTrue(
        written(Profiles.sample())
            .samples()
            .contains(
                new PprofFile.Sample(
                    List.of("com.acme.io.Reader.digest:93"),
                    List.of(0L, 0L, 0L, 0L, 2000L, 176_000L, 0L, 0L),
                    Map.of(
                        "type",
                        "java.lang.StringBuilder",
                        "kind",
                        "new",
                        "rewrite",
                        "concat",
                        "refusal",
                        "escapes: stored in field Reader.sb at line 95"))));
  }

  @Test
  void whatWasExecutedIsWhatWasAllocated_whenNothingWasSampled() throws IOException {
    Location here = new Location("a.B", "c", "()V", "B.java", 7, 1);
    SiteRow row = new SiteRow(here, "byte[]", "newarray", null, null, Counts.executed(3, 72));
    assertEquals(
        List.of(
            new PprofFile.Sample(
                List.of("a.B.c:7"),
                List.of(3L, 72L, 0L, 0L, 3L, 72L, 0L, 0L),
                Map.of("type", "byte[]", "kind", "newarray"))),
        written(Profiles.of(List.of(row), List.of())).samples());
  }

  @Test
  void numbersOfEverySizeArrive() throws IOException {
    Location here = new Location("a.B", "c", "()V", "B.java", Integer.MAX_VALUE, 1);
    for (long value = 1; value > 0; value = 2 * value + 1) {
      Counts counts = new Counts(value, value - 1, 0, -value, -1, -1, value / 3, value / 2);
      SiteRow row = new SiteRow(here, "byte[]", "newarray", null, null, counts);
      assertEquals(
          List.of(value, value - 1, value / 3, value / 2, value, value - 1, 0L, -value),
          written(Profiles.of(List.of(row), List.of())).samples().get(0).values());
    }
  }

  private static PprofFile written(Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DumpFormat.PPROF.write(profile, out);
    return new PprofFile(out.toByteArray());
  }
}
