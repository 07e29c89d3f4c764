package io.heapwise.runtime;

import static io.heapwise.runtime.FormatArguments.recorder;
import static io.heapwise.runtime.FormatDifferential.arrayEntryPoints;
import static io.heapwise.runtime.FormatDifferential.check;
import static io.heapwise.runtime.FormatDifferential.checkValues;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heapwise.runtime.FormatArguments.Own;
import io.heapwise.runtime.FormatArguments.Recorder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Locale;
import java.util.MissingFormatArgumentException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormatSupportTest {
  private static final int SITE =
      Sites.register(new Site("format", "FormatSupportTest", "test", "()V", 1, 0));
  private static final Locale ARABIC = Locale.forLanguageTag("ar-EG");
  private static final Locale THAI = Locale.forLanguageTag("th-TH-u-nu-thai");
  private static final Locale THAI_OLD = Locale.forLanguageTag("th-TH-x-lvariant-TH");
  private static final Locale DEVANAGARI = Locale.forLanguageTag("hi-IN-u-nu-deva");
  private static final Locale TURKISH = Locale.forLanguageTag("tr-TR");

  private final Locale localeBefore = Locale.getDefault(Locale.Category.FORMAT);

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(Locale.Category.FORMAT, localeBefore);
  }

  @Test
  void servesWhatIsCovered() {
    assertServed(
        true,
        "%s %S %d %x %X %o %c %C %b %B %h %H%n%%",
        "a",
        "b",
        1,
        2,
        3,
        4,
        'c',
        'd',
        true,
        false,
        "e",
        "f");
    assertServed(
        true,
        "%5s|%-5S|%05d|%-5x|%02X|%5o|%2c|%7b|%-9h|%4%",
        "a",
        null,
        -1,
        2L,
        (byte) 3,
        (short) 4,
        0x1f600,
        null,
        "e");
    assertServed(true, "no specifier");
    assertServed(true, "%s", new Recorder(new ArrayList<>(), "user", 0));
    assertServed(false, "%s", new Own(new ArrayList<>(), false));
    assertServed(false, "%d", BigInteger.ONE);
    assertServed(false, "%.2s", "abc");
  }

  @Test
  void countsTheAppendedPair() {
    FormatPlan.countFor("%02x", SITE);
    FormatPlan.countFor("%02X", SITE);
    long before = Sites.hits(SITE);
    StringBuilder builder = new StringBuilder();
    FormatSupport.appendFormat(builder, "%02x", (byte) -2);
    FormatSupport.appendFormat(builder, "%02X", 0xab);
    assertEquals("feAB", builder.toString());
    assertEquals(before + 2, Sites.hits(SITE));
  }

  @Test
  void takesANullArrayForNulls() {
    assertEquals(
        String.format("%5s %d %b %c %h", (Object[]) null),
        FormatSupport.format("%5s %d %b %c %h", (Object[]) null));
    StringBuilder builder = new StringBuilder();
    FormatSupport.appendFormat(builder, "%02x", (Object[]) null);
    assertEquals("null", builder.toString());
  }

  @Test
  void takesANullOrAnArrayForOneArgument() {
    assertEquals("null", FormatSupport.format("%s", (Object) null));
    assertEquals("null|null", FormatSupport.format("%s|%s", null, null));
    Object array = new Object[] {1, 2};
    assertEquals(array.toString(), FormatSupport.format("%s", array));
    assertThrows(MissingFormatArgumentException.class, () -> FormatSupport.format("%s %s", array));
  }

  @Test
  void throwsForANullFormat() {
    for (FormatDifferential.Subject subject : FormatDifferential.entryPoints(1)) {
      assertThrows(NullPointerException.class, () -> subject.format(null, new Object[1]));
    }
  }

  @Test
  void reportsAMissingArgumentAfterTheEffectsOfThoseBefore() {
    check("%s %s %5d", effects -> new Object[] {recorder(effects, "a"), recorder(effects, "b")});
    check("%s %h", effects -> new Object[] {recorder(effects, "a")});
    check("%s", effects -> new Object[0]);
  }

  @Test
  void leavesSurplusArgumentsAlone() {
    check("%s", effects -> new Object[] {"a", recorder(effects, "b"), new Own(effects, false)});
    check("none", effects -> new Object[] {recorder(effects, "b")});
  }

  @Test
  void showsNegativeNumbersInTheBitsOfTheirType() {
    Object[] numbers = {(byte) -1, (short) -1, -1, -1L};
    checkValues(Locale.US, "%x %x %x %x", numbers);
    checkValues(Locale.US, "%o %o %o %o", numbers);
    checkValues(Locale.US, "%024X|%-24X|%24x|%2x", numbers);
    checkValues(Locale.US, "%d %d %d %d", numbers);
  }

  @Test
  void showsTheSmallestNumbers() {
    Object[] numbers = {Byte.MIN_VALUE, Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE};
    checkValues(Locale.US, "%d %d %d %d", numbers);
    checkValues(Locale.US, "%030d %030d %030d %030d", numbers);
    checkValues(Locale.US, "%20d %20d %20d %20d", numbers);
    checkValues(
        Locale.US,
        "%019d %020d %021d %022d",
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE);
    checkValues(Locale.US, "%x %o %s", Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  @Test
  void padsNegativeNumbersWithZerosBehindTheSign() {
    assertEquals("-0042", FormatSupport.format("%05d", (Object) (-42)));
    checkValues(Locale.US, "%02d %03d %04d", -42, -42, -42);
  }

  @Test
  void neverCutsATextWiderThanItsWidth() {
    checkValues(
        Locale.US, "%1s%-1s%1d%01d%1x%1c%1b%1h", "abc", "def", 123, -5, 0x123, 'c', true, "h");
  }

  @Test
  void throwsForTheWrongType() {
    for (String format : new String[] {"%d", "%5x", "%X", "%o"}) {
      checkValues(Locale.US, format, "text");
      checkValues(Locale.US, format, 1.5);
      checkValues(Locale.US, format, 'c');
      checkValues(Locale.US, format, BigInteger.TEN.negate());
    }
    checkValues(Locale.US, "%c", "text");
    checkValues(Locale.US, "%c", 5L);
    check("%s=%d", effects -> new Object[] {recorder(effects, "key"), recorder(effects, "value")});
  }

  @Test
  void showsCodePoints() {
    checkValues(Locale.US, "%c%c%c%c", 'a', (byte) 98, (short) 0x20ac, 0x1f600);
    checkValues(Locale.US, "%3c|%-3c|%C|%c", 0x1f600, 0x1f600, 0x10428, '\ud83d');
    checkValues(Locale.US, "%c", (byte) -1);
    checkValues(Locale.US, "%c", (short) -1);
    checkValues(Locale.US, "%c", 0x110000);
    check("%s%c", effects -> new Object[] {recorder(effects, "a"), -1});
  }

  @Test
  void showsBooleansOfAnything() {
    check(
        "%b %b %b %8B|%-8b",
        effects -> new Object[] {null, false, true, recorder(effects, "x"), Boolean.FALSE});
  }

  @Test
  void showsHashCodes() {
    check(
        "%h %H %12h|%-12H|",
        effects ->
            new Object[] {null, recorder(effects, "a"), new Recorder(effects, "b", -2), "text"});
  }

  @Test
  void takesTheUpperCaseOfTheLocale() {
    for (Locale locale :
        new Locale[] {Locale.US, TURKISH, Locale.forLanguageTag("lt"), Locale.GERMANY}) {
      checkValues(locale, "%S %C %10S|%-10S|%H", "title \u00df", 'i', "fi\ufb01", "i", "i");
      checkValues(locale, "%S %B %X", null, true, 0xabcdef);
    }
    assertEquals("\u0130", FormatSupport.format(TURKISH, "%S", new Object[] {"i"}));
  }

  @Test
  void takesTheDigitsOfTheLocale() {
    for (Locale locale : new Locale[] {ARABIC, THAI, DEVANAGARI, THAI_OLD}) {
      checkValues(locale, "%d %05d %-5d", -1234567890, 42, 7L);
      checkValues(locale, "%x %o %s %c %h", 10, 9, 1234567890, '1', 7);
      check(
          locale, "%s %d", effects -> new Object[] {recorder(effects, "a"), 5}, arrayEntryPoints());
    }
    assertEquals("\u0e51", FormatSupport.format(THAI, "%d", new Object[] {1}));
  }

  @Test
  void followsAChangeOfTheDefaultLocale() {
    for (Locale locale : new Locale[] {Locale.US, THAI, TURKISH, ARABIC, Locale.US, THAI}) {
      checkValues(locale, "%d%S", 12, "i");
    }
  }

  @Test
  void takesANullLocaleForNone() {
    Locale.setDefault(Locale.Category.FORMAT, THAI);
    Object[] arguments = {12, "i"};
    assertEquals(
        String.format((Locale) null, "%d %S", arguments),
        FormatSupport.format((Locale) null, "%d %S", arguments));
  }

  @Test
  void writesLineSeparatorsAndPercentSigns() {
    assertEquals(
        String.format("a%nb%%c%5%d%-5%e%s", "f"),
        FormatSupport.format("a%nb%%c%5%d%-5%e%s", (Object) "f"));
  }

  @Test
  void padsByCharsNotByCodePoints() {
    checkValues(Locale.US, "%5s|%-5s|%5S", "\ud83d\ude00", "\ud83d\ude00", "x\ud83d");
    checkValues(Locale.US, "\ud83d%s\ude00", "");
  }

  @Test
  void growsABuilderAsOneAppendDoes() {
    for (int capacity = 0; capacity < 40; capacity++) {
      for (int length = Math.max(0, capacity - 3); length <= capacity; length++) {
        for (String format : new String[] {"%02x", "%9d", "text", "%s%%", "%050d"}) {
          StringBuilder expected = new StringBuilder(capacity).append("*".repeat(length));
          StringBuilder actual = new StringBuilder(capacity).append("*".repeat(length));
          expected.append(String.format(format, 77));
          FormatSupport.appendFormat(actual, format, (Object) 77);
          assertEquals(expected.toString(), actual.toString());
          assertEquals(expected.capacity(), actual.capacity());
        }
      }
    }
  }

  @Test
  void takesAnArrayOfASubtype() {
    assertEquals("a=b", FormatSupport.format("%s=%s", new String[] {"a", "b"}));
    assertEquals("1=2", FormatSupport.format("%s=%d", new Integer[] {1, 2}));
  }

  @Test
  void returnsAFreshString() {
    String argument = "text";
    String result = FormatSupport.format("%s", (Object) argument);
    assertEquals(argument, result);
    assertNotSame(argument, result);
    assertNotSame(result, FormatSupport.format("%s", (Object) argument));
  }

  private static void assertServed(boolean served, String format, Object... arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    FormatPlan.countFor(format, SITE);
    long before = Sites.hits(SITE);
    assertEquals(String.format(format, arguments), FormatSupport.format(format, arguments));
    FormatSupport.format(Locale.ROOT, format, arguments);
    FormatSupport.appendFormat(new StringBuilder(), format, arguments);
    assertEquals(served ? before + 3 : before, Sites.hits(SITE), format);
  }
}
