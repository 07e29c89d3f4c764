package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonProfileTest {
  private static final String HEADER = "{\"format\":\"heapwise-profile\",\"version\":1";

  @Test
  void readsBackWhatWasWritten() throws IOException {
    assertEquals(inOrder(Profiles.sample()), read(json(Profiles.sample())));
    assertEquals(Profiles.empty(), read(json(Profiles.empty())));
    for (int seed = 0; seed < 20; seed++) {
      Profile profile = Profiles.random(seed, 200);
      assertEquals(inOrder(profile), read(json(profile)));
    }
  }

  @Test
  void doesNotDependOnTheOrderOfRows() throws IOException {
    Profile profile = Profiles.random(1, 300);
    List<SiteRow> sites = new ArrayList<>(profile.sites());
    List<StackRow> stacks = new ArrayList<>(profile.stacks());
    Collections.shuffle(sites, new Random(2));
    Collections.shuffle(stacks, new Random(3));
    assertEquals(json(profile), json(with(profile, sites, stacks)));
  }

  @Test
  void readsEveryCharacter() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= 0xffff; c++) {
      all.append((char) c);
    }
    all.appendCodePoint(0x1f600).appendCodePoint(0x10ffff);
    String text = json(named(all.toString()));
    assertEquals(all.toString(), read(text).runs().get(0).command());
    // What would end a script that the text stands in, or a line of it.
    assertTrue(text.indexOf('<') < 0 && text.indexOf('\u2028') < 0);
  }

  @Test
  void repeatedTextsAreTheSameObject() throws IOException {
    Profile profile = read(json(Profiles.random(4, 50)));
    SiteRow first = profile.sites().get(0);
    SiteRow second = profile.sites().get(1);
    assertEquals(first.location().className(), second.location().className());
    assertSame(first.location().className(), second.location().className());
  }

  @Test
  void passesOverMembersThatItDoesNotKnow() throws IOException {
    String text =
        HEADER
            + ",\"future\":{\"a\":[1.5e-3,-0,true,null,{}],\"b\":\"\\u00e4\\n\"},"
            + "\"sites\":[{\"class\":\"A\",\"method\":\"b\",\"type\":\"int[]\",\"kind\":\"new\","
            + "\"more\":[[]],\"hits\":2}]}";
    Profile profile = read(text);
    assertEquals(
        List.of(
            new SiteRow(
                new Location("A", "b", "", null, 0, Counts.UNKNOWN),
                "int[]",
                "new",
                null,
                null,
                Counts.avoided(2, 0))),
        profile.sites());
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    fails("", "the file is empty");
    fails(
        "PK\3\4",
        "it is no profile that can be read back; give one that was written as .json, or counters");
    fails(
        "{}",
        "line 1, column 3: a profile begins with {\"format\":\"heapwise-profile\",\"version\":1");
    fails(
        "{\"format\":\"heapwise-profile\",\"version\":2}",
        "line 1, column 40: version 2 of the format is not known; this Heapwise reads version 1");
    fails(HEADER, "line 1, column 41: expected ',' or '}' but found the end of the file");
    fails(HEADER + "}x", "line 1, column 42: expected the end of the file but found 'x'");
    fails(HEADER + ",}", "line 1, column 42: expected a member but found '}'");
    fails(HEADER + ",\"runs\":[{},]}", "line 1, column 53: expected an element but found ']'");
    fails(HEADER + ",\n\"runs\":{}}", "line 2, column 8: expected an array but found '{'");
    fails(HEADER + ",\n\"unnumberedHits\":-1}", "line 2, column 18: a count may not be negative");
    fails(
        HEADER + ",\n\"unnumberedHits\":1.0}",
        "line 2, column 18: expected an integer but found a number with a fraction or an exponent");
    fails(
        HEADER + ",\n\"unnumberedHits\":9223372036854775808}",
        "line 2, column 18: the number is out of range");
    fails(HEADER + ",\n\"unnumberedHits\":01}", "line 2, column 18: a number may not begin with 0");
    fails(
        HEADER + ",\n\"unnumberedHits\":1,\"unnumberedHits\":1}",
        "line 2, column 20: a second member named 'unnumberedHits'");
    fails(
        HEADER + ",\n\"pools\":[{\"name\":\"a\",\"hits\":1},\n{\"name\":\"b\",\"name\":\"c\"}]}",
        "line 3, column 13: a second member named 'name'");
    fails(
        HEADER
            + ",\n\"pools\":[{\"name\":\"a\",\"hits\":1},\n{\"name\":\"b\",\"hits\":1,\"hits\":2}]}",
        "line 3, column 22: a second member named 'hits'");
    fails(HEADER + ",\"a\":\"b", "line 1, column 48: the string does not end");
    fails(HEADER + ",\"a\":\"\\x\"}", "line 1, column 48: an unknown escape in a string");
    fails(HEADER + ",\"a\":\"\n\"}", "line 1, column 47: a control character in a string");
    fails(HEADER + ",\"a\":tru}", "line 1, column 49: expected true but found '}'");
    fails(
        HEADER + ",\"sites\":[{\"class\":\"A\"}]}",
        "line 1, column 64: an object without its member 'type' ends here");
    fails(
        HEADER + ",\"stacks\":[{\"type\":\"A\",\"frames\":[0]}]}",
        "line 1, column 74: there is no frame 0; 0 came before the stacks");
    fails(HEADER + ",\"a\":" + "[".repeat(100), "line 1, column 109: nested too deep");
  }

  @Test
  void failsOnTextThatIsNoUtf8() {
    byte[] file = (HEADER + ",\"a\":\"?\"}").getBytes(StandardCharsets.UTF_8);
    file[file.length - 3] = (byte) 0xff;
    MalformedProfileException e =
        assertThrows(MalformedProfileException.class, () -> ProfileReader.read(file));
    assertEquals("line 1, column 47: the string is not valid UTF-8", e.getMessage());
  }

  /** Cut off anywhere, it is never taken for a whole one, and never throws anything else. */
  @Test
  void failsWhereverTheFileEnds() throws IOException {
    byte[] whole = json(Profiles.sample()).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length - 2; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(MalformedProfileException.class, () -> ProfileReader.read(part));
    }
  }

  /** Whatever stands in a file, it is read or refused with a message. */
  @Test
  void throwsNothingElseWhateverIsChanged() throws IOException {
    byte[] whole = json(Profiles.sample()).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] file = whole.clone();
      file[random.nextInt(file.length)] = (byte) random.nextInt();
      try {
        ProfileReader.read(file);
      } catch (MalformedProfileException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000, "refused " + refused);
  }

  private static void fails(String text, String message) {
    MalformedProfileException e =
        assertThrows(MalformedProfileException.class, () -> read(text), text);
    assertEquals(message, e.getMessage(), text);
  }

  private static String json(Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DumpFormat.JSON.write(profile, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Profile read(String text) throws MalformedProfileException {
    return ProfileReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Profile inOrder(Profile profile) {
    return with(profile, RowOrder.bySite(profile.sites()), RowOrder.byStack(profile.stacks()));
  }

  private static Profile with(Profile profile, List<SiteRow> sites, List<StackRow> stacks) {
    return new Profile(
        profile.runs(),
        profile.classes(),
        profile.rewrites(),
        profile.pools(),
        profile.unnumberedHits(),
        sites,
        stacks);
  }

  private static Profile named(String command) {
    JvmRun run =
        new JvmRun(
            "", "", "", command, 0, 0, 0, List.of(), "", 0, Counts.UNKNOWN, Counts.UNKNOWN, "");
    return new Profile(
        List.of(run), ClassCounts.NONE, List.of(), List.of(), 0, List.of(), List.of());
  }
}
