package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatPlanTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "%s",
        "%S%d%x%X%o%c%C%b%B%h%H%n%%",
        "%02x",
        "%-10s|",
        "%5d",
        "%9999d",
        "%5%"
      })
  void covers(String format) {
    assertNull(FormatPlan.refusal(format));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "%e ! conversion %e is not covered",
        "%s %.2f ! precision",
        "%f ! conversion %f is not covered",
        "%tY ! conversion %t is not covered",
        "%2$s ! explicit argument index",
        "%<s ! relative argument index",
        "%.3s ! precision",
        "%,d ! flag ','",
        "%+d ! flag '+'",
        "% d ! flag ' '",
        "%(d ! flag '('",
        "%#x ! flag '#'",
        "%-s ! flag '-' without a width",
        "%0d ! flag '0' without a width",
        "%--5d ! repeated flag '-'",
        "%005d ! repeated flag '0'",
        "%-05d ! flag '0' of %-05d",
        "%05s ! flag '0' of %05s",
        "%5n ! flag or width of %n",
        "%05% ! flag or width of %%",
        "%10000s ! width of more than 4 digits",
        "100% ! incomplete specifier",
        "100%- ! incomplete specifier",
      })
  void refuses(String format, String reason) {
    assertEquals(reason, FormatPlan.refusal(format));
  }

  @Test
  void findsAPlanByEqualText() {
    FormatPlans plans = new FormatPlans(64);
    FormatPlan plan = plans.get("%s and %d");
    assertNotNull(plan);
    assertSame(plan, plans.get("%s and %d"));
    assertSame(plan, plans.get(new StringBuilder("%s and %d").toString()));
  }

  @Test
  void keepsABoundedNumberOfPlans() {
    FormatPlans plans = new FormatPlans(64);
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      FormatPlan plan = plans.get("%s" + i);
      if (plan != null) {
        found++;
        assertSame(plan, plans.get("%s" + i));
      }
    }
    assertEquals(64, found);
  }

  @Test
  void distinguishesFormatsOfOneHashCode() {
    FormatPlans plans = new FormatPlans(64);
    assertEquals("%sAa".hashCode(), "%sBB".hashCode());
    assertEquals("Aa", plans.get("%sAa").specifiers[0].following);
    assertEquals("BB", plans.get("%sBB").specifiers[0].following);
  }

  @Test
  void hasNoPlanForNullOrForWhatIsRefused() {
    FormatPlans plans = new FormatPlans(64);
    assertNull(plans.get(null));
    assertNull(plans.get("%e"));
    assertNull(plans.get("%e"));
  }
}
