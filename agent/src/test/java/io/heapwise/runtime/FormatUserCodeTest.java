package io.heapwise.runtime;

import static io.heapwise.runtime.FormatArguments.recorder;
import static io.heapwise.runtime.FormatDifferential.arrayEntryPoints;
import static io.heapwise.runtime.FormatDifferential.check;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heapwise.runtime.FormatArguments.Action;
import io.heapwise.runtime.FormatArguments.Failing;
import io.heapwise.runtime.FormatArguments.Own;
import io.heapwise.runtime.FormatArguments.Reentrant;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IllegalFormatConversionException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatUserCodeTest {
  private static final Locale THAI = Locale.forLanguageTag("th-TH-u-nu-thai");
  private static final Locale TURKISH = Locale.forLanguageTag("tr-TR");

  @Test
  void leavesFormattablesToTheJdk() {
    check("a%-9s%S", effects -> new Object[] {new Own(effects, false), "b"});
    check(
        "%s %-9s|%d", effects -> new Object[] {recorder(effects, "a"), new Own(effects, false), 3});
    check("%s %s|%n%%", effects -> new Object[] {recorder(effects, "a"), new Own(effects, true)});
    check("%s %s", effects -> new Object[] {recorder(effects, "a"), new Own(effects, true)});
  }

  @Test
  void formatsBigIntegersBehindUserCode() {
    check("%s=%x;%05d", effects -> new Object[] {recorder(effects, "key"), BigInteger.TEN, 3});
  }

  @Test
  void showsANullTextOrThrowsAsTheJdkDoes() {
    for (String format : new String[] {"%s", "%S", "%9s", "%-9s", "%-9S"}) {
      check(
          format + "%s", effects -> new Object[] {recorder(effects, null), recorder(effects, "b")});
      check(
          "%s " + format,
          effects -> new Object[] {recorder(effects, "b"), recorder(effects, null)});
    }
  }

  @Test
  void keepsTheLocaleOfTheStartWhenToStringChangesTheDefault() {
    for (String format : new String[] {"%s %d %S", "%s %d %S %x"}) {
      check(
          Locale.US,
          format,
          effects ->
              new Object[] {
                new Action(() -> Locale.setDefault(Locale.Category.FORMAT, THAI), "first"),
                12,
                new Action(() -> Locale.setDefault(Locale.Category.FORMAT, TURKISH), "i"),
                BigInteger.TEN
              },
          arrayEntryPoints());
    }
  }

  @Test
  void keepsTheLocaleOfTheStartWhereTheJdkGoesOn() {
    for (String format : new String[] {"%s %s %d %S", "%s %s"}) {
      check(
          Locale.US,
          format,
          effects ->
              new Object[] {
                new Action(() -> Locale.setDefault(Locale.Category.FORMAT, THAI), "first"),
                new Own(effects, false),
                12,
                "i"
              },
          arrayEntryPoints());
    }
  }

  @Test
  void passesOnTheExceptionOfToString() {
    check(
        "%s %s %s",
        effects ->
            new Object[] {
              recorder(effects, "a"),
              new Failing(effects, new IllegalStateException("b")),
              recorder(effects, "c")
            });
    check("%h", effects -> new Object[] {new Failing(effects, new UserException())});
  }

  @Test
  void goesOnAfterASneakyIoException() {
    check(
        "<%9s|%h>%s",
        effects ->
            new Object[] {
              new Failing(effects, new IOException("a")),
              new Failing(effects, new IOException("b")),
              recorder(effects, "c")
            });
  }

  @Test
  void formatsInsideToString() {
    check(
        "%s/%12s/%h/%02x",
        effects ->
            new Object[] {
              new Reentrant(effects), new Reentrant(effects), new Reentrant(effects), 3
            });
  }

  @Test
  void appendsBehindWhatToStringAppendsToTheSameBuilder() {
    StringBuilder expected = new StringBuilder("start ");
    expected.append(String.format("(%s)", new Action(() -> expected.append("inner "), "text")));
    StringBuilder actual = new StringBuilder("start ");
    Object argument = new Action(() -> actual.append("inner "), "text");
    assertSame(actual, FormatSupport.appendFormat(actual, "(%s)", argument));
    assertEquals(expected.toString(), actual.toString());
    actual.setLength(6);
    FormatSupport.appendFormat(actual, "(%s)", new Object[] {argument});
    assertEquals(expected.toString(), actual.toString());
  }

  @Test
  void appendsTheBuilderToItself() {
    StringBuilder builder = new StringBuilder("ab");
    FormatSupport.appendFormat(builder, "<%s>", (Object) builder);
    assertEquals("ab<ab>", builder.toString());
  }

  @Test
  void appendsNothingWhenAnArgumentIsWrong() {
    StringBuilder builder = new StringBuilder("ab");
    assertThrows(
        IllegalFormatConversionException.class,
        () -> FormatSupport.appendFormat(builder, "%s%d", new Object[] {"c", "d"}));
    assertEquals("ab", builder.toString());
  }

  @Test
  void readsAnArgumentWhenItIsReached() {
    Object[] replacements = {
      "text", 5, BigInteger.TEN, 1.5, null, 'c', new Own(new ArrayList<>(), false)
    };
    for (Object replacement : replacements) {
      for (String format :
          new String[] {"%s %d|%s", "%s %s|%s", "%s %9s|%s", "%s %x|%s", "%h %c|%s"}) {
        check(Locale.US, format, effects -> mutating(replacement), arrayEntryPoints());
      }
    }
  }

  @Test
  void readsTheArrayOfTheCallerEvenWhereTheJdkGoesOn() {
    check(
        Locale.US,
        "%s %s %s %d",
        effects -> {
          Object[] arguments = new Object[4];
          arguments[0] = recorder(effects, "first");
          // Left to the JDK from here on, which must still see what the third writes.
          arguments[1] = new Own(effects, false);
          arguments[2] = new Action(() -> arguments[3] = 44, "third");
          arguments[3] = "never seen";
          return arguments;
        },
        arrayEntryPoints());
  }

  @Test
  void isSafeOnManyThreads() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      int number = i;
      Runnable work = () -> work(number, failures);
      threads.add(i % 2 == 0 ? new Thread(work) : virtualThreadOrOther(work));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }

  private static void work(int number, List<Throwable> failures) {
    try {
      for (int i = 0; i < 2_000; i++) {
        Object yielding = new Action(Thread::yield, "t" + number);
        String text = FormatSupport.format("%s:%06d", yielding, i);
        StringBuilder builder = new StringBuilder();
        FormatSupport.appendFormat(builder, "[%8s]", yielding);
        FormatSupport.appendFormat(builder, "%02x", (byte) i);
        String expected = String.format("t%d:%06d[%8s]%02x", number, i, "t" + number, (byte) i);
        assertEquals(expected, text + builder);
      }
    } catch (Throwable e) {
      synchronized (failures) {
        failures.add(e);
      }
    }
  }

  private static Thread virtualThreadOrOther(Runnable work) throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      return new Thread(work);
    }
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (Thread)
        Class.forName("java.lang.Thread$Builder")
            .getMethod("unstarted", Runnable.class)
            .invoke(builder, work);
  }

  /** The first argument puts another one in the place of the second, and that one of the third. */
  private static Object[] mutating(Object replacement) {
    Object[] arguments = new Object[3];
    arguments[0] =
        new Object() {
          @Override
          public String toString() {
            arguments[1] = replacement;
            arguments[2] = "replaced";
            return "first";
          }

          @Override
          public int hashCode() {
            arguments[1] = replacement;
            return 11;
          }

          @Override
          public boolean equals(Object other) {
            return this == other;
          }
        };
    arguments[1] = 7;
    arguments[2] = new Action(() -> arguments[0] = null, "third");
    return arguments;
  }

  private static final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
