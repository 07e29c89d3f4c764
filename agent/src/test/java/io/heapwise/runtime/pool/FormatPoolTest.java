package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.Test;

class FormatPoolTest {
  private static final int SITE =
      Sites.register(new Site("number", "FormatPoolTest", "test", "()V", 1, 0));

  /** Between a release and the next claim a garbage collection may come, but not every time. */
  private static final int ATTEMPTS = 50;

  private static final int ROUNDS = Integer.getInteger("heapwise.test.formatRounds", 400);

  /** Uses of each format. */
  private static final int USES = 4;

  /**
   * Caches of what other fields say; digits of the last number; of the fast path, what is made anew
   * whenever it is looked at.
   */
  private static final Set<String> NOT_SEEN =
      Set.of(
          "bigDecimalMultiplier",
          "bigIntegerMultiplier",
          "digitList",
          "fastPathCheckNeeded",
          "fastPathData",
          "isFastPath",
          "negativePrefixFieldPositions",
          "negativeSuffixFieldPositions",
          "positivePrefixFieldPositions",
          "positiveSuffixFieldPositions");

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final String[] PATTERNS = {
    "0.00",
    "#,##0.###",
    "#,##0",
    "00000",
    "0.###E0",
    "##0.#####E0",
    "0.0%",
    "#.##\u2030",
    "#,##0.00;(#,##0.00)",
    "'#'0",
    "",
    "#,####.0#",
    "\u00a4#,##0.00",
    ".#",
    "#;x#",
    "#" + "0".repeat(400) + "." + "0".repeat(400),
  };

