package io.heapwise.runtime.pool;

import java.lang.reflect.Field;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * Whether what is known of a locale comes from the JDK alone, and so is the same whenever it is
 * asked for. The property {@code java.locale.providers} can let providers of the program, or the
 * settings of the operating system, have a say. The JDK looks at it once, and we look at what it
 * has found: the property may have changed since.
 */
final class LocaleData {
  private static final int UNKNOWN = 0;
  private static final int OF_JDK = 1;
  private static final int OTHER = 2;

  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();

  /** What the JDK asks for data of locales, or null. It must not be initialised by us. */
  private static final Class<?> ADAPTERS = adapters();

  /** Where its list of providers is, or -1. */
  private static final long PREFERENCE = preference();

  private static int answer;

  private LocaleData() {}

  /** Initialises this class without a look at any locale: when that is, is up to the program. */
  static void initialize() {}

  /** To be called once the JDK has asked for something of a locale; not before. */
  static boolean isOfJdk() {
    if (answer == UNKNOWN) {
      answer = look() ? OF_JDK : OTHER;
    }
    return answer == OF_JDK;
  }

  private static boolean look() {
    return PREFERENCE >= 0
        && !UNSAFE.shouldBeInitialized(ADAPTERS)
        && UNSAFE.getReference(ADAPTERS, PREFERENCE) instanceof List<?> types
        && areOfJdk(types);
  }

  private static boolean areOfJdk(List<?> types) {
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i) instanceof Enum<?> constant ? constant.name() : "";
      if (!type.equals("CLDR") && !type.equals("JRE") && !type.equals("FALLBACK")) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> adapters() {
    try {
      return Class.forName("sun.util.locale.provider.LocaleProviderAdapter", false, null);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static long preference() {
    if (UNSAFE == null || ADAPTERS == null) {
      return -1;
    }
    try {
      Field field = ADAPTERS.getDeclaredField("adapterPreference");
      // Static fields are in the class.
      return UNSAFE.staticFieldBase(field) == ADAPTERS ? UNSAFE.staticFieldOffset(field) : -1;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return -1;
    }
  }
}
