package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassGlobsTest {
  @ParameterizedTest
  @CsvSource({
    "com.acme.Foo,      com/acme/Foo,        true",
    "com.acme.Foo,      com/acme/Foo$Bar,    false",
    "com.acme.Foo,      com/acme/Fo,         false",
    "com.acme.Foo*,     com/acme/Foo$Bar,    true",
    "com.acme.*,        com/acme/deep/Foo,   true",
    "com.acme.*,        com/acme,            false",
    "com.acme.*,        com/acmeX/Foo,       false",
    "*,                 Foo,                 true",
    "*.Foo,             Foo,                 false",
    "*.Foo?,            a/Foo1,              true",
    "*.Foo?,            a/Foo,               false",
    "*.Foo?,            a/Foo12,             false",
    "?.B,               a/B,                 true",
    "?.B,               ab/B,                false",
    "*a*b*c,            xaxxbxabxc,          true",
    "*a*b*c,            xaxxbxabxcd,         false",
    "*ab,               aab,                 true",
    "**,                a/b/C,               true",
    "a.*;b.*,           b/C,                 true",
    "a.*;b.*,           c/C,                 false",
    "a.*;,              a/C,                 true",
    "com/acme/*,        com/acme/Foo,        true",
  })
  void matchesWholeNames(String globs, String internalName, boolean expected) {
    assertEquals(expected, ClassGlobs.parse(globs).matches(internalName));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a.*,b.*", "a.* b.*", "a:b", "[a-z]", "(a)", "a=b"})
  void refusesWhatNoClassNameHolds(String globs) {
    assertNull(ClassGlobs.parse(globs));
  }

  @Test
  void allocatesNothing() {
    ClassGlobs globs = ClassGlobs.parse("com.acme.*;*.Foo?Bar*;*x*y*z*");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int matches = 0;
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      matches += globs.matches("org/example/deeply/nested/FooxBar") ? 1 : 0;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertEquals(10_000, matches);
    assertTrue(allocated < 10_000, () -> allocated + " bytes");
  }
}
