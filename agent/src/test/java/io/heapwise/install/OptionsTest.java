package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.rewrite.RewriteName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final long DEFAULT_POOL_BYTES =
      Math.min(Runtime.getRuntime().maxMemory() / 100, 64L << 20);

  @Test
  void hasItsDefaults_whenNothingIsGiven() {
    Options options = argument(null);

    assertTrue(options.enabled());
    for (RewriteName rewrite : RewriteName.ALL) {
      assertEquals(rewrite.onByDefault(), options.rules().isOn(rewrite.name(), "a/B"));
    }
    assertTrue(options.rules().mayRewrite("a/B"));
    assertFalse(options.reportSummary());
    assertFalse(options.verify());
    assertEquals(DEFAULT_POOL_BYTES, options.poolMaxBytes());
    assertEquals(Log.Level.WARN, options.logLevel());
    assertEquals(List.of(), options.problems());
  }

  @Test
  void readsEveryOption() {
    Options options =
        argument(
            "enabled=false, concat=off ,format=on,builder.exclude=a.*,exclude=b.*;c.*,include=?.*,"
                + "report=summary,pool.maxBytes=3k,verify=true,log=debug,");

    assertFalse(options.enabled());
    assertFalse(options.rules().isOn("concat", "a/B"));
    assertTrue(options.rules().isOn("format", "a/B"));
    assertFalse(options.rules().isOn("builder", "a/B"));
    assertTrue(options.rules().isOn("builder", "z/B"));
    assertFalse(options.rules().mayRewrite("b/B"));
    assertFalse(options.rules().mayRewrite("c/B"));
    assertFalse(options.rules().mayRewrite("long/B"));
    assertTrue(options.rules().mayRewrite("z/B"));
    assertTrue(options.reportSummary());
    assertEquals(3 << 10, options.poolMaxBytes());
    assertTrue(options.verify());
    assertEquals(Log.Level.DEBUG, options.logLevel());
    assertEquals(List.of(), options.problems());
  }

  @Test
  void acceptsEveryChoiceThatIsDeclared() {
    for (Option option : Option.ALL) {
      String key = option.key().replace(Option.ANY_REWRITE, "concat");
      for (String choice : option.choices()) {
        assertEquals(List.of(), argument(key + "=" + choice).problems());
      }
    }
  }

  @Test
  void knowsTheKeysOfEveryRewrite() {
    List<String> keys = Arrays.asList(Option.keys());
    for (RewriteName rewrite : RewriteName.ALL) {
      assertTrue(keys.contains(rewrite.name()));
      assertTrue(keys.contains(rewrite.name() + ".exclude"));
    }
    assertEquals(Option.ALL.size() - 2 + 2 * RewriteName.ALL.size(), keys.size());
    assertFalse(keys.contains(null));
  }

  @Test
  void prefersArgumentThenPropertyThenEnvironment() {
    Map<String, String> environment =
        Map.of("HEAPWISE_LOG", "info", "HEAPWISE_VERIFY", "true", "HEAPWISE_POOL_MAXBYTES", "1");
    Properties properties = properties("heapwise.log", "off", "heapwise.verify", "false");

    Options options = Options.parse("log=debug", properties, environment);

    assertEquals(Log.Level.DEBUG, options.logLevel());
    assertFalse(options.verify());
    assertEquals(1, options.poolMaxBytes());
  }

  @Test
  void looksOnlyAtTheValueThatCounts() {
    Options options =
        Options.parse(
            "concat=off", properties("heapwise.concat", "maybe"), Map.of("HEAPWISE_CONCAT", "?"));

    assertFalse(options.rules().isOn("concat", "a/B"));
    assertEquals(List.of(), options.problems());
  }

  @Test
  void lastSettingWins_whenTheArgumentHoldsAKeyTwice() {
    assertFalse(argument("concat=on,concat=off").rules().isOn("concat", "a/B"));
  }

  @Test
  void turnsDotsOfAKeyIntoUnderscores_inTheEnvironment() {
    Options options =
        Options.parse(null, new Properties(), Map.of("HEAPWISE_FORMAT_EXCLUDE", "a.*"));

    assertFalse(options.rules().isOn("format", "a/B"));
    assertTrue(options.rules().isOn("concat", "a/B"));
  }

  @Test
  void readsWhereDumpsGo() {
    Options none = argument(null);
    assertEquals(null, none.dump());
    Options options = argument("dump=/d/%p-%t.pb.gz,dump.interval=60,dump.keep=3");
    assertEquals("/d/%p-%t.pb.gz", options.dump());
    assertEquals(60, options.dumpIntervalSeconds());
    assertEquals(3, options.dumpKeep());
    assertEquals(List.of(), options.problems());
    Options alone = argument("dump=a.txt");
    assertEquals(0, alone.dumpIntervalSeconds());
    assertEquals(10, alone.dumpKeep());
    assertEquals(List.of(), alone.problems());
  }

  @Test
  void saysWhatIsWrongWithDumps() {
    assertEquals(
        List.of(
            "bad value 'a.yaml' for 'dump' (valid: a path that ends in .txt, .json, .collapsed, .pb.gz"
                + " or .html; %p in it is the process, %t the time); using none"),
        argument("dump=a.yaml").problems());
    for (String bad : new String[] {"0", "-1", "1.5", "x", "9999999999", ""}) {
      Options options = argument("dump=a.json,dump.interval=" + bad);
      assertEquals(
          List.of("bad value '" + bad + "' for 'dump.interval' (valid: seconds); using none"),
          options.problems());
      assertEquals(0, options.dumpIntervalSeconds());
    }
    assertEquals(
        List.of("'dump.interval' without 'dump'; ignored", "'dump.keep' without 'dump'; ignored"),
        argument("dump.interval=1,dump.keep=1").problems());
    assertEquals(
        List.of(
            "'dump.keep' without %t in the path of the dump: each takes the place of the one before"),
        argument("dump=a.json,dump.keep=2").problems());
  }

  @Test
  void namesAnUnknownKeyAndTheNearestOne() {
    assertEquals(
        List.of("unknown option 'conct' (did you mean 'concat'?); ignored"),
        argument("conct=off").problems());
    assertEquals(
        List.of(
            "unknown option 'heapwise.pool.maxbyte' (did you mean 'heapwise.pool.maxBytes'?);"
                + " ignored"),
        Options.parse(null, properties("heapwise.pool.maxbyte", "1"), Map.of()).problems());
    assertEquals(
        List.of(
            "unknown environment variable 'HEAPWISE_FORMAT_EXLUDE'"
                + " (did you mean 'HEAPWISE_FORMAT_EXCLUDE'?); ignored"),
        Options.parse(null, new Properties(), Map.of("HEAPWISE_FORMAT_EXLUDE", "x")).problems());
  }

  @Test
  void knowsTheBoldFormOfARewriteThatHasOne() {
    for (String value : new String[] {"on", "stream"}) {
      Options options = argument("readAllBytes=" + value);
      assertEquals(List.of(), options.problems());
      assertTrue(options.rules().isOn("readAllBytes", "a/B"));
      assertEquals(value.equals("stream"), options.rules().isBold(RewriteName.READ_ALL_BYTES));
    }
    assertFalse(argument("").rules().isBold(RewriteName.READ_ALL_BYTES));
    assertFalse(argument("readAllBytes=off").rules().isBold(RewriteName.READ_ALL_BYTES));
    assertBadValue(
        "bad value 'stream' for 'concat' (valid: on, off); using on", argument("concat=stream"));
  }

  @Test
  void namesABadValueAndTheDefault() {
    assertBadValue(
        "bad value 'maybe' for 'concat' (valid: on, off); using on", argument("concat=maybe"));
    assertTrue(argument("concat=maybe").rules().isOn("concat", "a/B"));
    assertBadValue(
        "bad value 'of' for 'concat' (valid: on, off; did you mean 'off'?); using on",
        argument("concat=of"));
    assertBadValue(
        "bad value 'streem' for 'readAllBytes' (valid: on, off, stream; did you mean 'stream'?);"
            + " using on",
        argument("readAllBytes=streem"));
    assertBadValue(
        "bad value '' for 'verify' (valid: false, true); using false", argument("verify"));
    assertBadValue(
        "bad value 'sumary' for 'heapwise.report' (valid: off, summary; did you mean 'summary'?);"
            + " using off",
        Options.parse(null, properties("heapwise.report", "sumary"), Map.of()));
    assertBadValue(
        "bad value 'loud' for 'HEAPWISE_LOG' (valid: warn, off, info, debug); using warn",
        Options.parse(null, new Properties(), Map.of("HEAPWISE_LOG", "loud")));
  }

  @Test
  void namesABadGlob_suchAsOneWithTheWrongSeparator() {
    Options options =
        Options.parse(null, properties("heapwise.exclude", "com.a.*,com.b.*"), Map.of());

    assertBadValue(
        "bad value 'com.a.*,com.b.*' for 'heapwise.exclude' (valid: class globs such as"
            + " com.acme.*;*.Foo?, separated by ;); using none",
        options);
    assertTrue(options.rules().mayRewrite("com/a/B"));
  }

  @Test
  void readsByteSizes() {
    assertEquals(0, argument("pool.maxBytes=0").poolMaxBytes());
    assertEquals(1234567, argument("pool.maxBytes=1234567").poolMaxBytes());
    assertEquals(2L << 20, argument("pool.maxBytes=2M").poolMaxBytes());
    assertEquals(3L << 30, argument("pool.maxBytes=3g").poolMaxBytes());
    assertEquals(Long.MAX_VALUE, argument("pool.maxBytes=" + Long.MAX_VALUE).poolMaxBytes());
  }

  @Test
  void refusesByteSizesThatAreNone() {
    for (String bad :
        List.of("", "k", "-1", "1.5m", "lots", "1kk", "9223372036854775808", "9999999999g")) {
      Options options = argument("pool.maxBytes=" + bad);
      assertBadValue(
          "bad value '%s' for 'pool.maxBytes' (valid: bytes, such as 8388608, 512k or 8m); using %d"
              .formatted(bad, DEFAULT_POOL_BYTES),
          options);
      assertEquals(DEFAULT_POOL_BYTES, options.poolMaxBytes());
    }
  }

  @Test
  void reportsEachProblemOnALineOfItsOwn() {
    List<String> problems = argument("a\nb=1,concat=x\ny,log=" + "z".repeat(1000)).problems();

    assertEquals(3, problems.size());
    for (String problem : problems) {
      assertFalse(problem.contains("\n"));
      assertTrue(problem.length() < 200, problem);
    }
  }

  @Test
  void ignoresWhatBelongsToTestsAndDemo() {
    Options options =
        Options.parse(
            null,
            properties("heapwise.jar", "x", "heapwise.test.y", "z", "other", "1"),
            Map.of("HEAPWISE_TEST_X", "1", "HEAPWISE_DEMO_Y", "2", "PATH", "3"));

    assertEquals(List.of(), options.problems());
  }

  @Test
  void survivesPropertiesThatAreNoStrings() {
    Properties properties = new Properties();
    properties.put("heapwise.concat", 1);
    properties.put(2, "off");

    Options options = Options.parse(null, properties, Map.of());

    assertTrue(options.rules().isOn("concat", "a/B"));
    assertEquals(List.of(), options.problems());
  }

  @Test
  void isOffForARewriteThatDoesNotExist() {
    assertFalse(argument(null).rules().isOn("conct", "a/B"));
  }

  private static Options argument(String argument) {
    return Options.parse(argument, new Properties(), Map.of());
  }

  private static Properties properties(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  private static void assertBadValue(String expected, Options options) {
    assertEquals(List.of(expected), options.problems());
  }
}
