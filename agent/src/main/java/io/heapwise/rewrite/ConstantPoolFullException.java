package io.heapwise.rewrite;

/** A class file that has no room for the constants of a rewrite. */
final class ConstantPoolFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConstantPoolFullException() {
    super(null, null, false, false);
  }
}
