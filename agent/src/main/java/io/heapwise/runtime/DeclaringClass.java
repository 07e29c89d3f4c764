package io.heapwise.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Finds where a class has a public method from, without loading any class of the program: listing
 * the methods of a class, as reflection does, would load the types of all their parameters. Any
 * thread.
 */
final class DeclaringClass {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private DeclaringClass() {}

  /**
   * The class in which a call on an object of exactly this class ends, or null if that cannot be
   * told.
   *
   * @param type consists of types of the JDK
   */
  static Class<?> of(Class<?> receiver, String name, MethodType type) {
    try {
      if (isOfJdk(receiver)) {
        // The search of one class, where it finds nothing, makes an exception with a long message.
        return receiver.getMethod(name, type.parameterArray()).getDeclaringClass();
      }
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(receiver, MethodHandles.lookup());
      return lookup.revealDirect(lookup.findVirtual(receiver, name, type)).getDeclaringClass();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** Whether a class belongs to the JDK itself. */
  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == PLATFORM;
  }
}
