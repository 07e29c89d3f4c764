package io.heapwise.cli;

/** What the user gave cannot be worked with; the message names it and says what to do. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
