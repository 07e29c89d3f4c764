package io.heapwise.track.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.DumpFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DumpPathTest {
  private static final Instant MOMENT =
      LocalDateTime.of(2026, 1, 2, 3, 4, 5).atZone(ZoneId.systemDefault()).toInstant();

  @Test
  void putsProcessAndTimeIn() {
    assertEquals(Path.of("/d/a-12-2026-01-02_03-04-05.json"), at("/d/a-%p-%t.json"));
    assertEquals(Path.of("/d/1212.json"), at("/d/%p%p.json"));
    assertEquals(Path.of("/d/%p100%x%.json"), at("/d/%%p100%x%.json"));
    assertEquals(Path.of("/d/%12.json"), at("/d/%%%p.json"));
  }

  @Test
  void isAbsolute() {
    assertEquals(Path.of("a.json").toAbsolutePath(), at("a.json"));
  }

  @Test
  void knowsWhetherItHasATime() {
    assertTrue(new DumpPath("a%t.json", 1).hasTime());
    assertFalse(new DumpPath("a%%t.json", 1).hasTime());
    assertFalse(new DumpPath("a%p.json", 1).hasTime());
  }

  @Test
  void knowsTheEndings() {
    assertEquals(".txt", DumpPath.endingOf("a.txt"));
    assertEquals(".json", DumpPath.endingOf("/d/a.b.json"));
    assertEquals(".collapsed", DumpPath.endingOf("a.collapsed"));
    assertEquals(".pb.gz", DumpPath.endingOf("a.pb.gz"));
    assertEquals(".html", DumpPath.endingOf("a.html"));
    for (String none : new String[] {"", "a", ".json", "/d/.json", "a.gz", "a.json/", "a.JSON"}) {
      assertNull(DumpPath.endingOf(none), none);
    }
  }

  /** Named here once more, so that a starting program loads no formats. */
  @Test
  void knowsTheEndingsOfAllFormats_andNoOthers() {
    assertEquals(
        Stream.of(DumpFormat.values()).map(DumpFormat::ending).sorted().toList(),
        DumpPath.ENDINGS.stream().sorted().toList());
  }

  @Test
  void putsAnAdditionBeforeTheEnding() {
    assertEquals(Path.of("/d/a-7.pb.gz"), DumpPath.beside(Path.of("/d/a.pb.gz"), "-7"));
    assertEquals(Path.of("/d/a-7"), DumpPath.beside(Path.of("/d/a"), "-7"));
  }

  private static Path at(String pattern) {
    return new DumpPath(pattern, 12).at(MOMENT);
  }
}
