package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.rewrite.RewriteName;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What can be changed while a program runs; what is read at its start is in OptionsTest. */
class RewriteRulesTest {
  private final RewriteRules rules =
      Options.parse("format=off,exclude=b.*", new Properties(), Map.of()).rules();

  @Test
  void switchesOneRewrite_andLeavesTheOthers() {
    RewriteRules changed = rules.with("concat", "off");
    assertFalse(changed.isOn("concat", "a/B"));
    assertFalse(changed.isOn(RewriteName.indexOf("concat")));
    assertFalse(changed.isOn("format", "a/B"));
    assertTrue(changed.isOn("builder", "a/B"));
    assertFalse(changed.mayRewrite("b/B"));
    assertTrue(rules.isOn("concat", "a/B"));
    assertTrue(changed.with("concat", "on").isOn("concat", "a/B"));
    assertTrue(rules.with("format", "on").isOn("format", "a/B"));
  }

  @Test
  void knowsTheBoldForm() {
    RewriteRules bold = rules.with("readAllBytes", "stream");
    assertTrue(bold.isBold(RewriteName.READ_ALL_BYTES));
    assertTrue(bold.isOn("readAllBytes", "a/B"));
    assertFalse(bold.with("readAllBytes", "on").isBold(RewriteName.READ_ALL_BYTES));
    assertFalse(bold.with("readAllBytes", "off").isOn("readAllBytes", "a/B"));
  }

  @Test
  void changesGlobs() {
    RewriteRules changed = rules.with("concat.exclude", "c.*;d.D");
    assertFalse(changed.isOn("concat", "c/C"));
    assertFalse(changed.isOn("concat", "d/D"));
    assertTrue(changed.isOn("builder", "c/C"));
    assertTrue(changed.with("concat.exclude", "").isOn("concat", "c/C"));
    assertTrue(rules.with("exclude", "").mayRewrite("b/B"));
    assertFalse(rules.with("include", "c.*").mayRewrite("a/B"));
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "bad value 'maybe' for 'readAllBytes' (valid: on, off, stream)",
        problem("readAllBytes", "maybe"));
    assertEquals(
        "bad value 'a b' for 'concat.exclude' (valid: class globs such as com.acme.*;*.Foo?, separated"
            + " by ;)",
        problem("concat.exclude", "a b"));
    assertEquals("unknown option 'conat' (did you mean 'concat'?)", problem("conat", "on"));
    assertTrue(problem("dump", "a.json").startsWith("'dump' is read when the program starts"));
  }

  private String problem(String key, String value) {
    return assertThrows(IllegalArgumentException.class, () -> rules.with(key, value)).getMessage();
  }
}
