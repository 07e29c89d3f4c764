package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class KnownRulesTest {
  private static final int CALL = 7;
  private static final int EPOCH = 3;
  private static final Rule TRUSTED = Rule.trusted(Rule.KEEPS_NOTHING);
  private static final Rule UNTRUSTED = Rule.untrusted("for the test");

  private final KnownRules rules = new KnownRules();

  @Test
  void knowsWhatWasPutDownForAClassAndACall() {
    rules.put(String.class, CALL, EPOCH, TRUSTED);
    rules.put(Integer.class, CALL, EPOCH, UNTRUSTED);

    assertSame(TRUSTED, rules.rule(String.class, CALL, EPOCH));
    assertSame(UNTRUSTED, rules.rule(Integer.class, CALL, EPOCH));
    assertSame(Rule.UNKNOWN, rules.rule(Long.class, CALL, EPOCH));
    assertSame(Rule.UNKNOWN, rules.rule(String.class, CALL + 1, EPOCH));
  }

  @Test
  void forgetsAllWhenCodeHasChanged() {
    rules.put(String.class, CALL, EPOCH, TRUSTED);
    assertSame(Rule.UNKNOWN, rules.rule(String.class, CALL, EPOCH + 1));

    rules.put(String.class, CALL, EPOCH + 1, UNTRUSTED);
    assertSame(UNTRUSTED, rules.rule(String.class, CALL, EPOCH + 1));
  }

  @Test
  void callsThatShareAPlaceAreNotTakenForEachOther() {
    // 1024 calls further the place is the same again.
    int other = CALL + 1024;
    rules.put(String.class, CALL, EPOCH, TRUSTED);
    rules.put(String.class, other, EPOCH, UNTRUSTED);

    assertSame(TRUSTED, rules.rule(String.class, CALL, EPOCH));
    assertSame(Rule.UNKNOWN, rules.rule(String.class, other, EPOCH));
  }

  @Test
  void classesOfTheSameNameAreNotTakenForEachOther() throws ReflectiveOperationException {
    ClassLoader sibling =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            byte[] file = Loans.classFile(LoanSamples.class);
            return defineClass(name, file, 0, file.length);
          }
        };
    Class<?> twin = sibling.loadClass(LoanSamples.class.getName());
    rules.put(LoanSamples.class, CALL, EPOCH, TRUSTED);

    assertSame(Rule.UNKNOWN, rules.rule(twin, CALL, EPOCH));
  }
}
