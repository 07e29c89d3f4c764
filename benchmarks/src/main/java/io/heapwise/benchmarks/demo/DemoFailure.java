package io.heapwise.benchmarks.demo;

/** Ends the demo with exit code 1; the message is for the user. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailure(String message) {
    super(message);
  }
}
