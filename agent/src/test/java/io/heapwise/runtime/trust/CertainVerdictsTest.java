package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CertainVerdictsTest {
  private static final int CALL = 7;
  private static final int EPOCH = 3;

  private final CertainVerdicts verdicts = new CertainVerdicts();

  @Test
  void knowsWhatWasPutDownForAClassAndACall() {
    verdicts.put(String.class, CALL, EPOCH, Trust.KEEPS_NOTHING);
    verdicts.put(Integer.class, CALL, EPOCH, Trust.UNTRUSTED);

    assertEquals(Trust.KEEPS_NOTHING, verdicts.level(String.class, CALL, EPOCH));
    assertEquals(Trust.UNTRUSTED, verdicts.level(Integer.class, CALL, EPOCH));
    assertEquals(Trust.UNKNOWN, verdicts.level(Long.class, CALL, EPOCH));
    assertEquals(Trust.UNKNOWN, verdicts.level(String.class, CALL + 1, EPOCH));
  }

  @Test
  void forgetsAllWhenCodeHasChanged() {
    verdicts.put(String.class, CALL, EPOCH, Trust.KEEPS_NOTHING);
    assertEquals(Trust.UNKNOWN, verdicts.level(String.class, CALL, EPOCH + 1));

    verdicts.put(String.class, CALL, EPOCH + 1, Trust.UNTRUSTED);
    assertEquals(Trust.UNTRUSTED, verdicts.level(String.class, CALL, EPOCH + 1));
  }

  @Test
  void callsThatShareAPlaceAreNotTakenForEachOther() {
    // 1024 calls further the place is the same again.
    int other = CALL + 1024;
    verdicts.put(String.class, CALL, EPOCH, Trust.KEEPS_NOTHING);
    verdicts.put(String.class, other, EPOCH, Trust.UNTRUSTED);

    assertEquals(Trust.KEEPS_NOTHING, verdicts.level(String.class, CALL, EPOCH));
    assertEquals(Trust.UNKNOWN, verdicts.level(String.class, other, EPOCH));
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
    verdicts.put(LoanSamples.class, CALL, EPOCH, Trust.KEEPS_NOTHING);

    assertEquals(Trust.UNKNOWN, verdicts.level(twin, CALL, EPOCH));
  }
}
