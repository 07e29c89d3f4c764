package io.heapwise.track.exact;

import io.heapwise.dump.Counts;

/**
 * Where the instructions of a class that is being visited were before the rewrites changed it: they
 * overwrite in place, or write a method anew. Confined to one thread.
 */
final class InstructionPlaces {
  private final CodeOutline.Places reader;
  private final CodeOutline before;
  private final CodeOutline now;

  /**
   * @param reader of the class file as it is now
   * @param original the class file as it was, or the same
   */
  InstructionPlaces(CodeOutline.Places reader, byte[] original, byte[] classFile) {
    this.reader = reader;
    boolean isChanged = original != classFile;
    before = isChanged ? CodeOutline.of(original) : null;
    now = isChanged ? CodeOutline.of(classFile) : null;
  }

  /** Of the current instruction, as it is now. */
  int current() {
    return reader.index;
  }

  /** Bytecode index of the current instruction in the original, if it can be told. */
  int original(String method) {
    return before == null || before.isInPlace(method, now) ? reader.index : Counts.UNKNOWN;
  }

  /** Whether a rewrite has put the current instruction, a dynamic call, there. */
  boolean isRewritten(String method, String name, String descriptor) {
    if (before == null) {
      return false;
    }
    return before.isInPlace(method, now)
        ? !before.hasDynamicCallAt(method, reader.index)
        : !before.hasDynamicCall(method, name, descriptor);
  }
}