  private static final Locale[] LOCALES = {
    Locale.ROOT,
    Locale.US,
    Locale.GERMANY,
    Locale.FRANCE,
    Locale.forLanguageTag("ar-EG"),
    Locale.forLanguageTag("hi-IN-u-nu-deva"),
    Locale.forLanguageTag("de-CH"),
    Locale.forLanguageTag("en-US-u-rg-dezzzz"),
  };

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0.125,
    0.5,
    2.5,
    0.0005,
    999.9995,
    1e15,
    -1234567.891,
    Integer.MAX_VALUE,
  };

  @Test
  void givesAReleasedFormatOutAgain() {
    int again = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      DecimalFormat format = FormatPool.claim("0.0#", Locale.US, SITE);
      FormatPool.release(format);
      DecimalFormat next = FormatPool.claim("0.0#", Locale.US, SITE);
      again += next == format ? 1 : 0;
      FormatPool.release(next);
    }
    assertTrue(again > ATTEMPTS / 2, again + " of " + ATTEMPTS);
  }

  @Test
  void findsAFormatByAllThatItIsMadeOf() {
    List<Object> made = new ArrayList<>();
    List<Supplier<NumberFormat>> claims =
        List.of(
            () -> FormatPool.claim("0.0", Locale.US, SITE),
            () -> FormatPool.claim("0.0", Locale.UK, SITE),
            () -> FormatPool.claim("0.1", Locale.US, SITE),
            () -> FormatPool.claimWithNewSymbols("0.0", Locale.US, SITE),
            () -> FormatPool.claim(FormatPool.NUMBER, Locale.US, SITE),
            () -> FormatPool.claim(FormatPool.INTEGER, Locale.US, SITE),
            () -> FormatPool.claim(FormatPool.PERCENT, Locale.US, SITE));
    for (Supplier<NumberFormat> claim : claims) {
      NumberFormat format = claim.get();
      made.forEach(other -> assertNotSame(other, format));
      made.add(format);
      FormatPool.release(format);
    }
  }

  @Test
  void neverGivesOneFormatToTwo() {
    for (int round = 0; round < 3; round++) {
      Map<Object, Boolean> claimed = new IdentityHashMap<>();
      for (int i = 0; i < 20; i++) {
        assertNull(claimed.put(FormatPool.claim("0.0", Locale.US, SITE), true));
      }
      claimed.keySet().forEach(FormatPool::release);
    }
  }

  @Test
  void goesOnWhereNothingEverComesBack() {
    List<DecimalFormat> lost = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lost.add(FormatPool.claim("0.#", Locale.US, Sites.UNNUMBERED));
    }
    int again = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      DecimalFormat format = FormatPool.claim("0.#", Locale.US, SITE);
      lost.forEach(other -> assertNotSame(other, format));
      FormatPool.release(format);
      DecimalFormat next = FormatPool.claim("0.#", Locale.US, SITE);
      again += next == format ? 1 : 0;
      FormatPool.release(next);
    }
    assertTrue(again > ATTEMPTS / 2, again + " of " + ATTEMPTS);
  }

  @Test
  void keepsNothingWithACurrency() {
    for (int i = 0; i < 3; i++) {
      DecimalFormat format = FormatPool.claim("\u00a40.0", Locale.US, SITE);
      FormatPool.release(format);
      assertNotSame(format, FormatPool.claim("\u00a40.0", Locale.US, SITE));
    }
  }

  @Test
  void failsLikeTheConstructors() {
    assertThrows(NullPointerException.class, () -> FormatPool.claim(null, SITE));
    assertThrows(NullPointerException.class, () -> FormatPool.claim("0", null, SITE));
    assertThrows(NullPointerException.class, () -> FormatPool.claimWithNewSymbols("0", null, SITE));
    assertThrows(NullPointerException.class, () -> FormatPool.claim(FormatPool.NUMBER, null, SITE));
    for (int i = 0; i < 2; i++) {
      IllegalArgumentException wrong =
          assertThrows(IllegalArgumentException.class, () -> FormatPool.claim("0.0.0", SITE));
      assertEquals(
          assertThrows(IllegalArgumentException.class, () -> new DecimalFormat("0.0.0"))
              .getMessage(),
          wrong.getMessage());
    }
  }

  @Test
  void aFormatThatIsUsedAgainIsAsNew() {
    Random random = new Random(25);
    int again = 0;
    for (int i = 0; i < ROUNDS; i++) {
      int kind = random.nextInt(5);
      String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
      Locale locale = LOCALES[random.nextInt(LOCALES.length)];
      DecimalFormat last = null;
      for (int use = 0; use < USES; use++) {
        DecimalFormat expected = newFormat(kind, pattern, locale);
        DecimalFormat actual = claim(kind, pattern, locale);
        assertEquals(fieldsOf(expected), fieldsOf(actual));
        assertEquals(expected, actual);
        long seed = random.nextLong();
        assertEquals(use(expected, new Random(seed)), use(actual, new Random(seed)));
        // What was set is set in both.
        assertEquals(expected, actual);
        again += actual == last ? 1 : 0;
        last = actual;
        FormatPool.release(actual);
      }
    }
    assertTrue(again > ROUNDS * (USES - 1) / 2, again + " of " + ROUNDS);
  }

  private static DecimalFormat newFormat(int kind, String pattern, Locale locale) {
    return (DecimalFormat)
        switch (kind) {
          case 0 -> new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale));
          case 1 -> new DecimalFormat(pattern, new DecimalFormatSymbols(locale));
          case 2 -> NumberFormat.getInstance(locale);
          case 3 -> NumberFormat.getIntegerInstance(locale);
          default -> NumberFormat.getPercentInstance(locale);
        };
  }

  private static DecimalFormat claim(int kind, String pattern, Locale locale) {
    return (DecimalFormat)
        switch (kind) {
          case 0 -> FormatPool.claim(pattern, locale, SITE);
          case 1 -> FormatPool.claimWithNewSymbols(pattern, locale, SITE);
          case 2 -> FormatPool.claim(FormatPool.NUMBER, locale, SITE);
          case 3 -> FormatPool.claim(FormatPool.INTEGER, locale, SITE);
          default -> FormatPool.claim(FormatPool.PERCENT, locale, SITE);
        };
  }

  /** Everything that a borrower may do, in an order of its own each time. */
  private static String use(DecimalFormat format, Random random) {
    StringBuilder seen = new StringBuilder();
    for (int steps = random.nextInt(6) + 1; steps > 0; steps--) {
      switch (random.nextInt(14)) {
        case 0 -> format.setRoundingMode(RoundingMode.values()[random.nextInt(8)]);
        case 1 -> format.setGroupingUsed(random.nextBoolean());
        case 2 -> format.setMaximumFractionDigits(random.nextInt(400) - 2);
        case 3 -> format.setMinimumFractionDigits(random.nextInt(random.nextInt(400) + 1));
        case 4 -> format.setMaximumIntegerDigits(random.nextInt(400) - 2);
        case 5 -> format.setMinimumIntegerDigits(random.nextInt(random.nextInt(400) + 1));
        case 6 -> seen.append(format.parse("-1,234.5e3x", new ParsePosition(random.nextInt(3))));
        case 7 -> seen.append(isShort(format) ? format.toPattern() : "long");
        default -> seen.append(text(format, random)).append('|');
      }
    }
    return seen.toString();
  }

  /** Of the empty pattern there may be two billion digits. */
  private static boolean isShort(DecimalFormat format) {
    return format.getMaximumFractionDigits() < 1000;
  }

  private static String text(DecimalFormat format, Random random) {
    double any = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 6);
    double number = random.nextBoolean() ? any : DOUBLES[random.nextInt(DOUBLES.length)];
    try {
      return switch (random.nextInt(5)) {
        case 0 -> format.format((long) number);
        case 1 -> format.format((Object) new BigDecimal(random.nextInt()).movePointLeft(4));
        case 2 -> format.format((Object) BigInteger.valueOf(random.nextLong()).shiftLeft(70));
        case 3 -> format.format((Object) number);
        default -> format.format(number);
      };
    } catch (ArithmeticException e) {
      return e.getMessage();
    }
  }

  private static Map<String, Object> fieldsOf(DecimalFormat format) {
    Map<String, Object> fields = new TreeMap<>();
    for (Class<?> type : List.of(DecimalFormat.class, NumberFormat.class)) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !NOT_SEEN.contains(field.getName())) {
          fields.put(type.getSimpleName() + "." + field.getName(), valueOf(format, type, field));
        }
      }
    }
    Object digits = valueOf(format, DecimalFormat.class, "digitList");
    fields.put("digits.roundingMode", valueOf(digits, digits.getClass(), "roundingMode"));
    return fields;
  }

  private static Object valueOf(Object object, Class<?> type, String field) {
    return UNSAFE.getReference(object, UNSAFE.objectFieldOffset(type, field));
  }

  private static Object valueOf(Object object, Class<?> type, Field field) {
    long offset = UNSAFE.objectFieldOffset(type, field.getName());
    if (field.getType() == int.class) {
      return UNSAFE.getInt(object, offset);
    }
    if (field.getType() == byte.class) {
      return UNSAFE.getByte(object, offset);
    }
    if (field.getType() == boolean.class) {
      return UNSAFE.getBoolean(object, offset);
    }
    return UNSAFE.getReference(object, offset);
  }

  @Test
  void threadsDoNotMeet() throws Exception {
    int threads = 4;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> results = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int digits = t;
      results.add(
          pool.submit(
              () -> {
                start.await(60, TimeUnit.SECONDS);
                return claimInTurn(digits);
              }));
    }
    for (Future<Integer> result : results) {
      assertEquals(0, result.get(60, TimeUnit.SECONDS));
    }
    pool.shutdown();
  }

  private static int claimInTurn(int digits) {
    String expected = digits == 0 ? "1" : "1." + "0".repeat(digits);
    int wrong = 0;
    for (int i = 0; i < 5_000; i++) {
      DecimalFormat format = FormatPool.claim("0", Locale.US, SITE);
      format.setMinimumFractionDigits(digits);
      wrong += format.format(1).equals(expected) ? 0 : 1;
      FormatPool.release(format);
    }
    return wrong;
  }

  @Test
  void releasesOfStrangersDoNothing() {
    FormatPool.release(null);
    FormatPool.release("text");
    FormatPool.release(new DecimalFormat("0"));
    DecimalFormat format = FormatPool.claim("0", Locale.US, SITE);
    FormatPool.release(format);
    FormatPool.release(format);
    DecimalFormat one = FormatPool.claim("0", Locale.US, SITE);
    assertNotSame(one, FormatPool.claim("0", Locale.US, SITE));
    assertSame(DecimalFormat.class, one.getClass());
  }
}
