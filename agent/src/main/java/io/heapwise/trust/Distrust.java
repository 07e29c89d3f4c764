package io.heapwise.trust;

/** Ends a judgement: the class must not be lent an array. The message is for users. */
final class Distrust extends Exception {
  private static final long serialVersionUID = 1L;

  Distrust(String reason) {
    super(reason, null, false, false);
  }
}
