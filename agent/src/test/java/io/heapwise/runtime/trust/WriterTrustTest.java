package io.heapwise.runtime.trust;

import static io.heapwise.runtime.trust.Trust.KEEPS_NOTHING;
import static io.heapwise.runtime.trust.Trust.UNTRUSTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may be lent a string writer. */
class WriterTrustTest {
  private static final String WRITER = "Ljava/io/Writer;";

  @BeforeAll
  static void know() {
    Loans.judge();
    Loans.know(WriterTrustTest.class);
    Loans.know(WriterSamples.class);
    for (Class<?> sample : WriterSamples.class.getDeclaredClasses()) {
      Loans.know(sample);
    }
  }

  private static int constructor(Class<?> type, String parameter) {
    return exact(type, "<init>", "(" + parameter + ")V", 1);
  }

  private static int exact(Class<?> type, String name, String descriptor, int operand) {
    String owner = type.getName().replace('.', '/');
    return Trust.exactCallWith(LentCall.WRITER, owner, name, descriptor, operand);
  }

  private static void trusts(int call) {
    Rule rule = Trust.ruleNow(WriterTrustTest.class, call);
    assertEquals(KEEPS_NOTHING, rule.level(), rule::reason);
  }

  private static String untrusted(Class<?> type) {
    return untrusted(constructor(type, WRITER));
  }

  private static String untrusted(int call) {
    assertEquals(UNTRUSTED, Trust.ruleNow(WriterTrustTest.class, call).level());
    return Loans.reason(WriterTrustTest.class, call);
  }

  @Test
  void trustsWhoKeepsItToWriteToIt() {
    trusts(constructor(WriterSamples.Writes.class, WRITER));
    trusts(constructor(WriterSamples.AppendableWriter.class, "Ljava/lang/Appendable;"));
    trusts(
        exact(
            WriterSamples.Library.class,
            "write",
            "(Ljava/lang/Appendable;Ljava/lang/String;)V",
            0));
  }

  @Test
  void trustsWritersOfTheJdkAroundIt() {
    trusts(constructor(WriterSamples.Prints.class, WRITER));
  }

  @Test
  void distrustsWhatExtendsThem() {
    untrusted(WriterSamples.Extends.class);
    untrusted(WriterSamples.Filters.class);
  }

  @Test
  void distrustsWhoLooksAtItLater() {
    String prefix = "stored in field WriterSamples$";
    assertEquals(
        prefix + "Reads.readLater, and in WriterSamples$Reads.toString passed to Object.toString",
        untrusted(WriterSamples.Reads.class));
    assertEquals(
        prefix + "Shows.shown, and in WriterSamples$Shows.out returned",
        untrusted(WriterSamples.Shows.class));
    assertTrue(
        untrusted(WriterSamples.IsReadByAnother.class)
            .startsWith(prefix + "IsReadByAnother.readBeside, and in WriterSamples.read"));
    assertEquals(
        prefix + "Reflects.namedSomewhere, which WriterSamples$Reflects.read names",
        untrusted(WriterSamples.Reflects.class));
    assertTrue(
        untrusted(WriterSamples.Component.class).startsWith(prefix + "Component.component, "));
  }

  @Test
  void distrustsWhoLetsOthersLook() {
    assertEquals(
        "stored in field WriterSamples$IsNotPrivate.out",
        untrusted(WriterSamples.IsNotPrivate.class));
    assertEquals(
        "stored in field WriterSamples.published", untrusted(WriterSamples.Publishes.class));
    assertEquals(
        "getBuffer() is called on it",
        untrusted(constructor(WriterSamples.AsksForTheBuffer.class, "Ljava/io/StringWriter;")));
  }

  /** A builder is somebody else's once it is given back, and so is what is written to it. */
  @Test
  void aBuilderIsNotKeptToBeWrittenTo() {
    String owner = WriterSamples.AppendableWriter.class.getName().replace('.', '/');
    int call = Trust.exactCallWithBuilder(owner, "<init>", "(Ljava/lang/Appendable;)V", 1, false);
    assertEquals("stored in field WriterSamples$AppendableWriter.onlyAppended", untrusted(call));
  }
}
