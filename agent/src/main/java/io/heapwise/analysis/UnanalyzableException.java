package io.heapwise.analysis;

/** A method that the analysis does not understand and that must be left alone. */
public final class UnanalyzableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnanalyzableException(String reason) {
    super(reason, null, false, false);
  }
}
