package io.heapwise.corpus;

/** Where the bytes of classes come from. Never loads a class. */
interface ClassSource {
  /** The class file of a class, or null where it cannot be had. The array must not be changed. */
  byte[] bytesOf(String internalName);
}
