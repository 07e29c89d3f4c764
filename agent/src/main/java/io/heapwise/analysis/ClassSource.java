package io.heapwise.analysis;

/** Where the bytes of classes come from. Never loads a class. */
public interface ClassSource {
  /** Knows no class. */
  ClassSource NONE =
      new ClassSource() {
        @Override
        public byte[] bytesOf(String internalName) {
          return null;
        }
      };

  /** The class file of a class, or null where it cannot be had. The array must not be changed. */
  byte[] bytesOf(String internalName);
}
