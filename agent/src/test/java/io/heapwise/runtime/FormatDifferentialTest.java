package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.FormatDifferential.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormatDifferentialTest {
  private static final String CONVERSIONS = "sSdxXocCbBhHn%eEfgGaAtTzD";
  private static final String[] FLAGS = {
    "", "-", "0", "-0", "0-", "00", "--", "+", " ", "#", ",", "(", "<", "1$"
  };
  private static final String[] WIDTHS = {"", "1", "2", "5", "21", ".2", "6.1", "$"};
  private static final Locale[] LOCALES = {
    Locale.US,
    Locale.ROOT,
    Locale.GERMANY,
    Locale.forLanguageTag("tr-TR"),
    Locale.forLanguageTag("lt"),
    Locale.forLanguageTag("ar-EG"),
    Locale.forLanguageTag("th-TH-u-nu-thai"),
    Locale.forLanguageTag("hi-IN-u-nu-deva"),
    Locale.forLanguageTag("ja-JP-x-lvariant-JP"),
  };

  @Test
  void everyCoveredSpecifierIsAsInTheJdkForEveryKindOfArgumentInEveryLocale() {
    for (String format : singleSpecifiers(true)) {
      for (Locale locale : LOCALES) {
        for (FormatArguments.Kind kind : FormatArguments.KINDS) {
          checkOne(locale, format, kind);
        }
      }
    }
  }

  @Test
  void everyOtherSpecifierIsLeftToTheJdk() {
    int turn = 0;
    for (String format : singleSpecifiers(false)) {
      // The call that is made is the same for all arguments: a few of them each.
      for (int i = 0; i < 5; i++) {
        Locale locale = LOCALES[turn % LOCALES.length];
        checkOne(locale, format, FormatArguments.KINDS.get(turn % FormatArguments.KINDS.size()));
        turn++;
      }
    }
  }

  @Test
  void randomFormatsWithRandomArgumentsAreAsInTheJdk() {
    long seed = Long.getLong("heapwise.test.seed", System.nanoTime());
    int cases = 200_000;
    long servedBefore = Sites.hits(FormatDifferential.SITE);
    Random random = new Random(seed);
    // Fewer than there is room for, so that all are served by their plans.
    String[] formats = new String[1_200];
    for (int i = 0; i < formats.length; i++) {
      formats[i] = randomFormat(random);
      FormatPlan.countFor(formats[i], FormatDifferential.SITE);
    }
    for (int i = 0; i < cases; i++) {
      String format = formats[random.nextInt(formats.length)];
      Locale locale = LOCALES[random.nextInt(4) == 0 ? random.nextInt(LOCALES.length) : 0];
      int count = random.nextInt(6);
      FormatArguments.Kind[] kinds = new FormatArguments.Kind[count];
      Arrays.setAll(kinds, index -> randomKind(random));
      try {
        // Each entry point in turn: the JDK's own formatting takes most of the time.
        List<Subject> subjects = FormatDifferential.entryPoints(count);
        Subject subject = subjects.get(i % subjects.size());
        FormatDifferential.check(locale, format, effects -> make(kinds, effects), List.of(subject));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", case " + i + ": " + e.getMessage(), e);
      }
    }
    long served = Sites.hits(FormatDifferential.SITE) - servedBefore;
    assertTrue(served > cases / 4, "only " + served + " of the calls were served");
  }

  @Test
  void coversNothingThatTheJdkRejects() {
    List<String> covered = singleSpecifiers(true);
    // 8 conversions of texts with 9 combinations of flag and width, 4 of numbers with 13, 9 of %%.
    assertEquals(8 * 9 + 4 * 13 + 9 + 1, covered.size());
    for (String format : covered) {
      assertDoesNotThrow(() -> String.format(format, (Object[]) null), format);
    }
  }

  @Test
  void catchesSignExtendedHex() {
    assertCaught(
        (format, arguments) -> {
          Object[] widened = arguments.clone();
          for (int i = 0; i < widened.length; i++) {
            if (widened[i] instanceof Byte) {
              widened[i] = ((Byte) widened[i]).intValue();
            }
          }
          return String.format(format, widened);
        });
  }

  @Test
  void catchesASecondCallOfToString() {
    assertCaught(
        (format, arguments) -> {
          String.valueOf(arguments[0]);
          return String.format(format, arguments);
        });
  }

  @Test
  void catchesAForgottenCallOfToString() {
    assertCaught(
        (format, arguments) -> {
          boolean user = arguments[0] instanceof FormatArguments.Recorder;
          return user && format.equals("%s") ? "user" : String.format(format, arguments);
        });
  }

  @Test
  void catchesAnotherMessageOfTheException() {
    assertCaught(
        (format, arguments) -> {
          try {
            return String.format(format, arguments);
          } catch (IllegalStateException e) {
            throw new IllegalStateException("text", e);
          }
        });
  }

  @Test
  void catchesAnotherTypeOfException() {
    assertCaught(
        (format, arguments) -> {
          try {
            return String.format(format, arguments);
          } catch (NullPointerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
  }

  @Test
  void catchesAnotherLocale() {
    assertCaught((format, arguments) -> String.format(Locale.US, format, arguments));
  }

  @Test
  void catchesSpacesWhereZerosBelong() {
    assertCaught((format, arguments) -> String.format(format.replace("%0", "%"), arguments));
  }

  @Test
  void acceptsTheJdkItself() {
    checkTable(String::format);
  }

  private static void assertCaught(Subject broken) {
    assertThrows(AssertionError.class, () -> checkTable(broken));
  }

  private static void checkTable(Subject subject) {
    for (String format : singleSpecifiers(true)) {
      for (FormatArguments.Kind kind : FormatArguments.KINDS) {
        for (Locale locale : new Locale[] {Locale.US, LOCALES[3], LOCALES[5]}) {
          FormatDifferential.check(
              locale, format, effects -> new Object[] {kind.make(effects)}, List.of(subject));
        }
      }
    }
  }

  private static void checkOne(Locale locale, String format, FormatArguments.Kind kind) {
    FormatDifferential.check(
        locale,
        format,
        effects -> new Object[] {kind.make(effects)},
        FormatDifferential.entryPoints(1));
  }

  /** Those that are covered, or those that are not. */
  private static List<String> singleSpecifiers(boolean covered) {
    List<String> formats = new ArrayList<>();
    for (String flags : FLAGS) {
      for (String width : WIDTHS) {
        for (char conversion : CONVERSIONS.toCharArray()) {
          String format = "%" + flags + width + conversion;
          if (covered == (FormatPlan.refusal(format) == null)) {
            formats.add(format);
          }
        }
      }
    }
    return formats;
  }

  private static String randomFormat(Random random) {
    StringBuilder format = new StringBuilder();
    int parts = 1 + random.nextInt(6);
    String[] texts = {"", ":", " = ", "\u20ac", "\ud83d\ude00", "%%", "%n", "%-3%", "\n", "$5"};
    for (int i = 0; i < parts; i++) {
      format.append(texts[random.nextInt(texts.length)]);
      boolean any = random.nextInt(40) == 0;
      String conversions = any ? CONVERSIONS : "sssSdddxxXocCbBhHn";
      format.append('%');
      char conversion = conversions.charAt(random.nextInt(conversions.length()));
      if (any) {
        format.append(FLAGS[random.nextInt(FLAGS.length)]);
        format.append(WIDTHS[random.nextInt(WIDTHS.length)]);
      } else if (conversion != 'n' && random.nextInt(2) == 0) {
        boolean number = "dxXo".indexOf(conversion) >= 0;
        format.append(number ? FLAGS[random.nextInt(3)] : FLAGS[random.nextInt(2)]);
        format.append(1 + random.nextInt(25));
      }
      format.append(conversion);
    }
    return format.append(texts[random.nextInt(texts.length)]).toString();
  }

  private static FormatArguments.Kind randomKind(Random random) {
    // Half of them numbers that every covered conversion takes, or nearly no format gets far.
    if (random.nextBoolean()) {
      int number = random.nextInt() >> random.nextInt(32);
      int type = random.nextInt(3);
      return effects ->
          type == 0 ? (Object) Integer.valueOf(number) : type == 1 ? (byte) number : (short) number;
    }
    return FormatArguments.KINDS.get(random.nextInt(FormatArguments.KINDS.size()));
  }

  private static Object[] make(FormatArguments.Kind[] kinds, List<String> effects) {
    Object[] arguments = new Object[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      arguments[i] = kinds[i].make(effects);
    }
    return arguments;
  }
}
