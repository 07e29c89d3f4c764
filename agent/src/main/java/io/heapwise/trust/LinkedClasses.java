package io.heapwise.trust;

/** Finds classes that are loaded, and loads none. */
public interface LinkedClasses {
  /**
   * The class that code of a loader gets for an internal name, if it ever has; else null.
   *
   * @param loader null for the boot loader
   */
  Class<?> find(ClassLoader loader, String internalName);
}
