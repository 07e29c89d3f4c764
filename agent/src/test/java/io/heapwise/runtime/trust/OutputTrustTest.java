package io.heapwise.runtime.trust;

import static io.heapwise.runtime.trust.Trust.KEEPS_NOTHING;
import static io.heapwise.runtime.trust.Trust.UNTRUSTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be lent a byte array output stream. */
class OutputTrustTest {
  private static final String STREAM = "Ljava/io/OutputStream;";
  private static final String OUTPUT = "Ljava/io/ByteArrayOutputStream;";

  @BeforeAll
  static void know() {
    Loans.judge();
    Loans.know(OutputTrustTest.class);
    Loans.know(OutputSamples.class);
    for (Class<?> sample : OutputSamples.class.getDeclaredClasses()) {
      Loans.know(sample);
    }
  }

  private static int constructor(Class<?> type, String parameter) {
    return exact(LentCall.OUTPUT, type, "<init>", "(" + parameter + ")V", 1);
  }

  private static int exact(int kind, Class<?> type, String name, String descriptor, int operand) {
    String owner = type.getName().replace('.', '/');
    return Trust.exactCallWith(kind, owner, name, descriptor, operand);
  }

  private static void trusts(int call) {
    Rule rule = Trust.ruleNow(OutputTrustTest.class, call);
    assertEquals(KEEPS_NOTHING, rule.level(), rule::reason);
  }

  private static String untrusted(int call) {
    assertEquals(UNTRUSTED, Trust.ruleNow(OutputTrustTest.class, call).level());
    return Loans.reason(OutputTrustTest.class, call);
  }

  @Test
  void trustsWhoKeepsItToWriteToIt() {
    trusts(constructor(OutputSamples.Writes.class, STREAM));
  }

  @Test
  void trustsStreamsOfTheJdkAroundIt() {
    trusts(constructor(OutputSamples.Wraps.class, STREAM));
  }

  @Test
  void trustsWhoOnlyCopiesWhatIsInIt() {
    trusts(exact(LentCall.OUTPUT, OutputSamples.Copies.class, "copy", "(" + OUTPUT + ")[B", 0));
  }

  @Test
  void mayBeReturnedOnlyWhereNobodyTakesIt() {
    String descriptor = "(" + OUTPUT + ")" + OUTPUT;
    Class<?> type = OutputSamples.Copies.class;
    trusts(exact(LentCall.DROPPED_OUTPUT, type, "same", descriptor, 0));
    assertEquals("returned", untrusted(exact(LentCall.OUTPUT, type, "same", descriptor, 0)));
  }

  @Test
  void distrustsWhatExtendsThem() {
    untrusted(constructor(OutputSamples.Extends.class, STREAM));
    untrusted(constructor(OutputSamples.Filters.class, STREAM));
    untrusted(constructor(OutputSamples.Prints.class, STREAM));
  }

  @Test
  void distrustsWhoDoesMoreThanWriteToItLater() {
    String prefix = "stored in field OutputSamples$";
    assertEquals(
        prefix
            + "Reads.readLater, and in OutputSamples$Reads.bytes"
            + " passed to ByteArrayOutputStream.toByteArray",
        untrusted(constructor(OutputSamples.Reads.class, OUTPUT)));
    assertEquals(
        prefix
            + "Resets.resetLater, and in OutputSamples$Resets.reset"
            + " passed to ByteArrayOutputStream.reset",
        untrusted(constructor(OutputSamples.Resets.class, OUTPUT)));
    assertEquals(
        prefix + "Locks.locked, and in OutputSamples$Locks.write used as a lock",
        untrusted(constructor(OutputSamples.Locks.class, STREAM)));
  }

  @Test
  void distrustsWhoLetsOthersLook() {
    assertEquals(
        "stored in field OutputSamples$IsNotPrivate.out",
        untrusted(constructor(OutputSamples.IsNotPrivate.class, STREAM)));
    assertEquals(
        "stored in field OutputSamples.published",
        untrusted(constructor(OutputSamples.Publishes.class, STREAM)));
  }

  /** Its array is lent to the other stream, and to decoders; and what it was long is forgotten. */
  @ParameterizedTest
  @CsvSource({
    "writesTo, (Ljava/io/ByteArrayOutputStream;Ljava/io/OutputStream;)V, writeTo",
    "decodes,"
        + "(Ljava/io/ByteArrayOutputStream;Ljava/nio/charset/Charset;)Ljava/lang/String;, toString",
    "resets, (Ljava/io/ByteArrayOutputStream;)V, reset",
    "hashes, (Ljava/io/OutputStream;)I, hashCode",
  })
  void distrustsWhoShowsItsArrayOrAsksWhoItIs(String name, String descriptor, String called) {
    int call = exact(LentCall.OUTPUT, OutputSamples.class, name, descriptor, 0);
    assertEquals(called + "() is called on it", untrusted(call));
  }
}
